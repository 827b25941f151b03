import { canonicalJson } from "../ids/uuid5.ts";
import { isEnvelope } from "../crypto/envelope.ts";
import type { OperationFrame } from "../protocol/client.ts";
import { limits } from "../protocol/limits.ts";
import type { EventContext } from "./apply.ts";
import { addDays } from "./days.ts";
import { refuse, type Decision } from "./decision.ts";
import { settle } from "./settle.ts";
import { practiceKey, type LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";

type OpOf<T extends OperationFrame["t"]> = Extract<OperationFrame, { t: T }>;

/** Logs a practice on a day of the learner's (decision 13; SPEC PL1 to PL3). */
export function acceptPractice(
  stem: Stem,
  state: LearnerState,
  op: OpOf<"practice">,
  context: EventContext,
): Decision {
  const { practice, day, done, note } = op;
  if (!stem.release.practices.some((one) => one.key === practice)) {
    return refuse("not_found", "There is no such practice", { path: "practice" });
  }
  if (note !== undefined && note !== null && !isEnvelope(note)) {
    return typeof note === "string"
      ? refuse("plaintext", "A note is sealed before it is sent", { path: "note" })
      : refuse("invalid", "A note is an envelope", { path: "note" });
  }
  if (new TextEncoder().encode(JSON.stringify(note ?? null)).length > limits.noteBytes) {
    return refuse("too_large", "A note is a line or two", { path: "note" });
  }
  const { today } = context;
  if (today === undefined || day > today || day < addDays(today, -limits.practiceDays)) {
    return refuse("invalid", `Choose a day of the last ${limits.practiceDays}, up to today`, { path: "day" });
  }
  const known = state.practices.get(practiceKey(practice, day));
  const same = { done: known?.done, note: known?.note ?? null };
  if (known !== undefined && canonicalJson(same) === canonicalJson({ done, note: note ?? null })) {
    return { ok: true, events: [], state, rev: null };
  }
  const event = { kind: "practice", practice, day, done, ...(note == null ? {} : { note }) } as const;
  return settle(stem, state, state, [event], context, null);
}

/** Puts a facilitator's note away. */
export function acceptNoteSeen(
  stem: Stem,
  state: LearnerState,
  op: OpOf<"note_seen">,
  context: EventContext,
): Decision {
  const note = state.notes.get(op.noteId);
  if (note === undefined) return refuse("not_found", "There is no such note", { path: "noteId" });
  if (note.seen) return { ok: true, events: [], state, rev: null };
  return settle(stem, state, state, [{ kind: "note_seen", noteId: op.noteId }], context, null);
}
