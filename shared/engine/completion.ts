import type { ModuleProgress } from "../protocol/server.ts";
import type { ToolName } from "../content/block.ts";
import { hasPassed, isSettled } from "./position.ts";
import type { LearnerState } from "./state.ts";
import type { Stem, StemExercise, StemModule } from "./stem.ts";

type Where = Pick<LearnerState, "answers" | "frontier">;

/**
 * Complete (decision 22): the conversation has passed the last placement and every required one is settled.
 * Optional ones are then answered, skipped or *new*, which all count. A function of the answers and the
 * frontier alone.
 */
export function isComplete(stem: Stem, where: Where, group: StemModule | StemExercise): boolean {
  if (group.placements.length === 0) return false;
  if (!hasPassed(stem, where.frontier, group.last)) return false;
  return group.placements.every((block) => !block.required || isSettled(where.answers, block.id));
}

/** All modules that have placements are complete, and this release is the whole workbook. */
export function isWorkbookComplete(stem: Stem, completed: ReadonlyMap<string, string>): boolean {
  return (
    stem.complete &&
    stem.modules.every((module) => module.placements.length === 0 || completed.has(module.id))
  );
}

/** A tool unlocks when its first placement is answered or skipped (decision 24). */
export function unlocks(stem: Stem, where: Pick<LearnerState, "answers">): ToolName[] {
  return [...stem.firstOf].filter(([, key]) => isSettled(where.answers, key)).map(([tool]) => tool);
}

export interface Progress {
  answered: number;
  total: number;
  percent: number;
  modules: ModuleProgress[];
}

/**
 * `answered` counts placements that have an answer, skipped ones not; `percent` is the floored share of those
 * that are settled either way, so that a skip moves the bar and 100 means the end (SPEC EV6).
 */
export function progress(stem: Stem, state: LearnerState): Progress {
  let answered = 0;
  let settled = 0;
  const modules = stem.modules
    .filter((module) => module.placements.length > 0)
    .map((module): ModuleProgress => {
      let own = 0;
      for (const block of module.placements) {
        const answer = state.answers.get(block.id);
        if (answer === undefined) continue;
        settled += 1;
        if (!answer.skipped) own += 1;
      }
      answered += own;
      return {
        id: module.id,
        answered: own,
        total: module.placements.length,
        completed: state.completedModules.has(module.id),
      };
    });
  const total = stem.placements.length;
  return { answered, total, percent: total === 0 ? 100 : Math.floor((100 * settled) / total), modules };
}
