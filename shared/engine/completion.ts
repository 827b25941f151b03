import type { ModuleProgress } from "../protocol/server.ts";
import type { ToolName } from "../content/block.ts";
import { Layered } from "./layered.ts";
import { isSettled, passedTo } from "./position.ts";
import type { Answer, LearnerState } from "./state.ts";
import { needsLearner, type Stem, type StemExercise, type StemModule } from "./stem.ts";

type Where = Pick<LearnerState, "answers" | "frontier">;

/**
 * Those that are complete (decision 22): the conversation has passed the last placement and every required one is settled.
 * Optional ones are then answered, skipped or *new*, which all count. A function of the answers and the
 * frontier alone.
 */
export function complete<T extends StemModule | StemExercise>(
  stem: Stem,
  { answers, frontier }: Where,
  groups: readonly T[],
): T[] {
  const passed = passedTo(stem, frontier);
  return groups.filter(
    ({ last, placements }) =>
      last < passed &&
      placements.length > 0 &&
      placements.every((block) => !block.required || isSettled(answers, block.id)),
  );
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
  const tally = tallyOf(stem, state.answers);
  const modules = stem.modules
    .filter((module) => module.placements.length > 0)
    .map((module): ModuleProgress => ({
      id: module.id,
      answered: tally.answered.get(module.id) ?? 0,
      total: module.placements.length,
      completed: state.completedModules.has(module.id),
    }));
  const answered = modules.reduce((sum, module) => sum + module.answered, 0);
  const total = stem.placements.length;
  return {
    answered,
    total,
    percent: total === 0 ? 100 : Math.floor((100 * tally.settled) / total),
    modules,
  };
}

interface Tally {
  readonly settled: number;
  /** By module. */
  readonly answered: ReadonlyMap<string, number>;
}

/** Of bases, which stay the same from one answer to the next. */
const tallies = new WeakMap<ReadonlyMap<string, Answer>, { readonly stem: Stem; readonly tally: Tally }>();

/** Only what has changed since the base is looked at with every answer. */
function tallyOf(stem: Stem, answers: LearnerState["answers"]): Tally {
  const none = { settled: 0, answered: new Map() };
  if (!(answers instanceof Layered)) return counted(stem, answers, new Map(), none);
  const { base, above } = answers as Layered<string, Answer>;
  const known = tallies.get(base);
  if (known?.stem === stem) return counted(stem, above, base, known.tally);
  const tally = counted(stem, base, new Map(), none);
  tallies.set(base, { stem, tally });
  return counted(stem, above, base, tally);
}

/** @param tally of `before`, in whose place `answers` come */
function counted(
  stem: Stem,
  answers: LearnerState["answers"],
  before: LearnerState["answers"],
  tally: Tally,
): Tally {
  let { settled } = tally;
  const answered = new Map(tally.answered);
  for (const [key, answer] of answers) {
    const module = stem.moduleOf.get(key);
    const block = stem.byKey.get(key);
    if (module === undefined || block === undefined || !needsLearner(block)) continue;
    const was = before.get(key);
    settled += was === undefined ? 1 : 0;
    const more = Number(!answer.skipped) - Number(was !== undefined && !was.skipped);
    answered.set(module.id, (answered.get(module.id) ?? 0) + more);
  }
  return { settled, answered };
}
