import type { RecallRow, ToolName } from "../content/block.ts";
import { toolNamed } from "../tools/registry.ts";
import { standalone } from "./sealing.ts";
import { rowsWithPlaces } from "./told.ts";
import { skillNameOf, type LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";

/**
 * The rows of what these tools hold outside the thread (decision 10), the oldest first: a flow log kept day by day
 * comes back beside the entries made in the conversation (`outside: true`, SPEC RC14).
 */
export function outsideRows(stem: Stem, state: LearnerState, tools: ReadonlySet<ToolName>): RecallRow[] {
  const context = { userId: state.userId, skillName: skillNameOf(stem, state) };
  return [...state.instances]
    .toSorted(([, a], [, b]) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0))
    .flatMap(([id, { tool: name, value }]) => {
      if (value === null || name === "competency_assessment" || !tools.has(name)) return [];
      const tool = toolNamed(name);
      if (tool === undefined) return [];
      const rowsOf = (said: unknown) => tool.rows(said, tool.standalone.config, context);
      return rowsWithPlaces(state, standalone(name, id), value, rowsOf);
    });
}
