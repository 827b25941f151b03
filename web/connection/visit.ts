import type { LearnerState } from "../../shared/engine/state.ts";
import type { Return } from "../model/client.ts";
import { greeting } from "./greeting.ts";
import type { Model } from "./model.ts";
import type { Stems } from "./stemView.ts";
import { waitingIn } from "./view.ts";

/** What belongs to this page load and to nobody else: what came in it, and the greeting on coming back. */
export function createVisit(begunHere: () => boolean) {
  /** The end of the main line as it was found; what comes behind it is fresh. */
  let mark: number | null = null;
  let lateKnown: ReadonlySet<string> = new Set();
  let found = false;
  let returned: Return | null = null;
  let greeted = false;
  let memo: {
    stems: Stems;
    delivered: number;
    late: ReadonlySet<string>;
    mark: number;
    ids: ReadonlySet<string>;
  } | null = null;

  const none: ReadonlySet<string> = new Set();

  return {
    /** The learner did something: what is there now is as it was found. */
    acted() {
      found = true;
      greeted = true;
      returned = null;
    },
    resume() {
      greeted = true;
      returned = null;
    },
    look(stems: Stems | null, state: LearnerState | null, model: Model | null): void {
      if (stems === null || state === null || model === null) return;
      const { base, line } = model;
      if (begunHere()) {
        mark ??= -1;
        found = true;
        greeted = true;
        return;
      }
      if (base.lastSeq === 0) return;
      if (!found || mark === null) {
        mark = stems.engine.blocks[state.delivered]?.sequence ?? -1;
        lateKnown = state.askedLate;
      }
      if (line.connection === "online" && base.incoming === null && base.atHead === null) found = true;
      if (greeted || stems.shown.outline.length === 0) return;
      greeted = true;
      returned = greeting(stems.shown, state, waitingIn(stems, state, base));
    },
    returned: () => returned,
    fresh(stems: Stems | null, state: LearnerState | null): ReadonlySet<string> {
      if (stems === null || state === null || mark === null) return none;
      const { delivered, askedLate } = state;
      const fits =
        memo?.stems === stems &&
        memo.delivered === delivered &&
        memo.late === askedLate &&
        memo.mark === mark;
      if (memo !== null && fits) return memo.ids;
      const from = mark;
      const came = stems.shown.blocks.slice(0, delivered + 1).filter((block) => block.sequence > from);
      const late = [...askedLate].filter((id) => !lateKnown.has(id));
      const ids = new Set([...came.map((block) => block.id), ...late]);
      memo = { stems, delivered, late: askedLate, mark, ids };
      return ids;
    },
  };
}
