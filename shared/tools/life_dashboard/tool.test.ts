import { expect, test } from "vitest";
import { Dice } from "../../engine/testing/seed.ts";
import { envelopeOf } from "../../engine/testing/values.ts";
import { dashboardConfig, lifeDashboard, type DashboardValue } from "./tool.ts";

const config = dashboardConfig.parse({});
const context = { userId: "u", skillName: () => undefined };
const place = { userId: "u", key: "2.1.1.dashboard", exerciseId: "2.1.1", skillCategory: () => null };
const env = envelopeOf(new Dice(1));
const value: DashboardValue = { work: 4, play: null, love: 10, health: 1, notes: env };
const takes = (more: object, sealing: "open" | "columns" = "columns") =>
  lifeDashboard.value(config, sealing).safeParse({ ...value, ...more }).success;

test.each<[string, object, boolean]>([
  ["ratings from 1 to 10, one left out", {}, true],
  ["no notes", { notes: "" }, true],
  ["notes in the clear", { notes: "A hard month" }, false],
  ["nothing to rate with", { work: 0 }, false],
  ["more than 10", { work: 11 }, false],
  ["half a step", { love: 7.5 }, false],
])("TO8: %s", (_name, more, expected) => {
  expect(takes(more)).toBe(expected);
});

test("TO8: opened, the notes are text; at least one area is rated", () => {
  expect(takes({ notes: "A hard month" }, "open")).toBe(true);
  expect(lifeDashboard.check(value, config, context)).toBeNull();
  const none = { work: null, play: null, love: null, health: null, notes: env };
  expect(lifeDashboard.check(none, config, context)).toMatchObject({ path: "value.work" });
});

test("TO8: four ratings in the clear and the notes sealed; what is left out is said to be empty", () => {
  expect(lifeDashboard.writes(value, config, place)).toEqual([
    {
      table: "user_profile",
      id: "u",
      creates: true,
      fields: {
        life_dashboard_work: 4,
        life_dashboard_play: null,
        life_dashboard_love: 10,
        life_dashboard_health: 1,
        life_dashboard_notes: env,
      },
    },
  ]);
});

test("TO8: the rated areas come back as numbers, the notes do not", () => {
  expect(lifeDashboard.rows(value, config, context)).toEqual([
    { id: "work", text: "Work", area: "work", value: 4 },
    { id: "love", text: "Love", area: "love", value: 10 },
    { id: "health", text: "Health", area: "health", value: 1 },
  ]);
});
