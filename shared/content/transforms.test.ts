import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stepOf } from "../engine/testing/releases.ts";
import { Dice, runs } from "../engine/testing/seed.ts";
import { transformStep, type RecallRow, type TransformStep } from "./block.ts";
import { resolve, transform } from "./transforms.ts";

const rows: readonly RecallRow[] = [
  { id: "1", text: "Planning", rank: 1, mastery: 3, kind: "a", value: 4 },
  { id: "2", text: "éclairs", rank: 2, mastery: 5, kind: "b" },
  { id: "3", text: "Zeal", rank: 3, kind: "a", mastery: null },
  { id: "4", text: "apples", rank: 4, mastery: 5, kind: "" },
];
const others: Record<string, RecallRow[]> = {
  before: [{ id: "before", text: "2", value: 2 }],
  names: [
    { id: "x", text: " ECLAIRS " },
    { id: "y", text: "planning" },
    { id: "z", text: "!!!" },
  ],
  story: [{ id: "s", text: "The flood", action: "Mostly zeal, and a lot of\nPlanning." }],
};
const run = (given: readonly RecallRow[], ...steps: TransformStep[]) =>
  transform(given, steps, (key) => others[key] ?? []);
const ids = (given: readonly RecallRow[]) => given.map((row) => row.id).join("");

describe("RC1: the steps", () => {
  test.each<[string, TransformStep, string]>([
    ["top", { op: "top", n: 2 }, "12"],
    ["top of more than there is", { op: "top", n: 9 }, "1234"],
    ["filter is", { op: "filter", field: "kind", is: "a" }, "13"],
    ["filter in", { op: "filter", field: "rank", in: [2, 4] }, "24"],
    ["filter min", { op: "filter", field: "mastery", min: 5 }, "24"],
    ["filter max", { op: "filter", field: "mastery", max: 4 }, "1"],
    ["filter between", { op: "filter", field: "rank", min: 2, max: 3 }, "23"],
    ["filter by a field that is not there", { op: "filter", field: "none", is: "a" }, ""],
    ["sort numbers up, what is missing last", { op: "sort", field: "mastery", dir: "asc" }, "1243"],
    ["sort numbers down, what is missing last", { op: "sort", field: "mastery", dir: "desc" }, "2413"],
    ["sort words as people do", { op: "sort", field: "text", dir: "asc" }, "4213"],
    ["sort keeps the order of equals", { op: "sort", field: "none", dir: "desc" }, "1234"],
    ["overlap, whatever case and accents", { op: "overlap", with: "names" }, "12"],
    ["overlap with nothing", { op: "overlap", with: "nobody" }, ""],
    ["overlap with several", { op: "overlap", with: ["nobody", "names"] }, "12"],
    ["mentioned in any text of the others", { op: "mentioned", with: ["names", "story"] }, "123"],
    ["mentioned as whole words only", { op: "mentioned", with: "before" }, ""],
  ])("RC1: %s", (_name, step, expected) => {
    expect(ids(run(rows, step))).toBe(expected);
  });

  test("RC1: pick keeps id, text and the named fields", () => {
    expect(run(rows.slice(0, 1), { op: "pick", fields: ["rank", "none"] })).toEqual([
      { id: "1", text: "Planning", rank: 1 },
    ]);
  });
  test("RC1: map says another field, with a detail, and leaves out rows that say nothing", () => {
    const mapped = run(rows, { op: "map", text: "kind", detail: "mastery" });
    expect(mapped.map(({ id, text, detail }) => [id, text, detail])).toEqual([
      ["1", "a", "3"],
      ["2", "b", "5"],
      ["3", "a", ""],
    ]);
  });
  test("RC1: count, group, share and compare make rows of their own", () => {
    expect(run(rows, { op: "count" })).toEqual([{ id: "count", text: "4", count: 4 }]);
    expect(run(rows, { op: "group", by: "kind" })).toEqual([
      { id: "a", text: "a", count: 2, of: 3, ties: 0 },
      { id: "b", text: "b", count: 1, of: 3, ties: 0 },
    ]);
    expect(run(rows, { op: "group", by: "mastery" })).toMatchObject([
      { id: "5", text: "5", count: 2 },
      { id: "3", text: "3", count: 1 },
    ]);
    expect(run(rows, { op: "group", by: "text" }).map((row) => row["ties"])).toEqual([3, 3, 3, 3]);
    expect(run(rows, { op: "share", field: "kind", is: "a" })).toEqual([
      { id: "share", text: "2 of 4", part: 2, of: 4, rest: 2 },
    ]);
    expect(run(rows, { op: "share", field: "mastery", min: 5 })).toMatchObject([{ part: 2, of: 4 }]);
    expect(run(rows, { op: "compare", with: "before" })).toEqual([
      { id: "compare", text: "2 → 4", before: 2, now: 4, change: 2, by: 2 },
    ]);
  });
  test("RC1: range says the lowest and the highest, and who has them", () => {
    expect(run(rows, { op: "range", field: "mastery" })).toEqual([
      {
        id: "range",
        text: "3 to 5",
        low: 3,
        high: 5,
        spread: 2,
        lowest: ["Planning"],
        highest: ["éclairs", "apples"],
        of: 3,
      },
    ]);
    expect(run(rows.slice(0, 1), { op: "range", field: "value" })).toMatchObject([{ text: "4", spread: 0 }]);
  });
  test("RC1: name says rows by their ids, those it does not know as they are", () => {
    const said = run(rows, { op: "name", names: { "1": "Making plans", "9": "nobody" } });
    expect(said.map((row) => row.text)).toEqual(["Making plans", "éclairs", "Zeal", "apples"]);
  });
  test.each<[string, TransformStep[], number | null]>([
    ["nothing is counted", [{ op: "top", n: 2 }], null],
    ["a comparison is of two answers, not of many", [{ op: "compare", with: "before" }], null],
    ["count", [{ op: "filter", field: "kind", is: "a" }, { op: "count" }], 2],
    ["a share counts what it is of", [{ op: "share", field: "kind", is: "a" }], 4],
    [
      "a group counts what has a name",
      [
        { op: "group", by: "kind" },
        { op: "top", n: 1 },
      ],
      3,
    ],
    ["a range counts numbers", [{ op: "range", field: "mastery" }], 3],
    ["the first step that counts", [{ op: "overlap", with: "names" }, { op: "count" }], 4],
    ["mentioned", [{ op: "mentioned", with: "story" }], 4],
  ])("RC10: data points: %s", (_name, steps, points) => {
    expect(resolve(rows, steps, (key) => others[key] ?? []).points).toBe(points);
    expect(resolve([], steps, () => []).points).toBe(points === null ? null : 0);
  });
  test("RC1: texts of signs alone overlap with nothing: there is nothing to compare", () => {
    expect(run([{ id: "1", text: "???" }], { op: "overlap", with: "names" })).toEqual([]);
    expect(run([{ id: "1", text: "" }], { op: "overlap", with: "names" })).toEqual([]);
  });

  test.each<[TransformStep]>([
    [{ op: "count" }],
    [{ op: "share", field: "kind", is: "a" }],
    [{ op: "group", by: "kind" }],
    [{ op: "compare", with: "before" }],
    [{ op: "overlap", with: "names" }],
    [{ op: "map", text: "text" }],
    [{ op: "mentioned", with: "story" }],
    [{ op: "range", field: "mastery" }],
    [{ op: "name", names: {} }],
  ])("RC2: from no rows %j makes no rows", (step) => {
    expect(run([], step)).toEqual([]);
  });
  test("RC2: a comparison with what was never said is none", () => {
    expect(run(rows, { op: "compare", with: "nobody" })).toEqual([]);
    expect(run(rows.slice(1), { op: "compare", with: "before" })).toEqual([]);
  });
});

