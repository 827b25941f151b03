import type { RecallRow, ToolName } from "../content/block.ts";
import { toolNamed } from "../tools/registry.ts";
import { skillNameOf, type LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";

/**
 * The rows of what these tools hold outside the thread (decision 10), the oldest first: a flow log kept day by day
 * comes back beside the entries made in the conversation (`outside: true`, SPEC RC14).
 */
export function outsideRows(stem: Stem, state: LearnerState, tools: ReadonlySet<ToolName>): RecallRow[] {
  const context = { userId: state.userId, skillName: skillNameOf(stem, state) };
  return [...state.instances.values()]
    .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0))
    .flatMap(({ tool: name, value }) => {
      if (value === null || name === "competency_assessment" || !tools.has(name)) return [];
      const tool = toolNamed(name);
      return tool === undefined ? [] : tool.rows(value, tool.standalone.config, context);
    });
}
