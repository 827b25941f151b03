import fc from "fast-check";
import { expect, test } from "vitest";
import { flowTags, tagNames } from "../../../shared/tools/flow_tracker/tags.ts";
import { flowConfig, flowTracker, type FlowConfig } from "../../../shared/tools/flow_tracker/tool.ts";
import {
  changed,
  dayOf,
  flowProblems,
  flowValue,
  lastDays,
  restoreFlow,
  withMoment,
  withTag,
  type FlowDraft,
} from "./model.ts";
import { dayWords, signed, weekWords } from "./words.ts";

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const empty: FlowDraft = { rows: [], entry: "" };
const context = { userId: "u", skillName: () => undefined };
const configs = fc
  .record({
    span: fc.constantFrom("past" as const, "week" as const, "day" as const),
    tags: fc.subarray([...tagNames]),
    note: fc.boolean(),
    min: fc.integer({ min: 0, max: 3 }),
  })
  .map((made) => flowConfig.parse(made));
const days = fc.constantFrom("2026-11-25", "2014", "June 2014", "2014-06", "2026-02-30", "", "long ago");
const moments = fc.array(
  fc.record({
    activity: fc.constantFrom("Stacked pans", "  ", "x".repeat(300)),
    energy: fc.option(fc.integer({ min: -2, max: 2 })),
    focus: fc.option(fc.integer({ min: 1, max: 5 })),
    day: days,
    note: fc.constantFrom("", " why ", "n".repeat(601)),
    tags: fc.record(
      Object.fromEntries(
        tagNames.map((name) => [name, fc.constantFrom(...flowTags[name].map(({ value }) => value), "mood")]),
      ),
      { requiredKeys: [] },
    ),
  }),
  { maxLength: 5 },
);
const drafted = (all: readonly object[]): FlowDraft =>
  all.reduce<FlowDraft>((draft, one, i) => changed(withMoment(draft, "any", id(i), ""), id(i), one), empty);

test("what has no problem is taken by its contract and comes back; a draft survives its way through JSON", () => {
  fc.assert(
    fc.property(moments, configs, (all, config) => {
      const draft = drafted(all);
      expect(restoreFlow(JSON.parse(JSON.stringify(draft)), undefined, config)).toEqual(draft);
      if (flowProblems(draft, config).length > 0) return;
      const value = flowValue(draft, config);
      expect(value.rows).toHaveLength(draft.rows.length);
      expect(flowTracker.value(config, "open").safeParse(value).success).toBe(true);
      expect(flowTracker.check(value, config, context)).toBeNull();
      expect(flowValue(restoreFlow(undefined, value, config), config)).toEqual(value);
    }),
    { numRuns: 400 },
  );
});

test.each<[string, FlowConfig["span"], string | null]>([
  ["2026-11-25", "day", "2026-11-25"],
  ["2026-02-30", "day", null],
  ["2014", "day", null],
  ["2014", "past", "2014"],
  ["June 2014", "past", "2014-06"],
  ["2014-06-30", "past", "2014-06-30"],
  ["long ago", "past", null],
  ["", "past", null],
])("the day %j in a log of the %s is %j", (text, span, expected) => {
  expect(dayOf(text, { span })).toBe(expected);
});

test("each problem is told at its own control, and a line that is not added yet is not lost", () => {
  const config = flowConfig.parse({ min: 2 });
  const draft = { ...withMoment(empty, "Slept", id(1), "2026-11-25"), entry: "Bus" };
  expect(flowProblems(draft, config).map(({ at }) => at)).toEqual([
    `${id(1)}.energy`,
    `${id(1)}.focus`,
    "entry",
  ]);
  expect(flowProblems(empty, config)[0]?.words).toBe("Add 2 moments to go on.");
});

test("a tag chosen again is taken back", () => {
  const one = withTag(withMoment(empty, "Bus", id(1), ""), id(1), "pace", "slow");
  expect(one.rows[0]?.tags).toEqual({ pace: "slow" });
  expect(withTag(one, id(1), "pace", "slow").rows[0]?.tags).toEqual({});
});

test("the last days go back over the end of a month and of a year", () => {
  expect(lastDays("2026-01-02", 4)).toEqual(["2026-01-02", "2026-01-01", "2025-12-31", "2025-12-30"]);
});

test("days, weeks and marks in words", () => {
  expect(dayWords("2026-11-25", "2026-11-26")).toBe("Wed Nov 25");
  expect(dayWords("2025-11-25", "2026-11-26")).toBe("Nov 25 2025");
  expect(dayWords("2014-06", "2026-11-26")).toBe("June 2014");
  expect(weekWords("2026-11-23")).toBe("November 23 to 29");
  expect(weekWords("2026-11-30")).toBe("November 30 to December 6");
  expect([-2, 0, 1].map(signed)).toEqual(["−2", "0", "+1"]);
});
