import type { LogEvent } from "./events.ts";
import { position } from "./position.ts";
import { resolveRowId } from "./rowIds.ts";
import type { LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";
import type { StemBlock } from "../content/block.ts";

/**
 * The blocks to be sent now: every content block up to and including the next one that needs the learner
 * (rule 9); at the end of the workbook what is left of it. Empty when the learner already has them.
 */
export function turnAfter(stem: Stem, state: LearnerState): LogEvent[] {
  const next = position(stem, state);
  if (next !== null && next.id !== state.frontier) {
    return state.askedLate.has(next.id) ? [] : [blockEvent(stem, state, next, true)];
  }
  const upTo = next === null ? stem.blocks.length - 1 : (stem.indexOf.get(next.id) ?? -1);
  return stem.blocks
    .slice(state.delivered + 1, upTo + 1)
    .filter((block) => block.type === "content" || block.id === next?.id)
    .map((block) => blockEvent(stem, state, block, false));
}

function blockEvent(stem: Stem, state: LearnerState, block: StemBlock, late: boolean): LogEvent {
  const rowId = state.rowIds.get(block.id) ?? resolveRowId(stem, state, block);
  return {
    kind: "block",
    blockId: block.id,
    ...(rowId === undefined ? {} : { rowId }),
    ...(late ? { late: true } : {}),
  };
}
