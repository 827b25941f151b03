import { hasPassed, position } from "../../../shared/engine/position.ts";
import type { LearnerState } from "../../../shared/engine/state.ts";
import type { Stem } from "../../../shared/engine/stem.ts";

/** Part → module → exercise, with what is answered, skipped, new (passed without an answer) and locked. */
export function outlineBody(stem: Stem, state: LearnerState) {
  const exercises = new Map(stem.modules.flatMap((module) => module.exercises).map((one) => [one.id, one]));
  const waiting = position(stem, state);
  const of = (level: string, prefix: string) =>
    stem.outline.filter((entry) => entry.level === level && entry.id.startsWith(prefix));
  return of("part", "").map((part) => ({
    ...part,
    modules: of("module", `${part.id}.`).map((module) => ({
      ...module,
      completed: state.completedModules.has(module.id),
      exercises: of("exercise", `${module.id}.`).map((exercise) => {
        const placements = exercises.get(exercise.id)?.placements ?? [];
        const answers = placements.map((block) => state.answers.get(block.id));
        const first = placements[0];
        const reached =
          placements.some((block) => reachedIn(stem, state, block.id)) || first?.id === waiting?.id;
        return {
          ...exercise,
          answered: answers.filter((answer) => answer !== undefined && !answer.skipped).length,
          skipped: answers.filter((answer) => answer?.skipped === true).length,
          new: placements.filter((block) => isNew(stem, state, block.id)).length,
          total: placements.length,
          completed: state.completedExercises.has(exercise.id),
          locked: !reached,
        };
      }),
    })),
  }));
}

const reachedIn = (stem: Stem, state: LearnerState, key: string): boolean =>
  state.answers.has(key) ||
  hasPassed(stem, state.frontier, stem.indexOf.get(key) ?? 0) ||
  state.frontier === key;

const isNew = (stem: Stem, state: LearnerState, key: string): boolean =>
  !state.answers.has(key) && hasPassed(stem, state.frontier, stem.indexOf.get(key) ?? 0);
