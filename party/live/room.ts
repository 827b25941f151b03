import type { Member } from "../../shared/protocol/live.ts";
import type { Pace } from "../../shared/protocol/room.ts";
import { smallestGroup } from "../../shared/live/report.ts";
import { isoTime } from "../workbook/clock.ts";
import type { Reply } from "../workbook/asks/reply.ts";
import type { KnownFacilitator, LiveAsk, LiveAskOf, StatusAnswer } from "./asks.ts";
import { Audience } from "./audience.ts";
import { Ending } from "./ending.ts";
import type { Cockpit, LiveHost } from "./host.ts";
import { heard, newSeat, type Seat } from "./seats.ts";
import { cockpitSessionOf, named, type KeptSession } from "./session.ts";
import {
  matrixAfter,
  matrixOf,
  membersOf,
  oneMember,
  paceWithCounts,
  questionsOf,
  waitingOf,
  type Questions,
} from "./view.ts";

/** Learners in one room (issue 6). */
const seatsMost = 40;
const facilitatorsMost = 8;
/** A seat that was kept for somebody who never came. */
const seatKeptMs = 2 * 60_000;
/** What time alone changes is looked at so often, while somebody watches. */
const tickMs = 10_000;
/** One private turn to the same learner (look/cockpit.html). */
const nudgeEveryMs = 2 * 60_000;

const ok = (body: unknown = {}): Reply => ({ status: 200, body });
const refused = (status: number, code: string, message: string, more: object = {}): Reply => {
  console.warn(JSON.stringify({ code: "live_refused", what: code, status }));
  return { status, body: { error: { code, message, ...more } } };
};
const notThere = (): Reply => refused(404, "not_found", "There is no such session");
const nobody = (): Reply => refused(404, "not_found", "They are not in this session");

/**
 * One live session (issue 6): hears of its learners from their own objects, which push, and tells the facilitators.
 * Knows places, counts and times; no answer ever comes here. Knows nothing of the host it runs on.
 */
export class LiveRoom {
  readonly #host: LiveHost;
  readonly #audience: Audience;
  readonly #ending: Ending;
  #session: KeptSession | null = null;
  readonly #seats = new Map<string, Seat>();
  #questions: { readonly version: number; readonly all: Questions } | null = null;

