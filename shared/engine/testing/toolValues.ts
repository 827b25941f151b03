import { flowTags } from "../../tools/flow_tracker/tags.ts";
import type { FlowConfig } from "../../tools/flow_tracker/tool.ts";
import type { treeConfig } from "../../tools/idea_tree/tool.ts";
import { ideaId, type IdeaNode } from "../../tools/idea_tree/tree.ts";
import { isWhole, type ListTarget } from "../../tools/list_builder/targets.ts";
import { fieldsOf, type ListConfig, type ListField } from "../../tools/list_builder/tool.ts";
import type { RankingConfig } from "../../tools/ranking_grid/tool.ts";
import type * as z from "zod/mini";
import type { Dice } from "./dice.ts";
import { rowOf, text, type Pool } from "./values.ts";

/* Valid values of the tools that hold many rows. */

/** A learner's words of at most so many letters, sealed where they are saved in a sealed column. */
export type Words = (most: number, table: string, column: string) => unknown;

const listPools: Readonly<Record<ListTarget, Pool>> = {
  user_list_items: "item",
  user_experiences: "experience",
  user_locations: "place",
  user_career_options: "option",
  user_milestones: "milestone",
  user_companies: "company",
  user_contacts: "contact",
  user_jobs: "job",
};
/** Among whose rows a ranking's are. */
export const rankedPools: Readonly<Record<RankingConfig["target"], Pool>> = {
  user_list_items: "item",
  user_locations: "place",
  user_career_options: "option",
  user_skills: "item",
};

export function listValue(config: ListConfig, dice: Dice, words: Words): unknown {
  const { target, min, max } = config;
  const all = Array.from({ length: Math.max(6, min) }, (_, n) => rowOf(listPools[target], n));
  const rows = dice
    .some(all, max, min)
    .map((id) => ({ id, ...fieldValues(fieldsOf(config), target, dice, words) }));
  if (!fieldsOf(config).some((one) => one.adds === true)) return { rows };
  return { rows, linked: [{ id: rowOf("company", dice.nat(4)), text: text(dice, 160, "Company ") }] };
}

function fieldValues(
  fields: readonly ListField[],
  target: ListTarget,
  dice: Dice,
  words: Words,
): Record<string, unknown> {
  const of = (one: ListField): unknown => {
    const none = one.required ? [] : [""];
    switch (one.type) {
      case "text":
      case "long":
        return one.required || dice.chance(2)
          ? words(one.maxLength, target, target === "user_list_items" ? "content" : one.name)
          : "";
      case "month":
        return dice.of([...none, "2019", "2019-04"]);
      case "day":
        return dice.of([...none, "2026-03-31"]);
      case "select":
        return dice.of([...none, ...(one.options ?? []).map((option) => option.value)]);
      case "number":
        return dice.of([...(one.required ? [] : [null]), isWhole(target, one.name) ? (one.min ?? 3) : 3.5]);
      case "url": {
        const said = words(one.maxLength, target, one.name);
        return dice.of([...none, typeof said === "string" ? "https://example.org/a" : said]);
      }
      case "check":
        return dice.chance(2);
      case "link":
        return dice.of([...none, rowOf("company", dice.nat(5))]);
    }
  };
  return Object.fromEntries(
    fields.filter((one) => one.required || !dice.chance(4)).map((one) => [one.name, of(one)]),
  );
}

export function flowValue({ tags, note, span, min, max }: FlowConfig, dice: Dice, mark: string): unknown {
  const days = ["2026-01-04", "2026-01-05", "2025-12-31", ...(span === "past" ? ["2014", "2014-06"] : [])];
  const ids = Array.from({ length: Math.max(5, min) }, (_, n) => rowOf("moment", n));
  const rows = dice.some(ids, max, min).map((id) => ({
    id,
    activity: `${mark}Sorting ${dice.nat(9)}`,
    energy: dice.nat(5) - 2,
    focus: dice.nat(5) + 1,
    day: dice.of(days),
    ...(note && dice.chance(2) ? { note: text(dice, 600, mark) } : {}),
    ...Object.fromEntries(
      dice.some(tags).map((name) => [name, dice.of(flowTags[name].map((one) => one.value))]),
    ),
  }));
  return { rows };
}

const concepts = ["Garden", "garden ", "Soil", "Neighbors", "Étagère", "\u{1F3B8}", "Street-party", "Fence"];

/** Few concepts, so that trees meet in the same nodes; written in more than one way. */
export function treeValue({ min, max }: z.infer<typeof treeConfig>, dice: Dice, mark: string): unknown {
  const more = Array.from({ length: Math.max(0, min - 4) }, (_, n) => `more ${n}`);
  const nodes: IdeaNode[] = [];
  for (const word of [...dice.some(concepts, concepts.length, 6), ...more]) {
    const id = ideaId(mark + word);
    if (nodes.length >= max || nodes.some((one) => one.id === id)) continue;
    const parent = nodes.length === 0 ? null : dice.of(nodes.map((one) => one.id));
    nodes.push({ id, text: mark + word, parent });
  }
  const circled = dice.some(
    nodes.map((one) => one.id),
    3,
  );
  return { id: rowOf("tree", dice.nat(3)), title: dice.chance(2) ? `${mark}Tree` : "", nodes, circled };
}
