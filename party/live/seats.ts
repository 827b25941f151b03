import type { Person, Presence } from "../../shared/live/attention.ts";
import type { Status } from "./status.ts";

/** One learner in the room, as the live object keeps them. Times are milliseconds since 1970, of its own clock. */
export interface Seat {
  readonly participantId: string;
  readonly userId: string;
  readonly alias: string;
  readonly joinedAt: number;
  readonly stage: "waiting" | "in";
  /** Null until they have been heard of for the first time. */
  readonly status: Status | null;
  readonly presence: Presence;
  readonly presenceSince: number;
  /** How they were before their last socket went. */
  readonly presenceBefore: Presence;
  readonly placeSince: number;
  readonly handSince: number | null;
  readonly typedAt: number | null;
  readonly lastSavedAt: string | null;
  readonly took: Readonly<Record<string, number>>;
  readonly edits: readonly number[];
  /** When a facilitator last wrote to them. */
  readonly notedAt: number | null;
}

/** Without a socket for so long, somebody is offline; a page that is loaded again is not (protocol section 3). */
export const offlineAfterMs = 30_000;
/** Changes older than this say nothing any more (SPEC LI6). */
const editsKeptMs = 10 * 60_000;

export const newSeat = (
  who: Pick<Seat, "participantId" | "userId" | "alias">,
  stage: Seat["stage"],
  now: number,
): Seat => ({
  ...who,
  joinedAt: now,
  stage,
  status: null,
  presence: "active",
  presenceSince: now,
  presenceBefore: "active",
  placeSince: now,
  handSince: null,
  typedAt: null,
  lastSavedAt: null,
  took: {},
  edits: [],
  notedAt: null,
});

/** A seat after what its learner's object has said. */
export function heard(seat: Seat, status: Status, now: number): Seat {
  const moved = seat.status?.position?.blockId !== status.position?.blockId;
  const changed = seat.presence !== status.presence;
  const arrived = status.arrivedAt === null ? now : Date.parse(status.arrivedAt);
  return {
    ...seat,
    stage: "in",
    status,
    presence: status.presence,
    presenceSince: changed ? now : seat.presenceSince,
    presenceBefore: changed ? seat.presence : seat.presenceBefore,
    // Not from before they came; and never later than now, whatever a phone's clock says.
    placeSince: moved ? Math.min(now, Math.max(seat.joinedAt, arrived)) : seat.placeSince,
    handSince: status.hand ? (seat.handSince ?? now) : null,
    typedAt: status.typed ? now : seat.typedAt,
    lastSavedAt: status.savedAt ?? seat.lastSavedAt,
    took: { ...seat.took, ...status.took },
    edits: [
      ...seat.edits.filter((at) => now - at < editsKeptMs),
      ...Array.from({ length: Math.min(20, status.edits) }, () => now),
    ],
  };
}

export interface Counted {
  readonly answered: number;
  readonly skipped: number;
}
/** A status stays what it is: it is counted once. */
const counted = new WeakMap<Status, Counted>();

/** Something that knows the session's questions by their ids. */
export interface Asked {
  readonly size: number;
  has(blockId: string): boolean;
}

/** How many of the session's questions they have answered, and passed. */
export function countsOf(status: Status, asked: Asked): Counted {
  const known = counted.get(status);
  if (known !== undefined) return known;
  const own = Object.entries(status.settled).filter(([id]) => asked.has(id));
  const answered = own.filter(([, how]) => how === "answered").length;
  const made = { answered, skipped: own.length - answered };
  counted.set(status, made);
  return made;
}

/** How they are here now. */
export const presenceOf = (seat: Seat, now: number): Presence =>
  seat.presence === "offline" && now - seat.presenceSince < offlineAfterMs
    ? seat.presenceBefore
    : seat.presence;

/** As the rule of who needs somebody sees them (SPEC LI6). */
export function personOf(seat: Seat, asked: Asked, now: number): Person | null {
  const { status } = seat;
  if (status === null) return null;
  const { position } = status;
  const { answered, skipped } = countsOf(status, asked);
  return {
    participantId: seat.participantId,
    alias: seat.alias,
    joinedAt: seat.joinedAt,
    presence: presenceOf(seat, now),
    presenceSince: seat.presenceSince,
    handSince: seat.handSince,
    place:
      position === null
        ? null
        : {
            blockId: position.blockId,
            exerciseId: `${position.part}.${position.module}.${position.exercise}`,
            private: status.private,
          },
    placeSince: seat.placeSince,
    typedAt: seat.typedAt,
    edits: seat.edits,
    unsent: status.unsent,
    done: status.done,
    settled: answered + skipped,
    total: asked.size,
    took: seat.took,
  };
}
