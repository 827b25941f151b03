import { withoutPlaces } from "../../shared/engine/told.ts";
import { canonicalJson } from "../../shared/ids/uuid5.ts";
import type { OperationFrame } from "../../shared/protocol/client.ts";
import { limits } from "../../shared/protocol/limits.ts";
import type { Current, ServerFrameOf } from "../../shared/protocol/server.ts";
import { aboutOf, isOn, sorted, valueOf, type Op, type Ops } from "./ops.ts";

/* The outbox on its way (rule 13). Pure: every function takes the list and gives the next one. */

export const isUnresolved = (op: Op): boolean => op.state === "queued" || op.state === "sent";
/** What was typed, as a draft keeps it: of an instance with its tool, which nothing else may know yet. */
export const draftOf = (op: Op): unknown =>
  op.frame.t === "tool" ? { tool: op.frame.tool, value: op.frame.value } : valueOf(op);
const moves = (op: Op): boolean => op.frame.t === "reply" || op.frame.t === "skip";
const change = (ops: Ops, opId: string, more: Partial<Op>): Ops =>
  ops.map((op) => (op.opId === opId ? { ...op, ...more } : op));
export const without = (ops: Ops, opId: string): Ops => ops.filter((op) => op.opId !== opId);

/**
 * Takes an operation in. A change takes the place of an unsent change of the same thing; what was refused gives way
 * to the new one.
 */
export function enqueue(ops: Ops, op: Op): Ops {
  if (ops.some((one) => one.opId === op.opId)) return ops;
  const { frame } = op;
  const about = aboutOf(frame);
  const last = ops.findLast((one) => aboutOf(one.frame) === about && one.frame.t !== "visibility");
  const merged = last?.state === "queued" && !last.tried ? taken(last, op) : null;
  if (last !== undefined && merged !== null) {
    return change(ops, last.opId, { frame: merged, absorbed: [...last.absorbed, op.opId] });
  }
  const kept = ops.filter((one) => !(one.state === "failed" && aboutOf(one.frame) === about));
  const tooLarge = new TextEncoder().encode(JSON.stringify(frame)).length > limits.frameBytes;
  const next: Op = tooLarge ? { ...op, state: "failed", reason: "This answer is too long to be sent" } : op;
  return sorted([...kept, next]);
}

/** What an unsent operation says once it has taken a later one in; null where both have to be sent. */
function taken(last: Op, op: Op): OperationFrame | null {
  const before = last.frame;
  const { frame } = op;
  // What stands of a practice on a day, and whether a note was read, has no history: the later word is all of it.
  if (frame.t === "practice" && before.t === "practice") return { ...frame, opId: before.opId };
  if (frame.t === "note_seen" && before.t === "note_seen") return before;
  // On top of that change, not beside it in another tab: two changes of one answer are the learner's choice.
  if (!isOn(op, last)) return null;
  if (frame.t === "edit" && before.t === "edit") {
    const onlyMe = frame.onlyMe === undefined ? {} : { onlyMe: frame.onlyMe };
    return { ...withoutHashes(before), ...said(frame), ...onlyMe };
  }
  // An instance that is not there yet can be made and then deleted, not deleted at once.
  if (frame.t === "tool" && before.t === "tool" && (frame.value !== null || before.baseRev > 0)) {
    return { ...withoutHashes(before), ...said(frame) };
  }
  return null;
}

type Change = Extract<OperationFrame, { t: "edit" | "tool" }>;
/** They are of the value that goes. */
const withoutHashes = <T extends Change>({ hashes: _replaced, ...rest }: T) => rest;
const said = ({ value, at, hashes }: Change) => ({
  value,
  at,
  ...(hashes === undefined ? {} : { hashes }),
});

/** What may go out now: in order, at most 8 un-acked (rule 13). */
export function sendable(ops: Ops): Ops {
  const flying = new Set(ops.filter((op) => op.state === "sent").map((op) => op.opId));
  const queued = ops.filter((op) => op.state === "queued");
  const stop = queued.findIndex((op) => op.waitsFor !== null && flying.has(op.waitsFor));
  const ready = stop === -1 ? queued : queued.slice(0, stop);
  return ready.slice(0, Math.max(0, limits.unackedOps - flying.size));
}

export const markSent = (ops: Ops, opId: string, now: number): Ops =>
  change(ops, opId, { state: "sent", tried: true, sentAt: now, waitsFor: null });

/** The socket is gone: what was on it goes again, in order, with the same ids. */
export const socketLost = (ops: Ops): Ops =>
  ops.map((op) => (op.state === "sent" ? { ...op, state: "queued", unconfirmed: true } : op));

