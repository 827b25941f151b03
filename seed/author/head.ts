import * as z from "zod/mini";
import { usages } from "../../shared/content/usage.ts";
import { ingredients, type AuthoredExercise, type Source } from "./exercise.ts";
import { fitted } from "./issues.ts";
import type { Problems } from "./problem.ts";
import type { Section } from "./sections.ts";
import { readYaml } from "./yaml.ts";

const line = z.string().check(z.regex(/^\S.*\S$/));
const headSettings = z.strictObject({
  title: line,
  purpose: line,
  minutes: z.int().check(z.positive()),
  ingredients: z.array(z.enum(ingredients)),
  sources: z._default(z.array(z.string()), []),
});

const usageOf = (word: string | undefined) => usages.find((one) => one === word);

type Head = Omit<AuthoredExercise, "activities" | "blocks">;

/** `:: exercise <id>` with its settings; null when the id itself cannot be read. */
export function readHead(file: string, section: Section, problems: Problems): Head | null {
  const place = { file, line: section.line };
  const found = /^exercise ((\d)\.(\d)\.(\d))$/.exec(section.header);
  if (found === null) {
    problems.add(
      place,
      `a file begins with \`:: exercise <part>.<module>.<exercise>\`, not \`:: ${section.header}\``,
    );
    return null;
  }
  const [, id = "", part, module, exercise] = found;
  if (!file.endsWith(`/${id}.md`))
    problems.add(place, `this is exercise ${id}, so the file is called ${id}.md`);
  if (section.body.text !== "") {
    problems.add(
      { file, line: section.body.line },
      "text belongs to a block: begin it with `:: <kind> <word>`",
    );
  }
  if (section.settings === null)
    problems.add(place, "the head has title, purpose, minutes and ingredients, ended by a line `---`");
  const yaml = readYaml(file, section.settings ?? { text: "", line: section.line }, problems);
  const settings =
    section.settings === null
      ? null
      : fitted(headSettings, yaml.value, { file, lineOf: yaml.lineOf }, problems);
  const sources = (settings?.sources ?? []).flatMap((text, i): Source[] => {
    const [slug = "", usage, ...rest] = text.split(/\s+/);
    const known = usageOf(usage);
    const at = yaml.lineOf(["sources", i]);
    if (known === undefined || rest.length > 0) {
      problems.add(
        { file, line: at },
        `"${text}" is no source; write \`<slug> <usage>\`, usage one of ${usages.join(", ")}`,
      );
      return [];
    }
    return [{ slug, usage: known, line: at }];
  });
  return {
    id,
    part: Number(part),
    module: Number(module),
    exercise: Number(exercise),
    title: settings?.title ?? "",
    purpose: settings?.purpose ?? "",
    minutes: settings?.minutes ?? 0,
    ingredients: settings?.ingredients ?? [],
    sources,
    at: { ...place, textLine: section.line, lineOf: yaml.lineOf },
  };
}
