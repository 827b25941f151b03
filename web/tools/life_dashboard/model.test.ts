import fc from "fast-check";
import { expect, test } from "vitest";
import { dashboardAreas, dashboardConfig, lifeDashboard } from "../../../shared/tools/life_dashboard/tool.ts";
import {
  dashboardProblems,
  dashboardValue,
  longestNotes,
  momentNames,
  readingsOf,
  readNotes,
  readRatings,
  restoreDashboard,
  withRating,
} from "./model.ts";

const config = dashboardConfig.parse({});
const context = { userId: "u", skillName: () => undefined };
const areas = fc.constantFrom(...dashboardAreas);
const steps = fc.array(fc.tuple(areas, fc.option(fc.integer({ min: 1, max: 10 }))));
const notes = fc.oneof(fc.constantFrom("", "  ", "n".repeat(longestNotes + 1)), fc.string({ maxLength: 80 }));

test("what has no problem is taken by its contract and comes back; a draft survives its way through JSON", () => {
  fc.assert(
    fc.property(steps, notes, (made, words) => {
      const draft = made.reduce((now, [area, value]) => withRating(now, area, value), {
        ...restoreDashboard(undefined, undefined),
        notes: words,
      });
      expect(restoreDashboard(JSON.parse(JSON.stringify(draft)), undefined)).toEqual(draft);
      if (dashboardProblems(draft).length > 0) return;
      const value = dashboardValue(draft);
      expect(lifeDashboard.value(config, "open").safeParse(value).success).toBe(true);
      expect(lifeDashboard.check(value, config, context)).toBeNull();
      expect(dashboardValue(restoreDashboard(undefined, value))).toEqual(value);
    }),
  );
});

test("nothing rated and notes that are too long are told at their controls", () => {
  const draft = { ...restoreDashboard(undefined, undefined), notes: "n".repeat(longestNotes + 1) };
  expect(dashboardProblems(draft).map(({ at }) => at)).toEqual(["work", "notes"]);
});

test("an answer whose notes are locked here still has its numbers", () => {
  const value = { work: 4, play: null, love: 10, health: 1, notes: { v: 1 } };
  expect(readRatings(value)).toEqual({ work: 4, play: null, love: 10, health: 1 });
  expect(readNotes(value)).toBeNull();
});

test("other answers are readings in their order in time; what is none is left out", () => {
  const at = (day: string, value: unknown) => ({ id: day, title: "", at: `${day}T10:00:00Z`, value });
  const four = { work: 4, play: 1, love: 8, health: 5, notes: "" };
  expect(
    readingsOf([
      at("2026-11-20", four),
      at("2026-09-01", { ...four, play: null }),
      at("2026-10-01", null),
    ]).map((one) => [one.at.slice(0, 10), one.ratings.play]),
  ).toEqual([
    ["2026-09-01", null],
    ["2026-11-20", 1],
  ]);
});

test("two readings of one day are told apart by their time, others need none", () => {
  const at = (hour: number, day = 20) => new Date(2026, 10, day, hour).toISOString();
  const [early, later, other] = momentNames([at(9), at(17), at(9, 18)], new Date(2026, 10, 20));
  expect(early).toMatch(/^Today, /);
  expect(later).toMatch(/^Today, /);
  expect(later).not.toBe(early);
  expect(other).toBe("Wednesday, November 18");
});
