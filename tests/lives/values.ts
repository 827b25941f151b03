import * as z from "zod/mini";
import type { RecallRow, StemBlock } from "../../shared/content/block.ts";
import { foldName, uuid5 } from "../../shared/ids/uuid5.ts";
import { selectOf } from "../../shared/engine/questions.ts";
import { budgetLines } from "../../shared/tools/budget_calculator/sums.ts";
import { budgetValue } from "../../shared/tools/budget_calculator/tool.ts";
import { reframeFields } from "../../shared/tools/failure_reframer/tool.ts";
import { tagNames } from "../../shared/tools/flow_tracker/tags.ts";
import { ideaId, type IdeaNode } from "../../shared/tools/idea_tree/tree.ts";
import { listTables } from "../../shared/tools/list_builder/targets.ts";
import { fieldsOf, labelField, listConfig, type ListConfig } from "../../shared/tools/list_builder/tool.ts";
import { givenItems, rankingConfig } from "../../shared/tools/ranking_grid/tool.ts";
import { taggerConfig } from "../../shared/tools/skill_tagger/tool.ts";
import { release } from "../browser/thread.ts";
import { asLine, asList, asRecord } from "./fixture.ts";

/** A row by its words: the same words are the same row, wherever a life says them again. */
const rowOf = (userId: string, table: string, text: string): string =>
  uuid5("life", userId, table, foldName(text));

/**
 * The value, in the clear, that says what a life says to this placement.
 * @param items the rows that come back into it to be ranked
 */
export function valueOf(
  userId: string,
  block: StemBlock,
  said: unknown,
  items: readonly RecallRow[],
): unknown {
  if (block.type === "prompt") return block.inputType === "select" ? optionOf(block, said) : said;
  switch (block.tool) {
    case "list_builder":
      return listOf(userId, listConfig.parse(block.config ?? {}), asList(said));
    case "soared_form":
      return storyOf(userId, asRecord(said));
    case "skill_tagger":
      return tagsOf(userId, block, asList(said));
    case "ranking_grid":
      return { rows: asList(said).map((one) => ranked(block, String(one), items)) };
    case "mbti_selector":
      return { lines: {}, ...asRecord(said) };
    case "budget_calculator":
      return budgetOf(userId, asRecord(said));
    case "flow_tracker":
      return { rows: asList(said).map((one) => momentOf(userId, asLine(one))) };
    case "life_dashboard":
      return said;
    case "failure_reframer":
      return reframeOf(userId, block, asRecord(said));
    case "idea_tree":
      return treeOf(userId, block, asRecord(said));
    default:
      throw new Error(`${block.id}: a life does not know this tool`);
  }
}

/** An option by its value; of a competency, by the words of the level that is meant. */
function optionOf(block: StemBlock, said: unknown): unknown {
  const { options, competency } = selectOf(block.config);
  if (competency === undefined) return said;
  return options.find(({ level }) => level === said)?.value;
}

function listOf(userId: string, config: ListConfig, lines: readonly unknown[]): unknown {
  const { target } = config;
  const label = labelField(config);
  const linked = new Map<string, string>();
  const names = fieldsOf(config).map((one) => one.name);
  const rows = lines.map((line) => {
    const row = typeof line === "string" ? fieldsIn(config, line) : asRecord(line);
    const { company, ...fields } = row;
    // By its own name, also where the list only completes it.
    const own = String(row[listTables[target].label] ?? row[label]);
    if (typeof company === "string") {
      const id = rowOf(userId, "user_companies", company);
      linked.set(id, company);
      fields["company_id"] = id;
    }
    const kept = Object.entries(fields).filter(([name]) => names.includes(name));
    return { id: rowOf(userId, target, own), ...Object.fromEntries(kept) };
  });
  const made = [...linked].map(([id, text]) => ({ id, text }));
  return fieldsOf(config).some((one) => one.adds === true) ? { rows, linked: made } : { rows };
}

