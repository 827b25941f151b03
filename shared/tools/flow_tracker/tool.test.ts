import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rowOf } from "../../engine/testing/values.ts";
import { flowTags, tagNames } from "./tags.ts";
import { flowConfig, flowTracker, type FlowEntry } from "./tool.ts";
import { byWeek, isSeed, weekOf } from "./week.ts";

const config = flowConfig.parse({});
const context = { userId: "u", skillName: () => undefined };
const entry = (n: number, more: Partial<FlowEntry> = {}): FlowEntry => ({
  id: rowOf("item", n),
  activity: "Sorting seeds",
  energy: 1,
  focus: 4,
  day: "2026-11-25",
  ...more,
});
const takes = (more: object, given: object = {}) =>
  flowTracker.value(flowConfig.parse(given), "columns").safeParse({ rows: [{ ...entry(1), ...more }] })
    .success;

describe("flow_tracker", () => {
  test.each<[string, object, boolean]>([
    ["a moment", {}, true],
    ["the lowest energy", { energy: -2 }, true],
    ["too little energy", { energy: -3 }, false],
    ["too much energy", { energy: 3 }, false],
    ["half a step", { energy: 0.5 }, false],
    ["no focus at all", { focus: 0 }, false],
    ["more focus than there is", { focus: 6 }, false],
    ["no activity", { activity: "  " }, false],
    ["a day that there is not", { day: "2026-02-30" }, false],
    ["no day", { day: "" }, false],
    ["a tag", { people: "few", place: "home" }, true],
    ["a tag that there is not", { people: "none" }, false],
    ["a word that is none of its own", { mood: "good" }, false],
  ])("TO7: %s", (_name, more, expected) => {
    expect(takes(more)).toBe(expected);
  });

  test("TO7: a placement asks the tags it names; from memory a year is enough", () => {
    expect(takes({ people: "few" }, { tags: ["place"] })).toBe(false);
    expect(takes({ note: "why" }, { note: false })).toBe(false);
    for (const day of ["2014", "2014-06", "2014-06-30"]) expect(takes({ day }, { span: "past" })).toBe(true);
    expect(takes({ day: "2014" }, { span: "week" })).toBe(false);
  });

  test("TO7: a seed gives energy and holds the attention", () => {
    fc.assert(
      fc.property(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 1, max: 5 }), (energy, focus) => {
        expect(isSeed({ energy, focus })).toBe(energy >= 1 && focus >= 4);
      }),
    );
  });

  test("TO7: rows come back with numbers to compute with, and every choice in words", () => {
    const value = {
      rows: [
        entry(1, { people: "one", place: "outside", note: "In the rain" }),
        entry(2, { focus: 3, day: "2014" }),
      ],
    };
    expect(flowTracker.rows(value, config, context)).toEqual([
      {
        id: rowOf("item", 1),
        text: "Sorting seeds",
        energy: 1,
        focus: 4,
        day: "2026-11-25",
        week: "2026-11-23",
        seed: true,
        together: true,
        note: "In the rain",
        people: "one",
        people_text: "With one person",
        place: "outside",
        place_text: "Outside",
      },
      { id: rowOf("item", 2), text: "Sorting seeds", energy: 1, focus: 3, day: "2014", seed: false },
    ]);
    for (const name of tagNames) for (const { text } of flowTags[name]) expect(text).not.toBe("");
  });

  test("TO7: it writes the log's own columns; too few entries and two of one id are refused", () => {
    const place = { userId: "u", key: "1.3.2.past", exerciseId: "1.3.2", skillCategory: () => null };
    expect(flowTracker.writes({ rows: [entry(1, { people: "one" })] }, config, place)).toEqual([
      {
        table: "user_flow_logs",
        id: rowOf("item", 1),
        creates: true,
        fields: { activity: "Sorting seeds", energy: 1, focus: 4, logged_date: "2026-11-25" },
      },
    ]);
    expect(flowTracker.check({ rows: [] }, { ...config, min: 1 }, context)).toMatchObject({
      path: "value.rows",
    });
    expect(flowTracker.check({ rows: [entry(1), entry(1)] }, config, context)).toMatchObject({
      path: "value.rows.1.id",
    });
  });

  test("TO7: weeks begin on Monday and hold every entry once, newest first", () => {
    expect(weekOf("2026-11-29")).toBe("2026-11-23");
    expect(weekOf("2024-12-31")).toBe("2024-12-30");
    expect(weekOf("2027-01-01")).toBe("2026-12-28");
    expect(weekOf("2014-06")).toBeNull();
    const day = fc.date({ min: new Date("2024-01-01"), max: new Date("2026-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            day.map((one) => one.toISOString().slice(0, 10)),
            fc.constant("2014"),
          ),
        ),
        (days) => {
          const rows = days.map((one, n) => entry(n, { day: one }));
          const weeks = byWeek(rows);
          expect(weeks.flatMap((week) => week.rows).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(rows);
          for (const { week, rows: inside } of weeks)
            for (const one of inside) expect(weekOf(one.day)).toBe(week);
          const order = weeks.map(({ week }) => week ?? "");
          expect(order).toEqual(order.toSorted().toReversed());
          expect(new Set(order).size).toBe(order.length);
        },
      ),
    );
  });
});
