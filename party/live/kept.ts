import type { CockpitSession, Member } from "../../shared/protocol/live.ts";
import type { Pace } from "../../shared/protocol/room.ts";
import { isoTime } from "../workbook/clock.ts";
import type { LiveHost } from "./host.ts";
import type { Seat } from "./seats.ts";
import { cockpitSessionOf, type KeptSession } from "./session.ts";
import {
  matrixOf,
  membersOf,
  oneMember,
  paceWithCounts,
  questionsOf,
  type Matrix,
  type Questions,
} from "./view.ts";

/** A session and its seats: in memory, in the object's storage at once, and as they look at this moment. */
export class Kept {
  readonly #host: LiveHost;
  readonly #seats = new Map<string, Seat>();
  #session: KeptSession | null = null;
  #questions: { readonly version: number; readonly all: Questions } | null = null;

  constructor(host: LiveHost) {
    this.#host = host;
    for (const [key, value] of host.keep.all()) {
      if (key === "session") this.#session = value as KeptSession;
      else this.#seats.set(key, value as Seat);
    }
  }

  /** Null before it is opened, and when nothing of it is kept any more. */
  get session(): KeptSession | null {
    return this.#session;
  }

  open(session: KeptSession): void {
    this.#session = session;
    this.#host.keep.put("session", session);
  }

  update(change: Partial<KeptSession>): void {
    if (this.#session !== null) this.open({ ...this.#session, ...change });
  }

  get seats(): readonly Seat[] {
    return [...this.#seats.values()];
  }

  seat(participantId: string): Seat | undefined {
    return this.#seats.get(participantId);
  }

  put(seat: Seat): void {
    this.#seats.set(seat.participantId, seat);
    this.#host.keep.put(seat.participantId, seat);
  }

  forget(participantId: string): void {
    this.#seats.delete(participantId);
    this.#host.keep.delete(participantId);
  }

  async wipe(): Promise<void> {
    this.#session = null;
    this.#seats.clear();
    await this.#host.wipe();
  }

  /** The session's questions in the present workbook. */
  get questions(): Questions {
    const stem = this.#host.releases.newest();
    if (this.#questions?.version !== stem.version) {
      this.#questions = { version: stem.version, all: questionsOf(stem, this.#session?.modules ?? []) };
    }
    return this.#questions.all;
  }

  members(): Member[] {
    return membersOf(this.seats, this.questions, this.#host.clock.now(), this.#isPaused);
  }

  member(participantId: string): Member | null {
    return oneMember(this.seats, this.questions, this.#host.clock.now(), this.#isPaused, participantId);
  }

  matrix(): Matrix {
    return matrixOf(this.seats, this.questions);
  }

  /** The advice, with how far the group is. */
  pace(): Pace | null {
    const pace = this.#session?.pace ?? null;
    return pace === null ? null : paceWithCounts(pace, this.seats, this.questions);
  }

  cockpitSession(session: KeptSession): CockpitSession {
    const { liveId, clock, releases } = this.#host;
    return cockpitSessionOf(liveId, session, releases.newest().version, isoTime(clock.now()));
  }

  get #isPaused(): boolean {
    return this.#session?.pace?.paused === true;
  }
}
