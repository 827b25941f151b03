import type { ToolName } from "../content/block.ts";
import { budgetCalculator } from "./budget_calculator/tool.ts";
import type { ToolDefinition } from "./definition.ts";
import { failureReframer } from "./failure_reframer/tool.ts";
import { flowTracker } from "./flow_tracker/tool.ts";
import { ideaTree } from "./idea_tree/tool.ts";
import { lifeDashboard } from "./life_dashboard/tool.ts";
import { listBuilder } from "./list_builder/tool.ts";
import { mbtiSelector } from "./mbti_selector/tool.ts";
import { rankingGrid } from "./ranking_grid/tool.ts";
import { skillTagger } from "./skill_tagger/tool.ts";
import { soaredForm } from "./soared_form/tool.ts";

/** A tool whose value has passed its own schema: the config and value types are its own business. */
export type AnyTool = ToolDefinition<unknown, unknown>;

/** The spec's ten (decision 17). */
export const allTools = {
  list_builder: listBuilder,
  soared_form: soaredForm,
  skill_tagger: skillTagger,
  ranking_grid: rankingGrid,
  mbti_selector: mbtiSelector,
  budget_calculator: budgetCalculator,
  flow_tracker: flowTracker,
  life_dashboard: lifeDashboard,
  failure_reframer: failureReframer,
  idea_tree: ideaTree,
} as unknown as Readonly<Record<ToolName, AnyTool>>;
