import type { StemBlock } from "../../shared/content/block.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";

/** Where reading pauses: the block that was read, and what comes after it. */
export interface Gate {
  readonly block: StemBlock;
  readonly next: StemBlock | null;
}
export interface Revealed {
  /** How many blocks of the stem's order are shown. */
  readonly until: number;
  readonly gate: Gate | null;
}

/**
 * A turn is sent whole and read beat by beat (decision 23): it is shown up to the first beat that nobody has
 * opened. Beats before the last settled block are open; which others are is known on this page alone.
 */
export function reveal(
  stem: Stem,
  state: LearnerState,
  opened: ReadonlySet<string>,
  atEnd: boolean,
): Revealed {
  const end = Math.min(state.delivered + 1, stem.blocks.length);
  let from = end;
  while (from > 0 && !state.answers.has(stem.blocks[from - 1]?.id ?? "")) from -= 1;
  for (let i = from; i < end; i += 1) {
    const block = stem.blocks[i];
    if (block?.beat === undefined || opened.has(block.id)) continue;
    // Behind the very last beat there is nothing to open.
    if (atEnd && i === end - 1) continue;
    return { until: i + 1, gate: { block, next: stem.blocks[i + 1] ?? null } };
  }
  return { until: end, gate: null };
}
