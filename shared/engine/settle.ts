import { apply, type EventContext } from "./apply.ts";
import { complete, isWorkbookComplete, progress, unlocks } from "./completion.ts";
import type { Decision } from "./decision.ts";
import type { LogEvent } from "./events.ts";
import type { LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";
import { turnAfter } from "./turn.ts";

/**
 * Applies the events and adds what follows from them: completions, unlocks, progress, and the next turn, in
 * that order.
 */
export function settle(
  stem: Stem,
  before: LearnerState,
  start: LearnerState,
  events: readonly LogEvent[],
  context: EventContext,
  rev: number | null,
): Decision {
  let state = start;
  const all: LogEvent[] = [];
  const add = (event: LogEvent) => {
    all.push(event);
    state = apply(stem, state, event, context);
  };
  events.forEach(add);
  for (const event of completions(stem, state)) add(event);
  const known = new Set(state.unlocked);
  for (const tool of unlocks(stem, state)) if (!known.has(tool)) add({ kind: "unlocked", tool });
  if (isWorkbookComplete(stem, state.completedModules) && !state.workbookComplete) {
    add({ kind: "workbook_completed" });
  }
  if (movesProgress(before, state, events)) add({ kind: "progress", ...progress(stem, state) });
  for (const event of turnAfter(stem, state)) add(event);
  return { ok: true, events: all, state, rev };
}

function completions(stem: Stem, state: LearnerState): LogEvent[] {
  const modules = stem.modules.filter((one) => !state.completedModules.has(one.id));
  const exercises = stem.exercises.filter((one) => !state.completedExercises.has(one.id));
  return [
    ...complete(stem, state, exercises).map((one): LogEvent => ({
      kind: "exercise_completed",
      exerciseId: one.id,
    })),
    ...complete(stem, state, modules).map((one): LogEvent => ({
      kind: "module_completed",
      moduleId: one.id,
    })),
  ];
}

/** Progress is told when the counts can have moved: a new answer, a skip filled or cleared, new content. */
function movesProgress(before: LearnerState, after: LearnerState, events: readonly LogEvent[]): boolean {
  if (before.delivered === -1) return true;
  return events.some((event) => {
    if (event.kind === "content" || event.kind === "answer") return true;
    if (event.kind !== "answer_edited") return false;
    return (before.answers.get(event.blockId)?.skipped ?? true) !== after.answers.get(event.blockId)?.skipped;
  });
}
