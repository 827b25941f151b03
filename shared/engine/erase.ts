import type { InstanceTool } from "../protocol/client.ts";
import type { EventContext } from "./apply.ts";
import { refuse, type Decision } from "./decision.ts";
import type { LogEvent } from "./events.ts";
import { settle } from "./settle.ts";
import type { LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";

/** Erases one answer, or one thing outside the thread, for good (decision 36). */
export type EraseOperation =
  | { readonly t: "erase"; readonly opId: string; readonly blockId: string }
  | { readonly t: "erase"; readonly opId: string; readonly tool: InstanceTool; readonly instanceId: string };

/**
 * The answer goes on counting as answered and can be given anew by `edit`; the conversation does not move. An
 * instance is gone altogether. Whoever commits this takes the values out of the log, too (SPEC ER1 to ER4).
 */
export function acceptErase(
  stem: Stem,
  state: LearnerState,
  op: EraseOperation,
  context: EventContext,
): Decision {
  if ("instanceId" in op) {
    const { tool, instanceId } = op;
    const instance = state.instances.get(instanceId);
    if (instance === undefined || instance.tool !== tool) {
      return refuse("not_found", "There is no such entry in this tool", { path: "instanceId" });
    }
    const rev = instance.rev + 1;
    const events: LogEvent[] = [
      { kind: "tool_deleted", tool, instanceId, rev },
      { kind: "erased", instanceId },
    ];
    return settle(stem, state, state, events, context, rev);
  }
  const { blockId, opId } = op;
  const answer = state.answers.get(blockId);
  if (answer === undefined || answer.rev === 0) {
    return refuse("not_found", "There is no answer here", { path: "blockId" });
  }
  const { onlyMe } = answer;
  const rev = answer.rev + 1;
  const events: LogEvent[] = [
    { kind: "answer_edited", opId, blockId, rev, value: null, skipped: false, onlyMe, erased: true },
    { kind: "erased", blockId },
  ];
  return settle(stem, state, state, events, context, rev);
}
