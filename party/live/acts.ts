import { smallestGroup } from "../../shared/live/report.ts";
import type { Reply } from "../workbook/asks/reply.ts";
import { isoTime } from "../workbook/clock.ts";
import type { KnownFacilitator, LiveAskOf } from "./asks.ts";
import type { Ending } from "./ending.ts";
import type { LiveHost } from "./host.ts";
import type { Kept } from "./kept.ts";
import { nobody, ok, refused } from "./replies.ts";
import type { Seating } from "./seating.ts";
import type { KeptSession } from "./session.ts";
import type { Telling } from "./telling.ts";

/** One private turn to the same learner (look/cockpit.html). */
const nudgeEveryMs = 2 * 60_000;

export type Act = LiveAskOf<
  "code" | "admit" | "remove" | "pace" | "nudge" | "star" | "own_note" | "projector"
>;

interface Room {
  readonly kept: Kept;
  readonly telling: Telling;
  readonly seating: Seating;
  readonly ending: Ending;
}

/** What a facilitator does in a room (SPEC LI12). */
export class Acts {
  readonly #host: LiveHost;
  readonly #room: Room;

  constructor(host: LiveHost, room: Room) {
    this.#host = host;
    this.#room = room;
  }

  do(session: KeptSession, who: KnownFacilitator, act: Act): Promise<Reply> | Reply {
    switch (act.ask) {
      case "code":
        return this.#code(act);
      case "admit":
        return this.#room.seating.admit(act.participantId);
      case "remove":
        return this.#remove(session, act.participantId);
      case "pace":
        return this.#pace(act.pace);
      case "nudge":
        return this.#nudge(who, act);
      case "star":
        return this.#star(session, who, act);
      case "own_note":
        return this.#ownNote(who, act);
      case "projector":
        return ok(this.#projector(session));
    }
  }

  async #code({ code, codeKey, codeUntil, link }: LiveAskOf<"code">): Promise<Reply> {
    if (!(await this.#host.store.code(this.#host.liveId, codeKey, codeUntil))) {
      return refused(409, "conflict", "This code is taken");
    }
    this.#room.kept.update({ code, codeUntil, link });
    this.#room.telling.session();
    return ok();
  }

  async #remove(session: KeptSession, participantId: string): Promise<Reply> {
    const { kept, seating, ending } = this.#room;
    const seat = kept.seat(participantId);
    if (seat === undefined) return nobody();
    const { userId } = seat;
    kept.update({
      owes: [...session.owes, { participantId, userId, stage: "removed" }],
      removed: [...new Set([...(session.removed ?? []), userId])],
    });
    seating.remove(seat);
    await ending.retry();
    return ok();
  }

  #pace(said: LiveAskOf<"pace">["pace"]): Reply {
    const { kept, telling, seating } = this.#room;
    const target = said?.blockId ?? said?.module;
    if (target !== undefined && !kept.questions.sequenceOf.has(target)) {
      const field = said?.blockId === undefined ? "module" : "blockId";
      const message = "This is not in the session's modules";
      return refused(400, "invalid", message, { fields: { [field]: message } });
    }
    const at = isoTime(this.#host.clock.now());
    kept.update({ pace: said === null ? null : { ...said, at } });
    telling.pace();
    telling.rows();
    telling.learners((participantId) => void seating.left(participantId));
    return ok();
  }

  async #nudge(
    who: KnownFacilitator,
    { participantId, opId, text, blockId }: LiveAskOf<"nudge">,
  ): Promise<Reply> {
    const { kept } = this.#room;
    const seat = kept.seat(participantId);
    if (seat?.stage !== "in") return nobody();
    const now = this.#host.clock.now();
    const retryAfterMs = seat.notedAt === null ? 0 : seat.notedAt + nudgeEveryMs - now;
    if (retryAfterMs > 0) {
      const message = "One note every two minutes to the same learner";
      return refused(429, "too_many", message, { retryAfterMs });
    }
    kept.put({ ...seat, notedAt: now });
    const note = { opId, participantId, from: who.name, text, blockId };
    const answer = await this.#host.learner(seat.userId, { ask: "live_note", ...note }).catch(() => null);
    if (answer?.status === 200) return ok({ noteId: opId });
    // What did not arrive does not count.
    const present = kept.seat(participantId);
    if (present !== undefined) kept.put({ ...present, notedAt: seat.notedAt });
    return answer ?? refused(503, "unavailable", "Try again in a moment");
  }

  async #star(
    session: KeptSession,
    who: KnownFacilitator,
    { participantId, blockId, starred }: LiveAskOf<"star">,
  ): Promise<Reply> {
    const { kept, telling } = this.#room;
    const isAnswered = kept.seat(participantId)?.status?.settled[blockId] === "answered";
    if (!isAnswered || !kept.questions.exerciseOf.has(blockId)) {
      return refused(404, "not_found", "There is no such answer in this session");
    }
    const { store, liveId, clock } = this.#host;
    const at = isoTime(clock.now());
    if (starred) await store.star(liveId, { participantId, blockId, by: who.userId, at });
    else await store.unstar(liveId, participantId, blockId);
    const others = (kept.session ?? session).stars.filter(
      (one) => one.participantId !== participantId || one.blockId !== blockId,
    );
    telling.stars(starred ? [...others, { participantId, blockId }] : others);
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

  /** What the room may see of itself: from five people on. */
  #projector({ title }: KeptSession) {
    const { kept } = this.#room;
    const people = kept.members().length;
    const isLarge = people >= smallestGroup;
    const exercises = isLarge ? Object.entries(kept.matrix().matrix) : [];
    return {
      title,
      people: isLarge ? people : null,
      pace: kept.pace(),
      exercises: exercises.map(([exercise, { answered, of }]) => ({ exercise, answered, of })),
    };
  }
}
