import type { StemBlock } from "../../shared/content/block.ts";
import { exerciseIdOf } from "../../shared/content/where.ts";
import { touchedBy } from "../../shared/engine/recall.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

/**
 * Where an answer comes back, in blocks that were delivered already: "1.1.4 and 2.4.2", or with their titles.
 * Empty when nothing of it was used yet.
 */
export function placesTouched(stem: Stem, state: LearnerState, block: StemBlock, named: boolean): string {
  const titles = new Map(stem.outline.map((entry) => [entry.id, entry.title]));
  const ids = [...new Set(touchedBy(stem, state, block.id).map(exerciseIdOf))];
  return list.format(ids.map((id) => (named && titles.has(id) ? `${id} ${titles.get(id)}` : id)));
}
