import type { StemBlock } from "../content/block.ts";
import { moduleIdOf } from "../content/where.ts";
import type { LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";

/** The placements of a module, retired ones too: their answers stand in it (decision 28). */
export const placementsOf = (stem: Stem, moduleId: string): StemBlock[] => [
  ...(stem.modules.find((one) => one.id === moduleId)?.placements ?? []),
  ...[...stem.retired.values()].filter((block) => moduleIdOf(block) === moduleId && block.type !== "content"),
];

/** When something in a module was last answered or edited (spec 11, 3.1); null while nothing was. */
export function modifiedAt(stem: Stem, state: LearnerState, moduleId: string): string | null {
  let newest: string | null = null;
  for (const { id } of placementsOf(stem, moduleId)) {
    const answer = state.answers.get(id);
    if (answer !== undefined && (newest === null || answer.respondedAt > newest)) newest = answer.respondedAt;
  }
  return newest;
}
