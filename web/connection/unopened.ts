import { looksSealed } from "../../shared/crypto/envelope.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Closed } from "../model/client.ts";

const known = new WeakMap<object, boolean>();

/** Whether anything in a value is sealed. */
export function hasEnvelope(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  const before = known.get(value);
  if (before !== undefined) return before;
  const found = looksSealed(value) || Object.values(value).some(hasEnvelope);
  known.set(value, found);
  return found;
}

export interface OpenedState {
  readonly state: LearnerState;
  readonly closed: ReadonlyMap<string, Closed>;
}

/** What the learner said, while the code that opens what is private of it is still on its way. */
export function unopened(state: LearnerState): OpenedState {
  const closed = new Map<string, Closed>();
  function shut<T extends object, K extends keyof T>(all: ReadonlyMap<string, T>, field: K) {
    const sealed = [...all].filter(([, one]) => hasEnvelope(one[field]));
    if (sealed.length === 0) return all;
    const open = new Map(all);
    for (const [key, one] of sealed) {
      closed.set(key, "opening");
      open.set(key, { ...one, [field]: null });
    }
    return open;
  }
  const answers = shut(state.answers, "value");
  const instances = shut(state.instances, "value");
  const practices = shut(state.practices, "note");
  return { state: closed.size === 0 ? state : { ...state, answers, instances, practices }, closed };
}