export const acked = (ops: Ops, opId: string, seq: number, now: number): Ops =>
  change(ops, opId, { state: "acked", seq, ackedAt: now, unconfirmed: false });

/** Acked operations whose events are in the base: nothing more to show or to send. */
export const settled = (ops: Ops, lastSeq: number): Ops =>
  ops.some((op) => op.state === "acked" && (op.seq ?? 0) <= lastSeq)
    ? ops.filter((op) => op.state !== "acked" || (op.seq ?? 0) > lastSeq)
    : ops;

/** Sends a refused or unconfirmed operation again with its own id. */
export const retried = (ops: Ops, opId: string): Ops =>
  ops.map((op) =>
    op.opId === opId && op.state === "failed" ? { ...op, state: "queued", reason: null } : op,
  );

export interface Refused {
  readonly ops: Ops;
  /** Texts that are drafts again. */
  readonly drafts: readonly { about: string; value: unknown }[];
  /** Nothing is sent for so long. */
  readonly pauseMs: number | null;
}

/** What a nack does to the outbox (rule 13). */
export function nacked(ops: Ops, nack: ServerFrameOf<"nack">): Refused {
  const op = ops.find((one) => one.opId === nack.opId);
  if (op === undefined || op.state === "acked") return { ops, drafts: [], pauseMs: null };
  const again = change(ops, op.opId, { state: "queued" });
  if (nack.retryable) return { ops: again, drafts: [], pauseMs: nack.retryAfterMs ?? 1000 };
  const earlier = ops.filter((one) => one.order < op.order);
  // Refused only because an earlier one was put off: its own turn comes after that one's.
  const first = earlier.findLast(isUnresolved);
  if (first !== undefined) {
    return { ops: change(again, op.opId, { waitsFor: first.opId }), drafts: [], pauseMs: null };
  }
  if (nack.code === "conflict" && nack.current !== undefined) {
    const theirs = { ...nack.current, value: withoutPlaces(nack.current.value) };
    return { ops: conflicted(ops, op, theirs), drafts: [], pauseMs: null };
  }
  if (earlier.some((one) => holds(one, op))) return heldBack(ops, [op]);
  return failed(ops, op, nack.message);
}

function conflicted(ops: Ops, op: Op, theirs: Current): Ops {
  const nothingOfMine = op.frame.t === "skip" || op.frame.t === "visibility";
  const same = !theirs.skipped && canonicalJson(theirs.value) === canonicalJson(valueOf(op));
  if (nothingOfMine || same) return without(ops, op.opId);
  // An edit is the newer word of the same answer: it takes the place of what it was made on.
  const one = ops.filter((each) => each.state !== "conflict" || !isOn(op, each));
  return change(one, op.opId, { state: "conflict", theirs });
}

/** Whether the refusal of `first` leaves nothing for `second` to stand on. */
const holds = (first: Op, second: Op): boolean =>
  first.state === "failed" &&
  first.order < second.order &&
  (standsOn(first, second) || (moves(first) && moves(second)));

/** A practice's day is said anew each time; everything else changes what was there. */
const standsOn = (first: Op, second: Op): boolean =>
  second.frame.t !== "practice" && aboutOf(first.frame) === aboutOf(second.frame);

function failed(ops: Ops, op: Op, message: string): Refused {
  const marked = change(ops, op.opId, { state: "failed", reason: message, unconfirmed: false });
  const refused = { ...op, state: "failed" as const };
  const behind = marked.filter((one) => one.state === "queued" && holds(refused, one));
  if (behind.length === 0) return { ops: marked, drafts: [], pauseMs: null };
  // Edits of answers that are drafts again have nothing to change either.
  const blocks = new Set(behind.filter(moves).map((one) => aboutOf(one.frame)));
  const all = marked.filter(
    (one) => behind.includes(one) || (one.state === "queued" && blocks.has(aboutOf(one.frame))),
  );
  return heldBack(marked, all, op.opId);
}

/** Operations behind a refused one become drafts, and the refused one says so. */
function heldBack(ops: Ops, held: Ops, because?: string): Refused {
  const drafts = held
    .filter((op) => "value" in op.frame && op.frame.value !== null)
    .map((op) => ({ about: aboutOf(op.frame), value: draftOf(op) }));
  const rest = ops.filter((op) => !held.includes(op));
  const first = because ?? rest.find((op) => op.state === "failed")?.opId;
  const reason = rest.find((op) => op.opId === first)?.reason ?? "";
  const told = "What you wrote after it is kept as drafts.";
  const said =
    reason.includes(told) || drafts.length === 0 ? reason : `${reason.replace(/[.\s]*$/, "")}. ${told}`;
  return { ops: first === undefined ? rest : change(rest, first, { reason: said }), drafts, pauseMs: null };
}
