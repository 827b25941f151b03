import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { consultedFolder, readConsulted } from "./consulted.ts";
import { readExercise } from "./read.ts";
import type { Problems } from "./problem.ts";
import { readReference } from "./reference/read.ts";
import { assemble, type Workbook } from "./workbook.ts";

/** The authored files as texts, by path in the repository. */
export type Files = ReadonlyMap<string, string>;

/** Everything below `seed/` that an author writes. @param root the repository */
export function openFiles(root: string): Files {
  const within = (folder: string, ending: RegExp) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder))
          .filter((name) => ending.test(name))
          .sort()
          .map((name) => `${folder}/${name}`)
      : [];
  const paths = [
    ...within("seed/content", /^[0-9].*\.md$/),
    ...within("seed/reference", /\.yaml$/),
    ...within(consultedFolder, /\.txt$/),
  ];
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

export function readWorkbook(files: Files, problems: Problems): Workbook {
  const exercises = [...files].flatMap(([path, text]) => {
    if (!path.startsWith("seed/content/")) return [];
    const exercise = readExercise(path, text, problems);
    return exercise === null ? [] : [exercise];
  });
  const reference = readReference((name) => files.get(`seed/reference/${name}`) ?? null, problems);
  const consulted = [...files].flatMap(([path, text]) =>
    path.startsWith(consultedFolder) ? [readConsulted(path, text, problems)] : [],
  );
  return assemble(exercises, { reference, consulted }, problems);
}
