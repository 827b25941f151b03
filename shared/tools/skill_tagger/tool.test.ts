import { describe, expect, test } from "vitest";
import { masterSkills } from "../../engine/testing/releases.ts";
import { rowOf } from "../../engine/testing/values.ts";
import { customSkillId, uuid5 } from "../../ids/uuid5.ts";
import { skillTagger, taggerConfig } from "./tool.ts";

const names = new Map(masterSkills.map((one) => [one.id, one.name]));
const context = { userId: "u", skillName: (id: string) => names.get(id) };
const skill = (n: number) => masterSkills[n]?.id ?? "";
const config = taggerConfig.parse({
  category: "knowledge",
  on: "user_experiences",
  rate: true,
  min: 1,
  max: 2,
});
const row = (id: string, on: string[] = [], mastery: number | null = null) => ({ id, on, mastery });
const knots = { id: customSkillId("u", "Knots"), name: "Knots", category: "knowledge" as const };
const value = (rows: ReturnType<typeof row>[], newSkills: (typeof knots)[] = []) => ({ rows, newSkills });
const takes = (given: unknown) => skillTagger.value(config, "open").safeParse(given).success;
const place = {
  userId: "u",
  key: "k",
  exerciseId: "1.1.1",
  skillCategory: (id: string) => masterSkills.find((one) => one.id === id)?.category ?? null,
};

describe("TO3: skill_tagger", () => {
  test.each<[string, unknown, boolean]>([
    ["a skill", value([row(skill(0))]), true],
    ["with what shows it and how well", value([row(skill(0), [rowOf("experience", 1)], 5)]), true],
    ["more than it may", value([row(skill(0)), row(skill(1)), row(skill(2))]), false],
    ["better than best", value([row(skill(0), [], 6)]), false],
    ["half a point", value([row(skill(0), [], 2.5)]), false],
    ["on what is no row", value([row(skill(0), ["roof"])]), false],
    ["without the list of new skills", { rows: [row(skill(0))] }, false],
    ["a new skill of no category", { rows: [], newSkills: [{ ...knots, category: "hobby" }] }, false],
  ])("TO3: %s", (_name, given, taken) => {
    expect(takes(given)).toBe(taken);
  });

  test("TO3: too few, twice the same, unknown skills and ids that are not made of their names are refused", () => {
    const check = (given: Parameters<typeof skillTagger.check>[0]) =>
      skillTagger.check(given, config, context);
    expect(check(value([]))).toMatchObject({ path: "value.rows" });
    expect(check(value([row(skill(0)), row(skill(0))]))).toMatchObject({ path: "value.rows.1.id" });
    expect(check(value([row(rowOf("item", 1))]))).toMatchObject({ path: "value.rows.0.id" });
    expect(check(value([row(knots.id)]))).toMatchObject({ path: "value.rows.0.id" });
    expect(check(value([row(knots.id)], [knots]))).toBeNull();
    expect(check(value([row(rowOf("item", 1))], [{ ...knots, id: rowOf("item", 1) }]))).toMatchObject({
      path: "value.newSkills.0.id",
    });
  });

  test("TO3: it writes the learner's skill and a junction for every row that shows it", () => {
    expect(skillTagger.writes(value([row(skill(0), [rowOf("experience", 1)], 4)]), config, place)).toEqual([
      {
        table: "user_skills",
        id: uuid5("user_skill", "u", skill(0)),
        creates: true,
        fields: { skill_id: skill(0), category: "transferable", mastery: 4 },
      },
      {
        table: "user_experience_skills",
        id: uuid5("user_experience_skills", rowOf("experience", 1), skill(0)),
        creates: true,
        fields: { experience_id: rowOf("experience", 1), skill_id: skill(0) },
        requires: [{ table: "user_experiences", id: rowOf("experience", 1) }],
      },
    ]);
  });

  test("TO3: a skill of no known category has the placement's; where nothing is rated nothing is written of it", () => {
    const plain = taggerConfig.parse({ category: "self_management" });
    const [made] = skillTagger.writes(
      value([row(knots.id, [rowOf("experience", 1)], 4)], [knots]),
      plain,
      place,
    );
    expect(made?.fields).toEqual({ skill_id: knots.id, category: "self_management" });
    expect(skillTagger.newSkills(value([], [knots]))).toEqual([knots]);
    expect(skillTagger.rows(value([row(knots.id)], [knots]), plain, context)).toMatchObject([
      { text: "Knots" },
    ]);
  });
});
