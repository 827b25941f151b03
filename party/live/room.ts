import { closeCodes } from "../../shared/protocol/codes.ts";
import type { Reply } from "../workbook/asks/reply.ts";
import { isoTime } from "../workbook/clock.ts";
import { Acts } from "./acts.ts";
import type { KnownFacilitator, LiveAsk, LiveAskOf } from "./asks.ts";
import { Audience } from "./audience.ts";
import { Ending } from "./ending.ts";
import type { Cockpit, LiveHost } from "./host.ts";
import { Kept } from "./kept.ts";
import { notThere, ok, refused } from "./replies.ts";
import { Seating } from "./seating.ts";
import type { KeptSession } from "./session.ts";
import { Telling } from "./telling.ts";
import { waitingOf } from "./view.ts";

const facilitatorsMost = 8;
/** What time alone changes is looked at so often, while somebody watches. */
const tickMs = 10_000;

/**
 * One live session (issue 6): hears of its learners from their own objects, which push, and tells the facilitators.
 * Knows places, counts and times; no answer ever comes here. Knows nothing of the host it runs on.
 */
export class LiveRoom {
  readonly #host: LiveHost;
  readonly #kept: Kept;
  readonly #audience: Audience;
  readonly #telling: Telling;
  readonly #seating: Seating;
  readonly #ending: Ending;
  readonly #acts: Acts;

