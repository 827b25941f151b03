import { presentStay } from "../../../shared/engine/sharing.ts";
import type { Sharing } from "../../../shared/engine/state.ts";
import type { ServerFrameOf } from "../../../shared/protocol/server.ts";
import type { StatusAnswer } from "../../live/asks.ts";
import type { Alarm } from "../alarm.ts";
import type { Reply } from "../asks/reply.ts";
import { isoTime } from "../clock.ts";
import { close, type Connection, type Connections } from "../connections.ts";
import type { RoomHost } from "../host.ts";
import type { Committed, Learner } from "../learner.ts";
import { answerLive, type LiveQuestion } from "./asks.ts";
import { Reporting } from "./reporting.ts";
import { learnersLiveOf, toldBy, type Told } from "./told.ts";
import { admitted, nextShareEnd } from "./watching.ts";

const lookedAtMs = 60 * 60_000;

interface Does {
  /** What follows a commit: devices and D1 hear of it. */
  readonly spread: (learner: Learner, committed: Committed) => void;
  /** An observer's look ends. */
  readonly endLook: (connection: Connection) => Promise<void>;
  /** One after the other, with everything else that changes the learner. */
  readonly queued: (work: () => Promise<void>) => void;
}

/** Whoever is with a learner: the room they are in, those who watch, and what each of them is told. */
export class Company {
  readonly reporting: Reporting;
  readonly #host: RoomHost;
  readonly #connections: Connections;
  readonly #alarm: Alarm;
  readonly #does: Does;
  #learner: Learner | null = null;

  constructor(host: RoomHost, connections: Connections, alarm: Alarm, does: Does) {
    this.#host = host;
    this.#connections = connections;
    this.#alarm = alarm;
    this.#does = does;
    this.reporting = new Reporting(host, connections, alarm, (liveId, answer) =>
      does.queued(() => this.#heard(liveId, answer)),
    );
  }

  adopt(learner: Learner): void {
    this.#learner = learner;
    this.reporting.adopt(learner);
  }

  /** As far as this object knows without its learner. */
  get isInRoom(): boolean {
    return this.reporting.told.liveId !== null;
  }

  /** The account goes, and with it whatever would tell the room later: it is told now, once. */
  departs(learner: Learner | null): void {
    const present = learner === null ? null : presentStay(learner.state.sharing);
    if (present === null) return;
    const [participantId, { liveId }] = present;
    this.#host.waitUntil(this.#host.live.left(liveId, participantId).catch(() => undefined));
  }

  /** A question about sharing, and what follows of it. */
  async answer(learner: Learner, question: LiveQuestion): Promise<Reply> {
    if (question.ask === "live_unwatch") await this.#unwatch(question.sessionId);
    const before = learner.state.sharing;
    const reply = await answerLive(learner, question, this.reporting.told, this.#host.clock.now());
    if (question.ask === "live_told" && reply.status === 200) {
      const { liveId, facilitators, pace } = question;
      this.#keep(learner, { liveId, facilitators, pace });
    }
    if (reply.committed !== undefined) this.#does.spread(learner, reply.committed);
    if (learner.state.sharing !== before) await this.#changed(learner, before);
    return reply;
  }

  /** A hand belongs to the learner: taken down on one device, it is down. */
  raise(learner: Learner, raised: boolean): void {
    if (presentStay(learner.state.sharing) === null) return;
    this.reporting.keep({ ...this.reporting.told, hand: raised });
    this.#connections.toOwners(this.frame(learner));
    this.reporting.changed();
  }

  /** What this learner's devices are told of their company. */
  frame(learner: Learner): ServerFrameOf<"live"> {
    const now = isoTime(this.#host.clock.now());
    return { t: "live", ...learnersLiveOf(learner.state, this.reporting.told, now) };
  }

  /** Observers whom the learner does not let look any more, or whose time is over. */
  async dismiss(learner: Learner): Promise<void> {
    const now = this.#host.clock.now();
    for (const { connection, state } of this.#connections.observers()) {
      if (!state.helloed || state.claims.role !== "observer") continue;
      if (admitted(learner.state, state.claims, now) !== null) continue;
      await this.#does.endLook(connection);
      connection.setState({ ...state, helloed: false });
      close(connection, "forbidden", "not shared any more");
    }
  }

  async #unwatch(sessionId: string): Promise<void> {
    for (const { connection, state } of this.#connections.observers()) {
      if (state.claims.role !== "observer" || state.claims.sessionId !== sessionId) continue;
      await this.#does.endLook(connection);
      close(connection, "unauthenticated", "signed out");
    }
  }

  rearm(): void {
    this.reporting.rearm();
    if (this.#learner === null || this.#connections.observers().length === 0) return;
    const now = this.#host.clock.now();
    const end = nextShareEnd(this.#learner.state, now);
    // Looked at once an hour: an alarm a year ahead is none.
    if (end !== null) this.#alarm.by(Math.min(end, now + lookedAtMs));
  }

  async #changed(learner: Learner, before: Sharing): Promise<void> {
    await this.dismiss(learner);
    for (const [participantId, stay] of before.stays) {
      const isGone = learner.state.sharing.stays.get(participantId)?.stage === "left";
      if (isGone && stay.stage !== "left") this.reporting.left(stay.liveId, participantId);
    }
    const present = presentStay(learner.state.sharing);
    const { told } = this.reporting;
    // At once, not when the live object has answered: an object that dies in between knows where its learner is.
    if ((present?.[1].liveId ?? null) !== told.liveId) {
      this.reporting.keep({ ...toldBy(present?.[1]), left: told.left });
    }
    this.#connections.toOwners(this.frame(learner));
    this.reporting.changed();
  }

  /** What the live object answers a status. */
  async #heard(liveId: string, answer: StatusAnswer): Promise<void> {
    const learner = this.#learner;
    if (learner === null) return;
    const present = presentStay(learner.state.sharing);
    if (present?.[1].liveId !== liveId) return;
    if ("session" in answer) {
      await this.answer(learner, { ask: "live_told", liveId, ...answer.session });
      return;
    }
    const [participantId] = present;
    const opId = crypto.randomUUID();
    const { gone: stage, keepUntil } = answer;
    await this.answer(learner, { ask: "live_stay", opId, participantId, stage, keepUntil });
  }

  #keep(learner: Learner, said: Omit<Told, "left" | "hand">): void {
    const { told } = this.reporting;
    const hand = said.liveId === told.liveId && told.hand === true;
    const next: Told = { ...said, hand, left: told.left };
    if (JSON.stringify(next) === JSON.stringify(told)) return;
    this.reporting.keep(next);
    this.#connections.toOwners(this.frame(learner));
  }
}
