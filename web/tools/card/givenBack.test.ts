import { expect, test } from "vitest";
import type { RecallRow, ToolName } from "../../../shared/content/block.ts";
import { budgetValue } from "../../../shared/tools/budget_calculator/tool.ts";
import { toolNames } from "../../../shared/content/block.ts";
import { ideaId } from "../../../shared/tools/idea_tree/tree.ts";
import { toolNamed } from "../../../shared/tools/registry.ts";
import { restoreBudget } from "../budget_calculator/model.ts";
import { restoreReframe } from "../failure_reframer/model.ts";
import { restoreFlow } from "../flow_tracker/model.ts";
import { restoreTree } from "../idea_tree/model.ts";
import { restoreDashboard } from "../life_dashboard/model.ts";
import { restoreList } from "../list_builder/model.ts";
import { restoreType } from "../mbti_selector/model.ts";
import { restoreRanking } from "../ranking_grid/model.ts";
import { restoreTags } from "../skill_tagger/model.ts";
import { restoreStory } from "../soared_form/model.ts";

/* What is refused, or put by behind what is, is a draft again as it was sent: the card begins with it. */

const id = "11111111-1111-4111-8111-111111111111";
const makeId = () => id;
const parts = { situation: "s", obstacle: "", action: "a", result: "", evaluation: "", discovery: "" };
const reframe = { situation: "s", initial_feelings: "", what_learned: "", what_would_change: "" };
const time = { hoursPerWeek: 38, weeksPerYear: 48 };

const configOf = (name: ToolName) => toolNamed(name)?.standalone.config as never;
const noRows: readonly RecallRow[] = [];

const cards: Readonly<
  Record<ToolName, { value: unknown; restore: (draft: unknown, value: unknown) => unknown }>
> = {
  list_builder: {
    value: { name: "Mine", rows: [{ id, text: "a line" }] },
    restore: (draft, value) => restoreList(draft, value, configOf("list_builder"), noRows),
  },
  soared_form: {
    value: { id, experienceId: id, title: "T", ...parts },
    restore: (draft, value) => restoreStory(draft, value, configOf("soared_form"), makeId),
  },
  skill_tagger: {
    value: { rows: [{ id, on: [id], mastery: 3 }], newSkills: [] },
    restore: (draft, value) => restoreTags(draft, value, configOf("skill_tagger"), noRows),
  },
  ranking_grid: {
    value: { rows: [{ id, text: "first" }] },
    restore: (draft, value) => restoreRanking(draft, value, configOf("ranking_grid"), []),
  },
  mbti_selector: {
    value: { code: "INFP", lines: { brings: "fits" } },
    restore: (draft, value) => restoreType(draft, value, configOf("mbti_selector")),
  },
  budget_calculator: {
    value: budgetValue({ currency: "EUR", lines: [], time, benefits: "b", notes: "n" }),
    restore: (draft, value) => restoreBudget(draft, value, "USD", makeId),
  },
  flow_tracker: {
    value: { rows: [{ id, activity: "Bus", energy: 0, focus: 3, day: "2026-11-25" }] },
    restore: (draft, value) => restoreFlow(draft, value, configOf("flow_tracker")),
  },
  life_dashboard: {
    value: { work: 5, play: null, love: 5, health: 5, notes: "n" },
    restore: restoreDashboard,
  },
  failure_reframer: {
    value: { id, ...reframe, silver_lining: "", next_step: "n", reframed_statement: "" },
    restore: (draft, value) => restoreReframe(draft, value, makeId),
  },
  idea_tree: {
    value: { id, title: "T", nodes: [{ id: ideaId("a"), text: "a", parent: null }], circled: [] },
    restore: (draft, value) => restoreTree(draft, value, configOf("idea_tree"), makeId),
  },
};

test.each(toolNames)("%s begins with a refused answer as with one that stands", (name) => {
  const { value, restore } = cards[name];
  const stands = restore(undefined, value);
  expect(stands).not.toEqual(restore(undefined, undefined));
  expect(restore(value, undefined)).toEqual(stands);
});