  constructor(host: LiveHost) {
    this.#host = host;
    this.#kept = new Kept(host);
    this.#audience = new Audience(host);
    this.#telling = new Telling(host, this.#kept, this.#audience);
    this.#seating = new Seating(host, this.#kept, this.#telling);
    this.#ending = new Ending(host, this.#kept);
    this.#acts = new Acts(host, {
      kept: this.#kept,
      telling: this.#telling,
      seating: this.#seating,
      ending: this.#ending,
    });
  }

  connect(cockpit: Cockpit): void {
    const { session } = this.#kept;
    if (session === null || facilitatorOf(session, cockpit.claims?.userId) === null) {
      return cockpit.close(closeCodes.forbidden, "not yours");
    }
    const { endedAt, keptUntil } = session;
    if (endedAt !== null) {
      this.#audience.send({ t: "ended", endedAt, keptUntil: keptUntil ?? endedAt }, cockpit);
      return cockpit.close(closeCodes.forbidden, "this session has ended");
    }
    const members = this.#kept.members();
    this.#audience.send(
      {
        t: "live_welcome",
        v: 1,
        session: this.#kept.cockpitSession(session),
        members,
        waiting: waitingOf(this.#kept.seats),
        ...this.#kept.matrix(),
        pace: this.#kept.pace(),
        stars: [...session.stars],
      },
      cockpit,
    );
    this.#audience.greeted(members);
    this.#attended();
    this.#rearm();
  }

  message(cockpit: Cockpit): void {
    this.#audience.stray(cockpit);
  }

  disconnected(): void {
    this.#attended();
  }

  /** Idempotent: may come twice, late, or for nothing. */
  async alarm(): Promise<void> {
    const { session } = this.#kept;
    if (session === null) return;
    const now = this.#host.clock.now();
    if (session.endedAt === null) {
      if (!this.#audience.isEmpty) this.#attended();
      else if (this.#ending.isForgotten(session, now)) await this.#end();
      if (session.code !== "" && session.codeUntil <= isoTime(now)) this.#withoutCode();
      this.#telling.rows();
    }
    await this.#ending.retry();
    if (this.#ending.isOver(now)) return this.#kept.wipe();
    this.#rearm();
  }

  async ask(question: LiveAsk): Promise<Reply> {
    if (question.ask === "open") return this.#open(question);
    const { session } = this.#kept;
    if (session === null) return notThere();
    switch (question.ask) {
      case "status":
        return this.#seating.status(session, question);
      case "left":
        return this.#seating.left(question.participantId);
      case "seat":
        return this.#seating.seat(session, question);
      case "end_session": {
        const { userId, sessionId } = question;
        const isTheirs = ({ claims }: Cockpit) => claims?.userId === userId && claims.sessionId === sessionId;
        this.#audience.close("unauthenticated", "signed out", isTheirs);
        return ok();
      }
      case "facilitate":
        return this.#facilitate(session, question);
      case "unfacilitate":
        return this.#unfacilitate(session, question.userId);
      case "end":
        if (question.by !== null && facilitatorOf(session, question.by) === null) return notThere();
        return this.#end();
      default: {
        const who = facilitatorOf(session, question.by);
        if (who === null) return notThere();
        if (session.endedAt !== null && question.ask !== "own_note") {
          return refused(409, "conflict", "This session has ended");
        }
        const reply = await this.#acts.do(session, who, question);
        this.#rearm();
        return reply;
      }
    }
  }

  async #open(question: LiveAskOf<"open">): Promise<Reply> {
    // Asked again, because an answer was lost: the same session.
    const { session } = this.#kept;
    if (session !== null) return ok(this.#kept.cockpitSession(session));
    const { ask: _ask, by, codeKey, ...said } = question;
    const now = this.#host.clock.now();
    const openedAt = isoTime(now);
    const row = { id: this.#host.liveId, by, codeKey, openedAt, ...said };
    if (!(await this.#host.store.open(row))) return refused(409, "conflict", "This code is taken");
    const opened: KeptSession = {
      ...said,
      facilitators: [by],
      openedAt,
      pace: null,
      stars: [],
      attendedAt: now,
      endedAt: null,
      keptUntil: null,
      owesStore: false,
      owes: [],
    };
    this.#kept.open(opened);
    this.#rearm();
    return ok(this.#kept.cockpitSession(opened));
  }

  async #facilitate(session: KeptSession, { who, invitation }: LiveAskOf<"facilitate">): Promise<Reply> {
    if (session.endedAt !== null) return refused(410, "expired", "This session has ended");
    if (facilitatorOf(session, who.userId) !== null) return ok();
    const { invited = {} } = session;
    if ((invited[invitation] ?? who.userId) !== who.userId)
      return refused(410, "expired", "Somebody has used this invitation");
    if (session.facilitators.length >= facilitatorsMost) {
      return refused(409, "conflict", `A session has at most ${facilitatorsMost} facilitators`);
    }
    this.#kept.update({ invited: { ...invited, [invitation]: who.userId } });
    await this.#host.store.facilitate(this.#host.liveId, who, isoTime(this.#host.clock.now()));
    this.#facilitated([...(this.#kept.session ?? session).facilitators, who]);
    return ok();
  }

  /** Their account has gone. */
  #unfacilitate(session: KeptSession, userId: string): Reply {
    this.#audience.close("forbidden", "not yours", ({ claims }) => claims?.userId === userId);
    this.#facilitated(session.facilitators.filter((one) => one.userId !== userId));
    return ok();
  }

  /** Everybody in the room hears at once who can see it. */
  #facilitated(facilitators: readonly KnownFacilitator[]): void {
    this.#kept.update({ facilitators });
    this.#telling.session();
    this.#telling.learners((participantId) => void this.#seating.left(participantId));
  }

  async #end(): Promise<Reply> {
    const { seats } = this.#kept;
    const ended = this.#ending.begin(seats);
    if (ended === null) return notThere();
    this.#audience.send({ t: "ended", ...ended });
    this.#audience.close("forbidden", "this session has ended");
    for (const { participantId } of seats) this.#kept.forget(participantId);
    await this.#ending.retry();
    this.#rearm();
    return ok(ended);
  }

  /** The code has run out: no cockpit shows it any longer. */
  #withoutCode(): void {
    this.#kept.update({ code: "", codeUntil: "", link: "" });
    this.#telling.session();
  }

  #attended(): void {
    this.#kept.update({ attendedAt: this.#host.clock.now() });
  }

  /** Everything that is due: a new instance does not know what its alarm was set for. */
  #rearm(): void {
    const { session } = this.#kept;
    if (session === null) return;
    const now = this.#host.clock.now();
    const tick = session.endedAt === null && !this.#audience.isEmpty ? now + tickMs : Infinity;
    this.#host.setAlarm(Math.min(tick, this.#ending.due(session, now)));
  }
}

const facilitatorOf = ({ facilitators }: KeptSession, userId: string | undefined): KnownFacilitator | null =>
  facilitators.find((one) => one.userId === userId) ?? null;
