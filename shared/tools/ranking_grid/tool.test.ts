import { describe, expect, test } from "vitest";
import { masterSkills } from "../../engine/testing/releases.ts";
import { rowOf } from "../../engine/testing/values.ts";
import { uuid5 } from "../../ids/uuid5.ts";
import { listItemId } from "../list_builder/ids.ts";
import { givenItems, rankingConfig, rankingGrid } from "./tool.ts";

const names = new Map(masterSkills.map((one) => [one.id, one.name]));
const context = { userId: "u", skillName: (id: string) => names.get(id) };
const skill = (n: number) => masterSkills[n]?.id ?? "";
const place = { userId: "u", key: "k", exerciseId: "1.1.1", skillCategory: () => "transferable" };
const skills = rankingConfig.parse({ target: "user_skills", category: "transferable", top: 2, max: 3 });
const items = rankingConfig.parse({ target: "user_list_items", list: "Ranked", top: 2 });
const rows = (...ids: string[]) => ({ rows: ids.map((id) => ({ id, text: `text of ${id}` })) });

describe("TO4: ranking_grid", () => {
  test("TO4: the config's defaults: ten count, two at least, twelve at most", () => {
    expect(rankingConfig.parse({ target: "user_skills" })).toEqual({
      target: "user_skills",
      top: 10,
      min: 2,
      max: 12,
    });
  });

  test("TO4: too many are refused by the schema; too few, doubles and strange skills by the check", () => {
    expect(
      rankingGrid.value(skills, "open").safeParse(rows(skill(0), skill(1), skill(2), skill(3))).success,
    ).toBe(false);
    expect(rankingGrid.check(rows(skill(0)), skills, context)).toMatchObject({ path: "value.rows" });
    expect(rankingGrid.check(rows(skill(0), skill(0)), skills, context)).toMatchObject({
      path: "value.rows.1.id",
    });
    expect(rankingGrid.check(rows(skill(0), rowOf("item", 1)), skills, context)).toMatchObject({
      path: "value.rows.1.id",
    });
    expect(rankingGrid.check(rows(rowOf("item", 1), rowOf("item", 2)), items, context)).toBeNull();
  });

  test("TO4: the first `top` have a rank; all come back in order", () => {
    const made = rankingGrid.writes(rows(skill(2), skill(0), skill(1)), skills, place);
    expect(made.map((one) => [one.id, one.fields["rank"]])).toEqual([
      [uuid5("user_skill", "u", skill(2)), 1],
      [uuid5("user_skill", "u", skill(0)), 2],
    ]);
    expect(rankingGrid.rows(rows(skill(2), skill(0), skill(1)), skills, context)).toMatchObject([
      { text: "teaching", rank: 1 },
      { text: "planning", rank: 2 },
      { text: "repairing", rank: 3 },
    ]);
  });

  test("TO4: a ranking of other things is a list of its own, in its order", () => {
    const made = rankingGrid.writes(rows(rowOf("item", 3), rowOf("item", 1), rowOf("item", 2)), items, place);
    expect(made[0]).toMatchObject({ table: "user_lists", fields: { name: "Ranked", context: "1.1.1" } });
    expect(made.slice(1)).toMatchObject([
      {
        table: "user_list_items",
        id: listItemId("u", "k", rowOf("item", 3)),
        fields: { position: 0 },
        requires: [{ table: "user_lists" }],
      },
      { id: listItemId("u", "k", rowOf("item", 1)), fields: { position: 1 } },
    ]);
  });

  test("TO4: a ranking of places gives ranks to rows that another list makes; one of paths makes them", () => {
    const places = rankingConfig.parse({ target: "user_locations", top: 1 });
    expect(rankingGrid.writes(rows(rowOf("place", 1), rowOf("place", 2)), places, place)).toEqual([
      { table: "user_locations", id: rowOf("place", 1), creates: false, fields: { rank: 1 } },
    ]);
    const paths = rankingConfig.parse({ target: "user_career_options", top: 3 });
    expect(rankingGrid.writes(rows(rowOf("option", 1)), paths, place)).toEqual([
      {
        table: "user_career_options",
        id: rowOf("option", 1),
        creates: true,
        fields: { rank: 1 },
        defaults: { title: `text of ${rowOf("option", 1)}` },
      },
    ]);
  });

  test("TO4: the author's items have ids of their own, the same for everybody and in this placement alone", () => {
    const factors = rankingConfig.parse({
      target: "user_list_items",
      list: "Factors",
      items: [
        { value: "pay", text: "Pay" },
        { value: "place", text: "Place" },
      ],
    });
    const given = givenItems(factors, "1.3.1.factors");
    expect(given).toEqual([
      { id: uuid5("ranked", "1.3.1.factors", "pay"), text: "Pay" },
      { id: uuid5("ranked", "1.3.1.factors", "place"), text: "Place" },
    ]);
    expect(rankingGrid.value(factors, "columns").safeParse({ rows: given }).success).toBe(true);
    expect(givenItems(factors, "1.3.1.other")[0]?.id).not.toBe(given[0]?.id);
    expect(givenItems(items, "k")).toEqual([]);
  });
});
