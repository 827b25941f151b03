import * as z from "zod/mini";
import type { Contribution, RowContext, ToolDefinition, WritePlace } from "../definition.ts";
import { maxRows, ownText, rowId, shown, textField } from "../fields.ts";
import { listName, nameOfList, plainList } from "../list_builder/lists.ts";
import { skillCategories } from "../../content/block.ts";
import { uuid5 } from "../../ids/uuid5.ts";

/** Tables with a column `rank`; a ranking of anything else is a list of its own. */
export const rankTargets = [
  "user_skills",
  "user_locations",
  "user_career_options",
  "user_list_items",
] as const;

export const rankingConfig = z.strictObject({
  target: z.enum(rankTargets),
  category: z.optional(z.enum(skillCategories)),
  list: z.optional(z.string()),
  /** As in a list (`list_builder`). */
  named: z.optional(z.boolean()),
  /** How many of the ranking are the result: ranks are given to these. */
  top: z._default(z.int().check(z.positive()), 10),
  min: z._default(z.int(), 2),
  /** How many items can be ranked at once. */
  max: z._default(z.int(), 12),
  /** What the author gives to be ranked, beside what comes back. */
  items: z.optional(z.array(z.strictObject({ value: z.string(), text: z.string() }))),
  goal: z.optional(z.string()),
});
export type RankingConfig = z.infer<typeof rankingConfig>;

/** The rows stand in the order of the ranking, best first: ties are impossible. */
export interface RankingValue {
  /** What the learner calls the ranking, where it is `named`. */
  name?: unknown;
  rows: { id: string; text: unknown }[];
}

/** What is ranked as it is called today; undefined where the words beside its rank are all there is. */
function nameOf(id: string, target: RankingConfig["target"], context: RowContext): string | undefined {
  if (target === "user_skills") return context.skillName(id);
  return target === "user_career_options" ? context.named?.(target, id) : undefined;
}

/** The author's items as rows: their ids are of the placement and their value, the same for every learner. */
export const givenItems = (config: RankingConfig, key: string): { id: string; text: string }[] =>
  (config.items ?? []).map(({ value, text }) => ({ id: uuid5("ranked", key, value), text }));

export const rankingGrid: ToolDefinition<RankingConfig, RankingValue> = {
  name: "ranking_grid",
  config: rankingConfig,
  standalone: {
    config: rankingConfig.parse({ target: "user_list_items", list: "My ranking", named: true, top: 12 }),
    private: false,
  },
  value(config, sealing) {
    const column =
      config.target === "user_list_items" ? { table: config.target, column: "content" } : ownText("text");
    return z.strictObject({
      rows: z
        .array(z.strictObject({ id: rowId, text: textField(300, sealing, column) }))
        .check(z.maxLength(Math.min(config.max, maxRows))),
      ...(config.named === true ? { name: z.optional(listName(sealing)) } : {}),
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
      text: nameOf(row.id, config.target, context) ?? shown(row.text),
      rank: i + 1,
    }));
  },
  writes(value, config, place) {
    const result = value.rows.slice(0, config.top);
    if (config.target === "user_list_items")
      return plainList(place, nameOfList(value, config), result, (row) => row.text);
    return result.map((row, i) => ranked(row, i + 1, config, place));
  },
  newSkills: () => [],
};

/** A rank in the row of what is ranked. */
function ranked(
  row: RankingValue["rows"][number],
  rank: number,
  config: RankingConfig,
  place: WritePlace,
): Contribution {
  switch (config.target) {
    case "user_skills":
      // A skill may be chosen here from the master list, without ever having been tagged: the ranking makes its
      // row too.
      return {
        table: "user_skills",
        id: uuid5("user_skill", place.userId, row.id),
        creates: true,
        fields: { skill_id: row.id, category: place.skillCategory(row.id) ?? config.category ?? null, rank },
      };
    case "user_career_options":
      // What was an idea becomes a path by being among the first; a prompt may give it another title.
      return {
        table: "user_career_options",
        id: row.id,
        creates: true,
        fields: { rank },
        defaults: { title: row.text },
      };
    default:
      return { table: config.target, id: row.id, creates: false, fields: { rank } };
  }
}
