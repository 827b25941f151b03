import { apart } from "../../shared/live/alias.ts";
import type { Reply } from "../workbook/asks/reply.ts";
import type { LiveAskOf, StatusAnswer } from "./asks.ts";
import type { LiveHost } from "./host.ts";
import type { Kept } from "./kept.ts";
import { nobody, ok, refused } from "./replies.ts";
import { heard, newSeat, type Seat } from "./seats.ts";
import { seeing, type KeptSession } from "./session.ts";
import type { Telling } from "./telling.ts";

/** Learners in one room (issue 6). */
const seatsMost = 40;
/** A seat that was kept for somebody who never came. */
const keptMs = 2 * 60_000;

/** Who is in the room, as their own objects say. */
export class Seating {
  readonly #host: LiveHost;
  readonly #kept: Kept;
  readonly #telling: Telling;

  constructor(host: LiveHost, kept: Kept, telling: Telling) {
    this.#host = host;
    this.#kept = kept;
    this.#telling = telling;
  }

  /** A learner is about to join. */
  seat(session: KeptSession, { participantId, userId, alias }: LiveAskOf<"seat">): Reply {
    if (session.endedAt !== null) return refused(410, "expired", "This session has ended");
    const now = this.#host.clock.now();
    for (const seat of this.#kept.seats) {
      if (seat.stage === "in" && seat.status === null && now - seat.joinedAt > keptMs) this.#drop(seat);
    }
    // Whoever was taken out comes back only when they are let in.
    const waitingRoom = session.waitingRoom || (session.removed ?? []).includes(userId);
    if (this.#kept.seat(participantId) !== undefined) return ok({ waiting: waitingRoom });
    const theirs = this.#kept.seats.filter((seat) => seat.userId !== userId);
    const others = new Set(theirs.map((seat) => seat.userId));
    if (others.size >= seatsMost) {
      return refused(409, "conflict", `This room is full: ${seatsMost} learners are in it`);
    }
    const name = apart(
      alias,
      theirs.map((seat) => seat.alias),
    );
    this.#kept.put(newSeat({ participantId, userId, alias: name }, waitingRoom ? "waiting" : "in", now));
    if (waitingRoom) this.#telling.waiting();
    return ok({ waiting: waitingRoom });
  }

  /** How a learner stands. @returns what they are to know of the session, or that they are out of it */
  status(session: KeptSession, { status }: LiveAskOf<"status">): Reply {
    const { endedAt, keptUntil } = session;
    if (endedAt !== null) return ok({ gone: "ended", keepUntil: keptUntil } satisfies StatusAnswer);
    const before = this.#kept.seat(status.participantId);
    if (before === undefined) {
      console.warn(JSON.stringify({ code: "live_refused", what: "status of nobody in the room" }));
      return ok({ gone: "removed", keepUntil: null } satisfies StatusAnswer);
    }
    const after = heard(before, status, this.#host.clock.now());
    this.#kept.put(after);
    if (before.status === null) this.#moved(after);
    this.#telling.progress(before, after);
    return ok({ session: { ...seeing(session), pace: this.#kept.pace() } } satisfies StatusAnswer);
  }

  left(participantId: string): Reply {
    const seat = this.#kept.seat(participantId);
    if (seat !== undefined) this.#drop(seat);
    return ok();
  }

  async admit(participantId: string): Promise<Reply> {
    const seat = this.#kept.seat(participantId);
    if (seat === undefined) return nobody();
    if (seat.stage === "in") return ok();
    const opId = crypto.randomUUID();
    const letIn = { ask: "live_stay", opId, participantId, stage: "in", keepUntil: null } as const;
    const { status } = await this.#host.learner(seat.userId, letIn);
    if (status === 404) this.left(participantId);
    if (status !== 200)
      return status === 404 ? nobody() : refused(status, "unavailable", "Try again in a moment");
    const present = this.#kept.seat(participantId);
    if (present !== undefined) {
      this.#kept.put({ ...present, stage: "in", joinedAt: this.#host.clock.now() });
    }
    this.#telling.waiting();
    this.#telling.rows();
    return ok();
  }

  /** What is to be told of it the caller keeps. */
  remove(seat: Seat): void {
    this.#drop(seat);
  }

  /** Joined anew before it was heard that they had left: the seat they had is nobody's. */
  #moved({ userId, participantId }: Seat): void {
    for (const seat of this.#kept.seats) {
      if (seat.userId === userId && seat.participantId !== participantId) this.#drop(seat);
    }
  }

  #drop(seat: Seat): void {
    this.#kept.forget(seat.participantId);
    this.#telling.gone(seat);
  }
}
