import * as z from "zod/mini";
import type { Contribution, ToolDefinition } from "../definition.ts";
import { maxRows, newSkill, rowId } from "../fields.ts";
import { skillCategories } from "../../content/block.ts";
import { customSkillId, uuid5 } from "../../ids/uuid5.ts";

export const taggerConfig = z.strictObject({
  category: z.enum(skillCategories),
  /** Skills of every kind, each rated in the words of its own; `category` is the kind that comes first. */
  mixed: z.optional(z.boolean()),
  on: z.optional(z.enum(["user_experiences", "user_stories"])),
  rate: z._default(z.boolean(), false),
  min: z._default(z.int(), 0),
  max: z._default(z.int(), 60),
  goal: z.optional(z.string()),
});
export type TaggerConfig = z.infer<typeof taggerConfig>;

/** A row is a skill; `on` are the experiences or stories that show it. */
export interface TaggedSkill {
  id: string;
  on: string[];
  mastery: number | null;
}
export interface TaggerValue {
  rows: TaggedSkill[];
  newSkills: { id: string; name: string; category: (typeof skillCategories)[number] }[];
}

const junctions = {
  user_experiences: { table: "user_experience_skills", column: "experience_id" },
  user_stories: { table: "user_story_skills", column: "story_id" },
} as const;

export const skillTagger: ToolDefinition<TaggerConfig, TaggerValue> = {
  name: "skill_tagger",
  config: taggerConfig,
  standalone: {
    config: taggerConfig.parse({ category: "transferable", mixed: true, rate: true, min: 1 }),
    private: false,
  },
  value(config) {
    return z.strictObject({
      rows: z
        .array(
          z.strictObject({
            id: rowId,
            on: z.array(rowId).check(z.maxLength(maxRows)),
            mastery: z.nullable(z.int().check(z.minimum(1), z.maximum(5))),
          }),
        )
        .check(z.maxLength(Math.min(config.max, maxRows))),
      newSkills: z.array(newSkill).check(z.maxLength(100)),
    });
  },
  check(value, config, context) {
    if (value.rows.length < config.min) {
      return { code: "invalid", path: "value.rows", message: `Choose at least ${config.min}` };
    }
    const invented = new Map(value.newSkills.map((one) => [one.id, one]));
    for (const [i, one] of value.newSkills.entries()) {
      if (one.id !== customSkillId(context.userId, one.name)) {
        return {
          code: "invalid",
          path: `value.newSkills.${i}.id`,
          message: "The id of a new skill is made from its name",
        };
      }
    }
    const seen = new Set<string>();
    for (const [i, row] of value.rows.entries()) {
      if (seen.has(row.id))
        return { code: "invalid", path: `value.rows.${i}.id`, message: "A skill stands twice" };
      seen.add(row.id);
      if (context.skillName(row.id) === undefined && !invented.has(row.id)) {
        return { code: "invalid", path: `value.rows.${i}.id`, message: "There is no such skill" };
      }
    }
    return null;
  },
  rows(value, config, context) {
    const invented = new Map(value.newSkills.map((one) => [one.id, one.name]));
    return value.rows.map((row) => ({
      id: row.id,
      text: context.skillName(row.id) ?? invented.get(row.id) ?? "",
      ...(config.mixed === true ? {} : { category: config.category }),
      ...(row.mastery === null ? {} : { mastery: row.mastery }),
      on: row.on,
    }));
  },
  writes(value, config, place) {
    return value.rows.flatMap((row): Contribution[] => {
      const mastery = config.rate && row.mastery !== null ? { mastery: row.mastery } : {};
      const category = place.skillCategory(row.id) ?? config.category;
      const skill: Contribution = {
        table: "user_skills",
        id: uuid5("user_skill", place.userId, row.id),
        creates: true,
        fields: { skill_id: row.id, category, ...mastery },
      };
      if (config.on === undefined) return [skill];
      const { table, column } = junctions[config.on];
      const target = config.on;
      return [
        skill,
        ...row.on.map((targetId) => ({
          table,
          id: uuid5(table, targetId, row.id),
          creates: true,
          fields: { [column]: targetId, skill_id: row.id },
          requires: [{ table: target, id: targetId }],
        })),
      ];
    });
  },
  newSkills: (value) => value.newSkills,
};
