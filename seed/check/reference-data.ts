import type { Problems } from "../author/problem.ts";
import type { Workbook } from "../author/workbook.ts";
import { words } from "./prose.ts";

const file = (name: string) => `seed/reference/${name}.yaml`;
const outside = (count: number, least: number, most: number): boolean => count < least || count > most;

/** Levels of 18 to 30 words, summaries of about a hundred (content plan 3 and 5; spec 5). */
export function checkReferenceData({ reference }: Workbook, problems: Problems): void {
  const yamlOf = (name: string) => reference.shown.find((one) => one.file === file(name))?.yaml;
  const report = (name: string, path: readonly PropertyKey[], message: string) =>
    problems.add({ file: file(name), line: yamlOf(name)?.lineOf(path) ?? 1 }, message);
  for (const [i, { levels, name }] of reference.competencies.entries()) {
    const seen = new Set<string>();
    for (const [n, { text }] of levels.entries()) {
      const count = words(text).length;
      if (outside(count, 18, 30))
        report("competencies", [i, "levels", n, "text"], `${count} words; a level has 18 to 30`);
      if (seen.has(text))
        report("competencies", [i, "levels", n, "text"], `two levels of ${name} are the same`);
      seen.add(text);
    }
  }
  for (const [i, { lines, code }] of reference.types.entries()) {
    const count = words(Object.values(lines).join(" ")).length;
    if (outside(count, 90, 120))
      report(
        "personality-types",
        [i, "lines"],
        `${count} words in the lines of ${code}; together they have 90 to 120`,
      );
  }
}