test("RC1: steps run in order, each on what the one before left", () => {
  expect(ids(run(rows, { op: "top", n: 3 }, { op: "filter", field: "kind", is: "a" }))).toBe("13");
  expect(ids(run(rows, { op: "filter", field: "kind", is: "a" }, { op: "top", n: 1 }))).toBe("1");
  expect(run(rows, { op: "filter", field: "mastery", min: 5 }, { op: "count" })).toMatchObject([
    { count: 2 },
  ]);
});

test("RC1: a transform is a function: it changes nothing, gives the same again, and every row has an id and a text", () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean(), fc.array(fc.string()));
  const row = fc.record(
    { id: fc.uuid(), text: fc.string(), rank: value, mastery: value, title: value, value, category: value },
    { requiredKeys: ["id", "text"] },
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), fc.nat(), fc.nat(4), (given, entropy, n) => {
      const dice = new Dice(entropy);
      const steps = Array.from({ length: n }, () => stepOf(dice, ["before", "names"]));
      for (const step of steps) expect(transformStep.safeParse(step).success).toBe(true);
      const frozen = JSON.stringify(given);
      const once = run(given as RecallRow[], ...steps);
      expect(JSON.stringify(given)).toBe(frozen);
      expect(run(given as RecallRow[], ...steps)).toEqual(once);
      for (const made of once) expect([typeof made.id, typeof made.text]).toEqual(["string", "string"]);
    }),
    runs(140),
  );
});

test.each<[string, unknown]>([
  ["an unknown step", { op: "sum", field: "a" }],
  ["an unknown setting", { op: "top", n: 1, from: 2 }],
  ["a setting too few", { op: "sort", field: "a" }],
  ["top of nothing", { op: "top", n: 0 }],
  ["a formula", { op: "map", text: "a", eval: "1+1" }],
])("RC3: %s is refused: a transform is data", (_name, step) => {
  expect(transformStep.safeParse(step).success).toBe(false);
});

test("RC15: areas of a dashboard are compared each with itself, in the order of today", () => {
  const row = (id: string, value: number) => ({ id, text: id, value });
  const earlier = [row("work", 4), row("play", 7)];
  const now = [row("play", 5), row("health", 3), row("work", 8)];
  expect(transform(now, [{ op: "compare", with: "earlier" }], () => earlier)).toEqual([
    { id: "play", text: "play: 7 → 5", before: 7, now: 5, change: -2, by: 2 },
    { id: "work", text: "work: 4 → 8", before: 4, now: 8, change: 4, by: 4 },
  ]);
});
