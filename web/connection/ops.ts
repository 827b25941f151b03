import { practiceKey } from "../../shared/engine/state.ts";
import type { OperationFrame } from "../../shared/protocol/client.ts";
import type { Current } from "../../shared/protocol/server.ts";

/**
 * One learner's operations on this device, in the order they were made (rule 13). What becomes of them on
 * their way is in `outbox.ts`, for the tab that holds the socket.
 */
export interface Op {
  readonly opId: string;
  readonly frame: OperationFrame;
  /** Milliseconds; ops are sent in the order of `order`, which is `createdAt` made unique. */
  readonly createdAt: number;
  readonly order: number;
  readonly state: "queued" | "sent" | "acked" | "failed" | "conflict";
  /** Was on a socket at least once: it must not be changed any more, only sent again. */
  readonly tried: boolean;
  /** Milliseconds of the last time it went out. */
  readonly sentAt: number | null;
  /** Sent, and then neither confirmed nor refused for 8 s or as long as the socket lived. */
  readonly unconfirmed: boolean;
  /** The operation in the outbox that this one was made on top of, in the eyes of the learner. */
  readonly follows: string | null;
  /** Later edits that this one has taken in. */
  readonly absorbed: readonly string[];
  /** Refused because this one, made earlier, was not through: it is not sent again before that one is resolved. */
  readonly waitsFor: string | null;
  /** Of the ack: the operation's last event. */
  readonly seq: number | null;
  readonly ackedAt: number | null;
  readonly reason: string | null;
  /** For `conflict`: the answer that stands. */
  readonly theirs: Current | null;
}
export type Ops = readonly Op[];

/**
 * What an operation is about: a placement's key, the id of an instance or a note, a practice on a day. No two of
 * these look alike, so that one name serves for drafts, conflicts and what is said of them on their way.
 */
export function aboutOf(frame: OperationFrame): string {
  switch (frame.t) {
    case "tool":
      return frame.instanceId;
    case "practice":
      return practiceKey(frame.practice, frame.day);
    case "note_seen":
      return frame.noteId;
    case "reply":
    case "skip":
    case "edit":
    case "visibility":
      return frame.blockId;
  }
}

export const newOp = (
  frame: OperationFrame,
  createdAt: number,
  order: number,
  follows: string | null = null,
): Op => ({
  opId: frame.opId,
  frame,
  createdAt,
  order,
  state: "queued",
  tried: false,
  sentAt: null,
  unconfirmed: false,
  follows,
  absorbed: [],
  waitsFor: null,
  seq: null,
  ackedAt: null,
  reason: null,
  theirs: null,
});

/** An operation changes its name, as others see it, with every edit it takes in. */
const versionOf = (op: Op): string => op.absorbed.at(-1) ?? op.opId;

/** Whether `op` was made on top of all that `earlier` says, and not beside it in another tab. */
export const isOn = (op: Op, earlier: Op): boolean => op.follows === versionOf(earlier);

/** What an operation about this is made on top of, as the learner sees it. */
export function topOf(ops: Ops, about: string): string | null {
  const top = ops.findLast(
    (op) => aboutOf(op.frame) === about && op.frame.t !== "visibility" && op.state !== "failed",
  );
  return top === undefined ? null : versionOf(top);
}

export const valueOf = ({ frame }: Op): unknown =>
  "value" in frame ? frame.value : frame.t === "practice" ? (frame.note ?? null) : null;

export const sorted = (ops: Ops): Ops => ops.toSorted((a, b) => a.order - b.order);

/**
 * The outbox as another tab left it: as this one heard of it, and as it stands on the device. An edit that
 * took in a later one is the newer of the two.
 */
export function reunited(heard: Ops, kept: Ops): Ops {
  const all = new Map(kept.map((op) => [op.opId, op]));
  for (const op of heard) {
    const other = all.get(op.opId);
    if (other === undefined || other.absorbed.length <= op.absorbed.length) all.set(op.opId, op);
  }
  const unsent = (op: Op): Op => (op.state === "sent" ? { ...op, state: "queued", tried: true } : op);
  return sorted([...all.values()].map(unsent));
}
