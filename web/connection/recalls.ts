import type { Recall, StemBlock } from "../../shared/content/block.ts";
import { recallsOf } from "../../shared/engine/recall.ts";
import type { Answer, LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";

/** A state, and what was read of it. */
interface Watched {
  readonly state: LearnerState;
  /** Whether all that was read stands in another state as well. */
  holds(next: LearnerState): boolean;
}

function watched(state: LearnerState): Watched {
  const answers = new Map<string, Answer | undefined>();
  const parts = new Map<keyof LearnerState, unknown>();
  /** Somebody went through everything. */
  let all = false;
  const read = (key: string) => {
    const answer = state.answers.get(key);
    answers.set(key, answer);
    return answer;
  };
  const reads = {
    get: read,
    has: (key: string) => read(key) !== undefined,
  };
  const watchedAnswers = new Proxy(state.answers, {
    get(map, name) {
      if (name === "get" || name === "has") return reads[name];
      all = true;
      const found: unknown = Reflect.get(map, name, map);
      return typeof found === "function" ? (found.bind(map) as unknown) : found;
    },
  });
  const watchedState = new Proxy(state, {
    get(target, name: keyof LearnerState) {
      if (name === "answers") return watchedAnswers;
      parts.set(name, target[name]);
      return target[name];
    },
    ownKeys(target) {
      all = true;
      return Reflect.ownKeys(target);
    },
  });
  return {
    state: watchedState,
    holds(next) {
      if (next === state) return true;
      if (all) return false;
      for (const [key, answer] of answers) if (next.answers.get(key) !== answer) return false;
      for (const [name, part] of parts) if (next[name] !== part) return false;
      return true;
    },
  };
}

interface Made {
  readonly stem: Stem;
  readonly block: StemBlock;
  readonly from: Watched;
  readonly recalls: readonly Recall[];
}

/**
 * Makes recalls, each again only when something has changed that it was made from: a long thread has hundreds, and
 * an answer touches few of them.
 */
export function createRecalls() {
  const made = new Map<string, Made>();
  return (stem: Stem, state: LearnerState, block: StemBlock): readonly Recall[] => {
    const known = made.get(block.id);
    const isIt = known?.stem === stem && known.block === block;
    if (isIt && known.from.holds(state)) return known.recalls;
    const from = watched(state);
    const recalls = recallsOf(stem, from.state, block, true);
    made.set(block.id, { stem, block, from, recalls });
    return recalls;
  };
}
