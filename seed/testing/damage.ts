import { expect, it } from "vitest";
import type { Files } from "../author/open.ts";
import { damaged, file, lineOf, problemsOf, soundFiles } from "./workbook.ts";

/* A check is tested by damaging the small workbook: the problem stands in the right line and says what is wrong. */

export const partIntro = file("1.0.0");
export const moduleIntro = file("1.1.0");
export const one = file("1.1.1");
export const two = file("1.1.2");
export const objects = "seed/reference/data-objects.yaml";

/** What is damaged, how, where the problem is to be reported ("": line 1), and what it has to say. */
export type Case = readonly [name: string, files: Files, path: string, at: string, message: RegExp];

export const damage = (
  name: string,
  path: string,
  find: string,
  put: string,
  at: string,
  message: RegExp,
): Case => [name, damaged(path, find, put), path, at, message];

/** 1.1.1 as another exercise, for rules that hold only there. */
export function elsewhere(id: string): Files {
  const text = (soundFiles.get(one) ?? "").replaceAll("1.1.1", id);
  const intro = (soundFiles.get(moduleIntro) ?? "").replaceAll("1.1.0", `${id.slice(0, 3)}.0`);
  return new Map([...soundFiles, [file(`${id.slice(0, 3)}.0`), intro], [file(id), text]]);
}

/** So many words. */
export const long = (n: number): string => Array.from({ length: n }, () => "word").join(" ");

/** The text of 1.1.1.why. */
export const why = "Skills show in things you have already done, so we look there. [@long]";

export function expectFound(cases: readonly Case[]): void {
  it.each(cases)("find: %s", (_, files, path, at, message) => {
    const line = at === "" ? 1 : lineOf(files, path, at);
    expect(problemsOf(files)).toContainEqual({
      file: path,
      line,
      message: expect.stringMatching(message) as unknown,
    });
  });
}
