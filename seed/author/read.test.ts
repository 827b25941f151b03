import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exercise, withoutPlaces } from "../testing/arbitrary.ts";
import { file, problemsOf, soundFiles } from "../testing/workbook.ts";
import { printExercise } from "./print.ts";
import { Problems } from "./problem.ts";
import { readExercise } from "./read.ts";

const path = file("1.1.1");
const seed = 20_261_122;
/** Each run reads the whole small workbook. */
const timeoutMs = 60_000;

/** Damage that is certain to be wrong wherever it stands, with what it has to say there. */
const damages: readonly { put: string; message: RegExp }[] = [
  { put: ":: instructoin oops", message: /unknown kind/ },
  { put: "::note oops", message: /two colons, one space/ },
  { put: ":: note Oops", message: /is no word/ },
  { put: ":: note oops loudly\nOh.", message: /unknown flag `loudly`/ },
  { put: ":: note oops required\nOh.", message: /asks nothing/ },
  { put: ":: textarea oops\nmaxLenght: 5\n---\nOh?", message: /unknown setting `maxLenght`/ },
  { put: ":: note oops", message: /has no text/ },
  { put: ":: activity 9 Oops", message: /activity 9 stands where/ },
];

describe("reading", () => {
  it(
    "is the inverse of printing",
    () => {
      fc.assert(
        fc.property(exercise, (authored) => {
          const problems = new Problems();
          const read = readExercise(path, printExercise(authored), problems);
          expect(problems.list).toEqual([]);
          expect(read === null ? null : withoutPlaces(read)).toEqual(withoutPlaces(authored));
        }),
        { seed, numRuns: 200 },
      );
    },
    timeoutMs,
  );

  it("does not mind carriage returns", () => {
    const text = soundFiles.get(path) ?? "";
    const [unix, dos] = [text, text.replaceAll("\n", "\r\n")].map((one) =>
      readExercise(path, one, new Problems()),
    );
    expect(dos === null || dos === undefined ? null : withoutPlaces(dos)).toEqual(
      unix === null || unix === undefined ? undefined : withoutPlaces(unix),
    );
  });

  it(
    "reports random damage in its line",
    () => {
      const paths = [...soundFiles.keys()].filter((one) => one.endsWith(".md"));
      fc.assert(
        fc.property(
          fc.constantFrom(...paths),
          fc.nat(),
          fc.constantFrom(...damages),
          (one, place, { put, message }) => {
            const lines = (soundFiles.get(one) ?? "").split("\n");
            const starts = lines.flatMap((line, i) => (line.startsWith(":: ") && i > 0 ? [i] : []));
            const at = starts[place % starts.length] ?? 0;
            const text = [...lines.slice(0, at), ...put.split("\n"), "", ...lines.slice(at)].join("\n");
            const offset = put.includes("maxLenght") ? 1 : 0;
            const found = problemsOf(new Map([...soundFiles, [one, text]]));
            expect(found).toContainEqual({
              file: one,
              line: at + 1 + offset,
              message: expect.stringMatching(message) as unknown,
            });
          },
        ),
        { seed, numRuns: 60 },
      );
    },
    timeoutMs,
  );

  it(
    "never fails on random text, and places every problem inside the file",
    () => {
      const lines = fc.array(
        fc.oneof(
          fc.string(),
          fc.constantFrom(
            "---",
            ":: exercise 1.1.1",
            ":: textarea a",
            ":: list_builder b required",
            "recall:",
            "  - from: x",
            "[@a",
            "{{b}}",
            "- c",
            ":: activity 1 x",
          ),
        ),
      );
      fc.assert(
        fc.property(lines, (all) => {
          const text = all.join("\n");
          const found = problemsOf(new Map([...soundFiles, [path, text]])).filter((one) => one.file === path);
          for (const { line } of found) {
            expect(line).toBeGreaterThan(0);
            expect(line).toBeLessThanOrEqual(text.split("\n").length);
          }
        }),
        { seed, numRuns: 60 },
      );
    },
    timeoutMs,
  );
});
