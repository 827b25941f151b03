import fc from "fast-check";
import { expect, test } from "vitest";
import type { Recall } from "../../../shared/content/block.ts";
import { typeLines, type PersonalityType } from "../../../shared/content/release.ts";
import { mbtiSelector, selectorConfig } from "../../../shared/tools/mbti_selector/tool.ts";
import {
  notSure,
  readingsOf,
  readingWords,
  restoreType,
  toRead,
  typeProblems,
  typeValue,
  withVerdict,
} from "./model.ts";

const config = selectorConfig.parse({ sliders: { EI: "a", SN: "b", TF: "c", JP: "d" } });
const letters = [
  ["E", "I"],
  ["S", "N"],
  ["T", "F"],
  ["J", "P"],
] as const;
const codes = Array.from({ length: 16 }, (_, n) => letters.map((pair, i) => pair[(n >> i) & 1]).join(""));
const lines = { brings: "", energized: "", settings: "", watch: "", question: "" };
const types = codes.map((code): PersonalityType => ({ code, name: code, lines }));
const brought = (values: Record<string, number>): Recall[] => [
  {
    dataObject: "x",
    label: "From your sliders",
    from: Object.keys(values),
    transform: [],
    rows: Object.entries(values).map(([id, value]) => ({ id, text: String(value), value })),
    sealed: false,
    reveal: "shown",
    use: "show",
  },
];

const verdict = fc.constantFrom("fits" as const, "not" as const);
const steps = fc.array(
  fc.oneof(
    fc.constantFrom(...codes, notSure).map((choice) => ({ choice })),
    fc.tuple(fc.constantFrom(...typeLines), verdict).map(([line, said]) => ({ line, said })),
  ),
);

test("a choice is taken by its contract, and comes back", () => {
  fc.assert(
    fc.property(steps, (made) => {
      const draft = made.reduce(
        (now, step) =>
          "choice" in step ? { ...now, choice: step.choice } : withVerdict(now, step.line, step.said),
        restoreType(undefined, undefined, config),
      );
      expect(restoreType(JSON.parse(JSON.stringify(draft)), undefined, config)).toEqual(draft);
      if (typeProblems(draft).length > 0) return;
      const value = typeValue(draft);
      expect(mbtiSelector.value(config, "open").safeParse(value).success).toBe(true);
      expect(typeValue(restoreType(undefined, value, config))).toEqual(value);
    }),
  );
});

test("nothing picked is no answer; not sure yet is one", () => {
  const start = restoreType(undefined, undefined, config);
  expect(typeProblems(start)).toHaveLength(1);
  expect(typeProblems({ ...start, choice: notSure })).toEqual([]);
  expect(typeValue({ ...start, choice: notSure })).toEqual({ code: null, lines: {} });
});

test("going back to a type finds its lines as they were; the same word again takes it back", () => {
  const chosen = { ...restoreType(undefined, undefined, config), choice: "INFP" };
  const kept = withVerdict(chosen, "brings", "fits");
  const back = { ...withVerdict({ ...kept, choice: "INFJ" }, "watch", "not"), choice: "INFP" };
  expect(typeValue(back)).toEqual({ code: "INFP", lines: { brings: "fits" } });
  expect(typeValue(withVerdict(kept, "brings", "fits"))).toEqual({ code: "INFP", lines: {} });
});

test("three to read, each a letter apart from the first, from the learner's own sliders", () => {
  const slider = fc.integer({ min: 1, max: 7 });
  fc.assert(
    fc.property(fc.record({ a: slider, b: slider, c: slider, d: slider }), (values) => {
      const [first = "", ...near] = toRead(readingsOf(brought(values), config), types).map(
        (type) => type.code,
      );
      expect(near).toHaveLength(2);
      for (const code of near) expect([...code].filter((letter, i) => letter !== first[i])).toHaveLength(1);
    }),
  );
  expect(toRead(readingsOf(brought({ a: 6, b: 5, c: 7, d: 4 }), config), types)[0]?.code).toBe("INFJ");
});

test("without sliders nothing is suggested", () => {
  expect(toRead(readingsOf([], config), types)).toEqual([]);
});

test("a slider is told in words", () => {
  const { EI, JP } = readingsOf(brought({ a: 6, d: 4 }), config);
  expect(readingWords("EI", EI)).toContain("6 from 1 to 7, nearer to quiet and time alone");
  expect(readingWords("JP", JP)).toContain("in the middle");
  expect(readingWords("SN", readingsOf([], config).SN)).toBe("S or N: not said");
});
