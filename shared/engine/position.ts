import type { StemBlock } from "../content/block.ts";
import type { Answer, LearnerState } from "./state.ts";
import type { Stem, StemModule } from "./stem.ts";

type Where = Pick<LearnerState, "answers" | "frontier" | "completedModules">;

/** Answered, skipped or erased: the conversation does not wait for it. */
export const isSettled = (answers: ReadonlyMap<string, Answer>, key: string): boolean => answers.has(key);

const missingRequired = (module: StemModule, answers: ReadonlyMap<string, Answer>): StemBlock | undefined =>
  module.placements.find((block) => block.required && !isSettled(answers, block.id));

/**
 * The placement the conversation is waiting on, or null at the end (decision 21).
 *
 * It is the frontier, except that an incomplete module's new required placements are asked first where the
 * conversation is about to leave that module, and at the end of the workbook those of any incomplete module.
 */
export function position(stem: Stem, where: Where): StemBlock | null {
  const { answers, completedModules } = where;
  if (where.frontier === null) {
    const open = stem.modules.filter((module) => !completedModules.has(module.id));
    return (
      open.map((module) => missingRequired(module, answers)).find((block) => block !== undefined) ?? null
    );
  }
  const frontier = stem.byKey.get(where.frontier);
  if (frontier === undefined) return null;
  return heldBack(stem, where, frontier) ?? frontier;
}

/** What the module before still asks, while the conversation has not touched the next. */
function heldBack(stem: Stem, where: Where, frontier: StemBlock): StemBlock | undefined {
  const module = stem.moduleOf.get(frontier.id);
  if (module === undefined || module.placements.some((block) => isSettled(where.answers, block.id))) return;
  const previous = stem.modules.findLast((one) => one.placements.length > 0 && one.last < module.last);
  if (previous === undefined || where.completedModules.has(previous.id)) return;
  return missingRequired(previous, where.answers);
}

/**
 * Where the main line waits after `key` is settled: the next placement in the order that nothing has settled,
 * or null when none is left. Gaps in `sequence` mean nothing.
 */
export function nextFrontier(stem: Stem, answers: ReadonlyMap<string, Answer>, key: string): string | null {
  const from = stem.indexOf.get(key) ?? -1;
  const own = stem.byKey.get(key);
  // What stands before it is not looked at again with every answer.
  const start = own === undefined ? 0 : stem.placements.indexOf(own) + 1;
  const next = stem.placements
    .slice(start)
    .find((block) => (stem.indexOf.get(block.id) ?? -1) > from && !isSettled(answers, block.id));
  return next?.id ?? null;
}

/** Up to where the main line has gone past, by the place in the order; past everything at the end. */
export const passedTo = (stem: Stem, frontier: string | null): number =>
  frontier === null ? Infinity : (stem.indexOf.get(frontier) ?? -1);

/** Whether the main line has gone past this place in the order. */
export const hasPassed = (stem: Stem, frontier: string | null, index: number): boolean =>
  index < passedTo(stem, frontier);

/** Reached: before or at the frontier, or asked late. Anything else is locked. */
export function isReached(stem: Stem, where: Where, key: string): boolean {
  const index = stem.indexOf.get(key);
  if (index === undefined) return false;
  return hasPassed(stem, where.frontier, index) || position(stem, where)?.id === key;
}

/**
 * The frontier in a new release (decisions 21 and 28): it stays, or moves to the first surviving successor in
 * the old order. Placements that come in before it are *new*; ones that come in at the end of a finished
 * release become the way on.
 */
export function carryFrontier(
  from: Stem,
  to: Stem,
  answers: ReadonlyMap<string, Answer>,
  frontier: string | null,
): string | null {
  const start = frontier === null ? from.blocks.length : (from.indexOf.get(frontier) ?? 0);
  for (const block of from.placements) {
    const index = from.indexOf.get(block.id) ?? -1;
    if (index >= start && to.byKey.has(block.id) && !isSettled(answers, block.id)) return block.id;
  }
  // Nothing of the old order is left to wait for: go on behind its last surviving placement.
  const survivor = from.placements.findLast((block) => to.byKey.has(block.id));
  if (survivor === undefined) return to.placements.find((block) => !isSettled(answers, block.id))?.id ?? null;
  const last = Math.max(...from.placements.map((block) => to.indexOf.get(block.id) ?? -1));
  return nextFrontier(to, answers, to.blocks[last]?.id ?? survivor.id);
}
