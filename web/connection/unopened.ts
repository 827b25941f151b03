import { looksSealed } from "../../shared/crypto/envelope.ts";
import type { Answer, LearnerState } from "../../shared/engine/state.ts";
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

/** The learner's answers while the code that opens private ones is still on its way. */
export function unopened(state: LearnerState): OpenedState {
  const sealed = [...state.answers].filter(([, answer]) => hasEnvelope(answer.value));
  if (sealed.length === 0) return { state, closed: new Map() };
  const answers = new Map(state.answers);
  for (const [key, answer] of sealed) answers.set(key, { ...answer, value: null } satisfies Answer);
  return { state: { ...state, answers }, closed: new Map(sealed.map(([key]) => [key, "opening"])) };
}
