import { exerciseIdOf, moduleIdOf } from "../../../shared/content/where.ts";
import type { LearnerState } from "../../../shared/engine/state.ts";
import type { Stem } from "../../../shared/engine/stem.ts";
import type { Pace } from "../../../shared/protocol/room.ts";

/** Where the facilitator points, as it stands with one learner; null where the text of it is not here. */
export function placeOfPace(
  pace: Pace,
  stem: Stem,
  state: LearnerState,
): { readonly blockId: string; readonly exercise: string; readonly reached: boolean } | null {
  const block =
    pace.blockId === undefined
      ? stem.blocks.find((one) => moduleIdOf(one) === pace.module)
      : stem.byKey.get(pace.blockId);
  if (block === undefined) return null;
  const at = stem.blocks.indexOf(block);
  const exercise = pace.blockId === undefined ? moduleIdOf(block) : exerciseIdOf(block);
  return { blockId: block.id, exercise, reached: at !== -1 && at <= state.delivered };
}
