import * as z from "zod/mini";
import type { ToolDefinition } from "../definition.ts";
import { maxRows, rowId, shown, textField } from "../fields.ts";
import { plainList } from "../list_builder/tool.ts";
import { skillCategories } from "../../content/block.ts";
import { uuid5 } from "../../ids/uuid5.ts";

export const rankingConfig = z.strictObject({
  target: z.enum(["user_skills", "user_list_items"]),
  category: z.optional(z.enum(skillCategories)),
  list: z.optional(z.string()),
  /** How many of the ranking are the result: ranks are given to these. */
  top: z._default(z.int().check(z.positive()), 10),
  min: z._default(z.int(), 2),
  /** How many items can be ranked at once. */
  max: z._default(z.int(), 12),
  goal: z.optional(z.string()),
});
export type RankingConfig = z.infer<typeof rankingConfig>;

/** The rows stand in the order of the ranking, best first: ties are impossible. */
export interface RankingValue {
  rows: { id: string; text: unknown }[];
}

export const rankingGrid: ToolDefinition<RankingConfig, RankingValue> = {
  name: "ranking_grid",
  config: rankingConfig,
  standalone: {
    config: rankingConfig.parse({ target: "user_list_items", list: "My ranking", top: 12 }),
    private: false,
  },
  value(config, isPrivate) {
    // The name of a skill has no column of its own here.
    const column =
      config.target === "user_list_items" ? { table: config.target, column: "content" } : undefined;
    return z.strictObject({
      rows: z
        .array(z.strictObject({ id: rowId, text: textField(300, isPrivate, column) }))
        .check(z.maxLength(Math.min(config.max, maxRows))),
    }) as unknown as z.ZodMiniType<RankingValue>;
  },
  check(value, config, context) {
    if (value.rows.length < config.min) {
      return { code: "invalid", path: "value.rows", message: `Rank at least ${config.min}` };
    }
    const seen = new Set<string>();
    for (const [i, row] of value.rows.entries()) {
      if (seen.has(row.id))
        return { code: "invalid", path: `value.rows.${i}.id`, message: "An item stands twice" };
      seen.add(row.id);
      if (config.target === "user_skills" && context.skillName(row.id) === undefined) {
        return { code: "invalid", path: `value.rows.${i}.id`, message: "There is no such skill" };
      }
    }
    return null;
  },
  rows(value, config, context) {
    return value.rows.map((row, i) => ({
      id: row.id,
      text:
        config.target === "user_skills" ? (context.skillName(row.id) ?? shown(row.text)) : shown(row.text),
      rank: i + 1,
    }));
  },
  writes(value, config, place) {
    const result = value.rows.slice(0, config.top);
    if (config.target === "user_skills") {
      // A skill may be chosen here from the master list, without ever having been tagged: the ranking makes its
      // row too.
      return result.map((row, i) => ({
        table: "user_skills",
        id: uuid5("user_skill", place.userId, row.id),
        creates: true,
        fields: {
          skill_id: row.id,
          category: place.skillCategory(row.id) ?? config.category ?? null,
          rank: i + 1,
        },
      }));
    }
    return plainList(place.userId, place.key, config.list ?? "", place.exerciseId, result, (row) => row.text);
  },
  newSkills: () => [],
};
