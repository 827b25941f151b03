import type { ToolName } from "../content/block.ts";
import type { ToolDefinition } from "./definition.ts";
import { listBuilder } from "./list_builder/tool.ts";
import { mbtiSelector } from "./mbti_selector/tool.ts";
import { rankingGrid } from "./ranking_grid/tool.ts";
import { skillTagger } from "./skill_tagger/tool.ts";
import { soaredForm } from "./soared_form/tool.ts";

/** A tool whose value has passed its own schema: the config and value types are its own business. */
export type AnyTool = ToolDefinition<unknown, unknown>;

const definitions: readonly AnyTool[] = [
  listBuilder,
  soaredForm,
  skillTagger,
  rankingGrid,
  mbtiSelector,
] as unknown as readonly AnyTool[];

const byName = new Map<ToolName, AnyTool>(definitions.map((tool) => [tool.name, tool]));

/** The tool of that name, or undefined while it is still to be built. */
export const toolNamed = (name: ToolName): AnyTool | undefined => byName.get(name);
