import { progress } from "../../../shared/engine/completion.ts";
import { position } from "../../../shared/engine/position.ts";
import type { LearnerState } from "../../../shared/engine/state.ts";
import type { Stem } from "../../../shared/engine/stem.ts";
import { positionOf } from "../wire.ts";

/** `GET /api/progress` (SPEC HT6). */
export function progressBody(stem: Stem, state: LearnerState) {
  const { answered, total, percent, modules } = progress(stem, state);
  const waiting = position(stem, state);
  const current = waiting === null ? null : `${waiting.part}.${waiting.module}`;
  return {
    answered,
    total,
    percent,
    modules: modules.map((module) => ({
      ...module,
      state: module.completed
        ? "completed"
        : module.id === current || module.answered > 0
          ? "started"
          : "locked",
    })),
    position: positionOf(waiting),
    workbookComplete: state.workbookComplete,
    unlocked: [...state.unlocked],
  };
}