function fieldsIn(config: ListConfig, line: string): Record<string, unknown> {
  if (config.target !== "user_milestones") return { text: line };
  const [title, year, quarter, category] = asLine(line);
  return { title, year: Number(year), quarter, category };
}

function storyOf(userId: string, { experience, ...parts }: Record<string, unknown>): unknown {
  const experienceId = rowOf(userId, "user_experiences", String(experience));
  return { id: rowOf(userId, "user_stories", String(parts["title"])), experienceId, ...parts };
}

const skillIds = new Map(release.skills.map(({ id, name }) => [name, id]));
function skillNamed(name: string): string {
  const id = skillIds.get(name);
  if (id === undefined) throw new Error(`no skill is called ${name}`);
  return id;
}

function tagsOf(userId: string, { config }: StemBlock, lines: readonly unknown[]): unknown {
  const { on, rate } = taggerConfig.parse(config ?? {});
  const rows = lines.map((line) => {
    const [name = "", mastery, titles] = asLine(line);
    const shown = titles?.split(";").map((title) => rowOf(userId, on ?? "", title.trim())) ?? [];
    return {
      id: skillNamed(name),
      on: on === undefined ? [] : shown,
      mastery: rate ? Number(mastery) : null,
    };
  });
  return { rows, newSkills: [] };
}

function ranked({ id: key, config }: StemBlock, name: string, items: readonly RecallRow[]) {
  const ranking = rankingConfig.parse(config ?? {});
  const offered = [...items, ...givenItems(ranking, key)];
  const found =
    offered.find(({ text }) => text === name) ??
    offered[ranking.items?.findIndex(({ value }) => value === name) ?? -1];
  if (found === undefined)
    throw new Error(`${key}: ${name} is not among ${offered.map((one) => one.text).join(", ")}`);
  return { id: found.id, text: found.text };
}

const budget = z.object({
  currency: z.string(),
  hours: z.nullable(z.number()),
  weeks: z.int(),
  notes: z.string(),
  lines: z.array(z.string()),
});

function budgetOf(userId: string, said: Record<string, unknown>): unknown {
  const { currency, hours, weeks, notes, lines } = budget.parse(said);
  const costs = lines.map((line) => {
    const [label = "", amount, per, category] = asLine(line);
    const id = rowOf(userId, "user_budget", label);
    return { id, label, amount: Math.round(Number(amount) * 100), per, kind: "cost", category };
  });
  const time = { hoursPerWeek: hours, weeksPerYear: weeks };
  return budgetValue({ currency, lines: budgetLines.parse(costs), time, benefits: "", notes });
}

function momentOf(userId: string, [activity = "", energy, focus, day, ...tags]: string[]): unknown {
  const chosen = tagNames.flatMap((name, i) => (tags[i] ? [[name, tags[i]]] : []));
  const id = rowOf(userId, "user_flow_logs", activity);
  return { id, activity, energy: Number(energy), focus: Number(focus), day, ...Object.fromEntries(chosen) };
}

function reframeOf(userId: string, { id: key }: StemBlock, parts: Record<string, unknown>): unknown {
  const all = reframeFields.map((name) => [name, parts[name] ?? ""]);
  return { id: rowOf(userId, "user_failure_reframes", key), ...Object.fromEntries(all) };
}

const tree = z.object({ root: z.string(), nodes: z.array(z.string()), circled: z.array(z.string()) });

function treeOf(userId: string, { id: key }: StemBlock, said: Record<string, unknown>): unknown {
  const { root, nodes: lines, circled } = tree.parse(said);
  const nodes = lines.map((line): IdeaNode => {
    const [text = "", parent = ""] = line.split(" < ");
    return { id: ideaId(text), text, parent: ideaId(parent) };
  });
  return {
    id: rowOf(userId, "user_idea_trees", key),
    title: "",
    nodes: [{ id: ideaId(root), text: root, parent: null }, ...nodes],
    circled: circled.map(ideaId),
  };
}
