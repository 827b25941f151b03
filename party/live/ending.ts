import { isoTime } from "../workbook/clock.ts";
import { withDeadline } from "../workbook/deadline.ts";
import type { LiveHost } from "./host.ts";
import type { Kept } from "./kept.ts";
import type { Seat } from "./seats.ts";
import type { KeptSession, Owed } from "./session.ts";

const dayMs = 24 * 60 * 60_000;
/** A report is kept so long (decision 37). */
const reportKeptMs = 90 * dayMs;
/** A session that no facilitator has looked at for so long ends by itself. */
const forgottenMs = dayMs;
const retryMs = 30_000;
const deadlineMs = 5_000;

/** The end of a session, and of somebody's part in it: told to D1 and to learners' objects until they have heard. */
export class Ending {
  readonly #host: LiveHost;
  readonly #kept: Kept;

  constructor(host: LiveHost, kept: Kept) {
    this.#host = host;
    this.#kept = kept;
  }

  isForgotten({ attendedAt }: KeptSession, now: number): boolean {
    return now - attendedAt >= forgottenMs;
  }

  /** Nobody is owed anything, and the report has gone. */
  isOver(now: number): boolean {
    const session = this.#kept.session;
    if (session === null || session.keptUntil === null) return false;
    return session.owes.length === 0 && !session.owesStore && session.keptUntil <= isoTime(now);
  }

  /** @returns when it ended; asked again, the same */
  begin(seats: readonly Seat[]): { endedAt: string; keptUntil: string } | null {
    const session = this.#kept.session;
    if (session === null) return null;
    if (session.endedAt !== null && session.keptUntil !== null) {
      return { endedAt: session.endedAt, keptUntil: session.keptUntil };
    }
    const now = this.#host.clock.now();
    const ended = { endedAt: isoTime(now), keptUntil: isoTime(now + reportKeptMs) };
    const owes = seats.map(({ participantId, userId }): Owed => ({ participantId, userId, stage: "ended" }));
    this.#kept.update({
      ...ended,
      code: "",
      codeUntil: "",
      owesStore: true,
      owes: [...session.owes, ...owes],
    });
    return ended;
  }

  /** Tells whoever does not know it yet. Idempotent. */
  async retry(): Promise<void> {
    const session = this.#kept.session;
    if (session === null) return;
    const { endedAt, keptUntil } = session;
    const store =
      session.owesStore && endedAt !== null && keptUntil !== null
        ? this.#attempt(() => this.#host.store.end(this.#host.liveId, endedAt, keptUntil))
        : Promise.resolve(true);
    const learners = session.owes.map(async (one) => ((await this.#tell(one, keptUntil)) ? one : null));
    const [isStored, told] = await Promise.all([store, Promise.all(learners)]);
    const present = this.#kept.session;
    if (present === null) return;
    const heard = new Set(told.flatMap((one) => one?.participantId ?? []));
    const owes = present.owes.filter(({ participantId }) => !heard.has(participantId));
    this.#kept.update({ owes, owesStore: present.owesStore && !isStored });
  }

  /** When something of this is next to be done. */
  due({ endedAt, keptUntil, owes, owesStore, attendedAt }: KeptSession, now: number): number {
    if (owes.length > 0 || owesStore) return now + retryMs;
    if (endedAt !== null && keptUntil !== null) return Math.max(now + retryMs, Date.parse(keptUntil));
    return Math.max(now + retryMs, attendedAt + forgottenMs);
  }

  #tell({ participantId, userId, stage }: Owed, keepUntil: string | null): Promise<boolean> {
    const stay = { participantId, stage, keepUntil: stage === "ended" ? keepUntil : null };
    return this.#attempt(async () => {
      const opId = crypto.randomUUID();
      const { status } = await this.#host.learner(userId, { ask: "live_stay", opId, ...stay });
      // 401: the account is gone; 404: they have left, and it is forgotten.
      if (status !== 200 && status !== 404 && status !== 401) throw new Error(`status ${status}`);
    });
  }

  async #attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await withDeadline(work(), deadlineMs);
      return true;
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      console.warn(JSON.stringify({ code: "live_owes", error: name }));
      return false;
    }
  }
}