  constructor(host: LiveHost) {
    this.#host = host;
    this.#audience = new Audience(host);
    this.#ending = new Ending(host, {
      session: () => this.#session,
      update: (change) => this.#update(change),
    });
    for (const [key, value] of host.keep.all()) {
      if (key === "session") this.#session = value as KeptSession;
      else this.#seats.set(key, value as Seat);
    }
  }

  connect(cockpit: Cockpit): void {
    const session = this.#session;
    const userId = cockpit.claims?.userId;
    if (session === null || !session.facilitators.some((one) => one.userId === userId)) {
      return cockpit.close(4403, "not yours");
    }
    const { endedAt, keptUntil } = session;
    if (endedAt !== null) {
      this.#audience.send({ t: "ended", endedAt, keptUntil: keptUntil ?? endedAt }, cockpit);
      return cockpit.close(4403, "this session has ended");
    }
    const members = this.#members(session);
    this.#audience.send(
      {
        t: "live_welcome",
        v: 1,
        session: this.#cockpitSession(session),
        members,
        waiting: waitingOf(this.#all()),
        ...matrixOf(this.#all(), this.#asked(session)),
        pace: this.#pace(session),
        stars: [...session.stars],
      },
      cockpit,
    );
    this.#audience.greeted(members);
    this.#update({ attendedAt: this.#host.clock.now() });
    this.#rearm();
  }

  message(cockpit: Cockpit): void {
    this.#audience.stray(cockpit);
  }

  disconnected(): void {
    if (this.#session !== null) this.#update({ attendedAt: this.#host.clock.now() });
  }

  /** Idempotent: may come twice, late, or for nothing. */
  async alarm(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    const now = this.#host.clock.now();
    if (session.endedAt === null) {
      if (!this.#audience.isEmpty) this.#update({ attendedAt: now });
      else if (this.#ending.isForgotten(session, now)) await this.#end();
      this.#tellRows();
    }
    await this.#ending.retry();
    if (this.#ending.isOver(now)) {
      this.#session = null;
      this.#seats.clear();
      return this.#host.wipe();
    }
    this.#rearm();
  }

  async ask(question: LiveAsk): Promise<Reply> {
    if (question.ask === "open") return this.#open(question);
    const session = this.#session;
    if (session === null) return notThere();
    switch (question.ask) {
      case "status":
        return this.#status(session, question);
      case "left":
        return this.#left(question.participantId);
      case "seat":
        return this.#seat(session, question);
      case "end_session": {
        const { userId, sessionId } = question;
        this.#audience.close(
          "unauthenticated",
          "signed out",
          ({ claims }) => claims?.userId === userId && claims.sessionId === sessionId,
        );
        return ok();
      }
      case "facilitate":
        return this.#facilitate(session, question.who);
      case "unfacilitate":
        return this.#unfacilitate(session, question.userId);
      case "end":
        if (question.by !== null && this.#facilitator(session, question.by) === null) return notThere();
        return this.#end();
      default: {
        const who = this.#facilitator(session, question.by);
        if (who === null) return notThere();
        if (session.endedAt !== null && question.ask !== "own_note") {
          return refused(409, "conflict", "This session has ended");
        }
        return this.#act(session, who, question);
      }
    }
  }

  #act(
    session: KeptSession,
    who: KnownFacilitator,
    question: LiveAskOf<"code" | "admit" | "remove" | "pace" | "nudge" | "star" | "own_note" | "projector">,
  ): Promise<Reply> | Reply {
    switch (question.ask) {
      case "code":
        return this.#code(question);
      case "admit":
        return this.#admit(question.participantId);
      case "remove":
        return this.#remove(session, question.participantId);
      case "pace":
        return this.#setPace(session, question.pace);
      case "nudge":
        return this.#nudge(who, question);
      case "star":
        return this.#star(session, who, question);
      case "own_note":
        return this.#ownNote(who, question);
      case "projector":
        return ok(this.#projector(session));
    }
  }

  async #open(question: LiveAskOf<"open">): Promise<Reply> {
    // Asked again, because an answer was lost: the same session.
    if (this.#session !== null) return ok(this.#cockpitSession(this.#session));
    const { by, title, modules, mode, waitingRoom, code, codeKey, codeUntil, link } = question;
    const now = this.#host.clock.now();
    const openedAt = isoTime(now);
    const row = {
      id: this.#host.liveId,
      by,
      title,
      modules,
      mode,
      waitingRoom,
      codeKey,
      codeUntil,
      openedAt,
    };
    if (!(await this.#host.store.open(row))) return refused(409, "conflict", "This code is taken");
    this.#session = {
      title,
      modules,
      mode,
      waitingRoom,
      facilitators: [by],
      openedAt,
      code,
      codeUntil,
      link,
      pace: null,
      stars: [],
      removed: [],
      attendedAt: now,
      endedAt: null,
      keptUntil: null,
      owesStore: false,
      owes: [],
    };
    this.#update({});
    this.#rearm();
    return ok(this.#cockpitSession(this.#session));
  }

  async #code({ code, codeKey, codeUntil, link }: LiveAskOf<"code">): Promise<Reply> {
    if (!(await this.#host.store.code(this.#host.liveId, codeKey, codeUntil))) {
      return refused(409, "conflict", "This code is taken");
    }
    this.#tellSession(this.#update({ code, codeUntil, link }));
    return ok();
  }

  async #facilitate(session: KeptSession, who: KnownFacilitator): Promise<Reply> {
    if (session.endedAt !== null) return refused(410, "expired", "This session has ended");
    if (session.facilitators.some(({ userId }) => userId === who.userId)) return ok();
    if (session.facilitators.length >= facilitatorsMost) {
      return refused(409, "conflict", `A session has at most ${facilitatorsMost} facilitators`);
    }
    await this.#host.store.facilitate(this.#host.liveId, who, isoTime(this.#host.clock.now()));
    const present = this.#session ?? session;
    this.#tellSession(this.#update({ facilitators: [...present.facilitators, who] }));
    this.#tellLearners();
    return ok();
  }

  /** Their account has gone. */
  #unfacilitate(session: KeptSession, userId: string): Reply {
    this.#audience.close("forbidden", "not yours", ({ claims }) => claims?.userId === userId);
    const facilitators = session.facilitators.filter((one) => one.userId !== userId);
    this.#tellSession(this.#update({ facilitators }));
    this.#tellLearners();
    return ok();
  }

  #seat(session: KeptSession, { participantId, userId, alias }: LiveAskOf<"seat">): Reply {
    if (session.endedAt !== null) return refused(410, "expired", "This session has ended");
    const now = this.#host.clock.now();
    for (const seat of this.#all()) {
      if (seat.stage === "in" && seat.status === null && now - seat.joinedAt > seatKeptMs) this.#drop(seat);
    }
    if (this.#seats.has(participantId)) return ok({ waiting: session.waitingRoom });
    const others = new Set(this.#all().flatMap((seat) => (seat.userId === userId ? [] : [seat.userId])));
    if (others.size >= seatsMost) {
      return refused(409, "conflict", `This room is full: ${seatsMost} learners are in it`);
    }
    const stage = session.waitingRoom ? "waiting" : "in";
    this.#put(newSeat({ participantId, userId, alias }, stage, now));
    if (stage === "waiting") this.#tellWaiting();
    return ok({ waiting: stage === "waiting" });
  }

  #status(session: KeptSession, { status }: LiveAskOf<"status">): Reply {
    const { participantId } = status;
    const { endedAt, keptUntil } = session;
    if (endedAt !== null) return ok({ gone: "ended", keepUntil: keptUntil } satisfies StatusAnswer);
    const before = this.#seats.get(participantId);
    if (before === undefined) {
      console.warn(JSON.stringify({ code: "live_refused", what: "status of nobody in the room" }));
      return ok({ gone: "removed", keepUntil: null } satisfies StatusAnswer);
    }
    const after = heard(before, status, this.#host.clock.now());
    this.#put(after);
    if (before.status === null) this.#moved(after);
    if (!this.#audience.isEmpty) {
      if (before.stage === "waiting") this.#tellWaiting();
      const all = this.#all();
      const paused = session.pace?.paused === true;
      const row = oneMember(all, this.#asked(session), this.#host.clock.now(), paused, participantId);
      if (row !== null) this.#audience.row(row);
      const changed =
        before.status === null
          ? matrixOf(all, this.#asked(session))
          : matrixAfter(all, this.#asked(session), before, after);
      if (changed !== null) this.#audience.send({ t: "matrix", ...changed });
    }
    const facilitators = session.facilitators.map(named);
    return ok({ session: { facilitators, pace: this.#pace(session) } } satisfies StatusAnswer);
  }

  #left(participantId: string): Reply {
    const seat = this.#seats.get(participantId);
    if (seat !== undefined) this.#drop(seat);
    return ok();
  }

  /** Joined anew before it was heard that they had left: the seat they had is nobody's. */
  #moved({ userId, participantId }: Seat): void {
    for (const seat of this.#all()) {
      if (seat.userId === userId && seat.participantId !== participantId) this.#drop(seat);
    }
  }

  async #admit(participantId: string): Promise<Reply> {
    const seat = this.#seats.get(participantId);
    if (seat === undefined) return nobody();
    if (seat.stage === "in") return ok();
    const stay = { participantId, stage: "in", keepUntil: null } as const;
    const answer = await this.#host.learner(seat.userId, {
      ask: "live_stay",
      opId: crypto.randomUUID(),
      ...stay,
    });
    if (answer.status !== 200) {
      if (answer.status === 404) this.#left(participantId);
      return refused(answer.status, answer.status === 404 ? "not_found" : "unavailable", "They are not here");
    }
    const now = this.#seats.get(participantId);
    if (now !== undefined) this.#put({ ...now, stage: "in", joinedAt: this.#host.clock.now() });
    this.#tellWaiting();
    this.#tellRows();
    return ok();
  }

  async #remove(session: KeptSession, participantId: string): Promise<Reply> {
    const seat = this.#seats.get(participantId);
    if (seat === undefined) return nobody();
    const { userId } = seat;
    const owes = [...session.owes, { participantId, userId, stage: "removed" } as const];
    this.#update({ removed: [...session.removed, participantId], owes });
    this.#drop(seat);
    await this.#ending.retry();
    this.#rearm();
    return ok();
  }

  #setPace(session: KeptSession, said: LiveAskOf<"pace">["pace"]): Reply {
    const { sequenceOf } = this.#asked(session);
    const target = said?.blockId ?? said?.module;
    if (target !== undefined && !sequenceOf.has(target)) {
      const field = said?.blockId === undefined ? "module" : "blockId";
      const message = "This is not in the session's modules";
      return refused(400, "invalid", message, { fields: { [field]: message } });
    }
    const at = isoTime(this.#host.clock.now());
    const next = this.#update({ pace: said === null ? null : { ...said, at } });
    if (next !== null) this.#audience.send({ t: "pace", pace: this.#pace(next) });
    this.#tellRows();
    this.#tellLearners();
    return ok();
  }

  async #nudge(
    who: KnownFacilitator,
    { participantId, opId, text, blockId }: LiveAskOf<"nudge">,
  ): Promise<Reply> {
    const seat = this.#seats.get(participantId);
    if (seat?.stage !== "in") return nobody();
    const now = this.#host.clock.now();
    const waitMs = seat.notedAt === null ? 0 : seat.notedAt + nudgeEveryMs - now;
    if (waitMs > 0) {
      return refused(429, "too_many", "One note every two minutes to the same learner", {
        retryAfterMs: waitMs,
      });
    }
    this.#put({ ...seat, notedAt: now });
    const note = { opId, participantId, from: who.name, text, blockId };
    const answer = await this.#host.learner(seat.userId, { ask: "live_note", ...note }).catch(() => null);
    if (answer?.status === 200) return ok({ noteId: opId });
    // What did not arrive does not count.
    const present = this.#seats.get(participantId);
    if (present !== undefined) this.#put({ ...present, notedAt: seat.notedAt });
    return answer === null ? refused(503, "unavailable", "Try again in a moment") : answer;
  }

  async #star(
    session: KeptSession,
    who: KnownFacilitator,
    { participantId, blockId, starred }: LiveAskOf<"star">,
  ): Promise<Reply> {
    const seat = this.#seats.get(participantId);
    if (seat?.status?.settled[blockId] !== "answered" || !this.#asked(session).exerciseOf.has(blockId)) {
      return refused(404, "not_found", "There is no such answer in this session");
    }
    const { store, liveId, clock } = this.#host;
    if (starred)
      await store.star(liveId, { participantId, blockId, by: who.userId, at: isoTime(clock.now()) });
    else await store.unstar(liveId, participantId, blockId);
    const others = (this.#session ?? session).stars.filter(
      (one) => one.participantId !== participantId || one.blockId !== blockId,
    );
    this.#tellStars(starred ? [...others, { participantId, blockId }] : others);
    return ok();
  }

  async #ownNote(who: KnownFacilitator, { id, text }: LiveAskOf<"own_note">): Promise<Reply> {
    const { store, liveId, clock } = this.#host;
    if (text === null) {
      return (await store.dropOwnNote(liveId, id))
        ? ok()
        : refused(404, "not_found", "There is no such note");
    }
    await store.ownNote(liveId, { id, by: who.userId, text, at: isoTime(clock.now()) });
    return ok({ id });
  }

  #projector(session: KeptSession) {
    const here = this.#members(session);
    const isLarge = here.length >= smallestGroup;
    const { matrix } = matrixOf(this.#all(), this.#asked(session));
    return {
      title: session.title,
      people: isLarge ? here.length : null,
      pace: this.#pace(session),
      exercises: isLarge
        ? Object.entries(matrix).map(([exercise, { answered, of }]) => ({ exercise, answered, of }))
        : [],
    };
  }

  async #end(): Promise<Reply> {
    const ended = this.#ending.begin(this.#all());
    if (ended === null) return notThere();
    this.#audience.send({ t: "ended", ...ended });
    this.#audience.close("forbidden", "this session has ended");
    for (const seat of this.#all()) this.#forget(seat);
    await this.#ending.retry();
    this.#rearm();
    return ok(ended);
  }

  /* What is kept, and who hears of it. */

  #all(): readonly Seat[] {
    return [...this.#seats.values()];
  }

  #put(seat: Seat): void {
    this.#seats.set(seat.participantId, seat);
    this.#host.keep.put(seat.participantId, seat);
  }

  #forget({ participantId }: Seat): void {
    this.#seats.delete(participantId);
    this.#host.keep.delete(participantId);
  }

  /** They are not in the room any more; nothing of theirs is on anybody's screen. */
  #drop(seat: Seat): void {
    this.#forget(seat);
    const session = this.#session;
    if (session === null) return;
    if (seat.stage === "waiting") return this.#tellWaiting();
    const stars = session.stars.filter(({ participantId }) => participantId !== seat.participantId);
    if (stars.length < session.stars.length) {
      this.#tellStars(stars);
      const { store, liveId } = this.#host;
      this.#host.waitUntil(store.unstar(liveId, seat.participantId, null).catch(() => undefined));
    }
    this.#tellRows();
    this.#audience.send({ t: "matrix", ...matrixOf(this.#all(), this.#asked(session)) });
  }

  #update(change: Partial<KeptSession>): KeptSession | null {
    if (this.#session === null) return null;
    this.#session = { ...this.#session, ...change };
    this.#host.keep.put("session", this.#session);
    return this.#session;
  }

  #facilitator({ facilitators }: KeptSession, userId: string): KnownFacilitator | null {
    return facilitators.find((one) => one.userId === userId) ?? null;
  }

  #asked({ modules }: KeptSession): Questions {
    const stem = this.#host.releases.newest();
    if (this.#questions?.version !== stem.version) {
      this.#questions = { version: stem.version, all: questionsOf(stem, modules) };
    }
    return this.#questions.all;
  }

  #members(session: KeptSession): Member[] {
    const paused = session.pace?.paused === true;
    return membersOf(this.#all(), this.#asked(session), this.#host.clock.now(), paused);
  }

  #pace(session: KeptSession): Pace | null {
    return session.pace === null ? null : paceWithCounts(session.pace, this.#all(), this.#asked(session));
  }

  #cockpitSession(session: KeptSession) {
    const { liveId, clock, releases } = this.#host;
    return cockpitSessionOf(liveId, session, releases.newest().version, isoTime(clock.now()));
  }

  #tellSession(session: KeptSession | null): void {
    if (session !== null) this.#audience.send({ t: "session", session: this.#cockpitSession(session) });
  }

  #tellRows(): void {
    if (this.#session !== null && !this.#audience.isEmpty) this.#audience.rows(this.#members(this.#session));
  }

  #tellWaiting(): void {
    this.#audience.send({ t: "waiting", members: waitingOf(this.#all()) });
  }

  #tellStars(stars: KeptSession["stars"]): void {
    this.#update({ stars });
    this.#audience.send({ t: "stars", stars: [...stars] });
  }

  /** Nobody waits for it: whoever is not reached hears it with the answer to their next status. */
  #tellLearners(): void {
    const session = this.#session;
    if (session === null) return;
    const facilitators = session.facilitators.map(named);
    const told = { liveId: this.#host.liveId, facilitators, pace: this.#pace(session) };
    for (const { userId, participantId } of this.#all()) {
      const telling = this.#host.learner(userId, { ask: "live_told", ...told }).then(
        // They have left, or their account has gone, and that was lost on its way.
        ({ status }) => (status === 404 || status === 401 ? this.#left(participantId) : undefined),
        () => undefined,
      );
      this.#host.waitUntil(telling);
    }
  }

  /** Everything that is due: a new instance does not know what its alarm was set for. */
  #rearm(): void {
    const session = this.#session;
    if (session === null) return;
    const now = this.#host.clock.now();
    const tick = session.endedAt === null && !this.#audience.isEmpty ? now + tickMs : Infinity;
    this.#host.setAlarm(Math.min(tick, this.#ending.due(session, now)));
  }
}
