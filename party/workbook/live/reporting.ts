import { isAnswerEvent } from "../../../shared/engine/events.ts";
import { presentStay } from "../../../shared/engine/sharing.ts";
import type { StatusAnswer } from "../../live/asks.ts";
import type { Alarm } from "../alarm.ts";
import { isoTime } from "../clock.ts";
import type { Connections } from "../connections.ts";
import { withDeadline } from "../deadline.ts";
import type { RoomHost } from "../host.ts";
import type { Committed, Learner } from "../learner.ts";
import { Retried } from "./retried.ts";
import { statusOf, type Since } from "./status.ts";
import { toldIn, type Told } from "./told.ts";

const deadlineMs = 5_000;
/** That something is saved may be told with the next thing, or after this time. */
const savedWithinMs = 1_000;
/** Keys are told of at most this often: whoever writes is not stuck, and no more than that is said. */
const typingEveryMs = 20_000;

const nothingSince: Since = { took: {}, edits: 0, typed: false, savedAt: null };

/**
 * Tells the live object how this learner stands, whenever that has changed (issue 6). Never in the way of the
 * conversation: one report at a time, after the commit, and what fails is said again with the next. That somebody has
 * left waits for no report.
 */
export class Reporting {
  readonly #host: RoomHost;
  readonly #connections: Connections;
  readonly #heard: (liveId: string, answer: StatusAnswer) => void;
  readonly #statuses: Retried;
  readonly #leaves: Retried;
  #learner: Learner | null = null;
  #since = nothingSince;
  #savedAt: string | null = null;
  #typedAt = 0;
  #isDue = false;
  #isSavedDue = false;
  #isWaiting = false;

  /** @param heard what the live object answers; not within the queue */
  constructor(
    host: RoomHost,
    connections: Connections,
    alarm: Alarm,
    heard: (liveId: string, answer: StatusAnswer) => void,
  ) {
    this.#host = host;
    this.#connections = connections;
    this.#heard = heard;
    this.#statuses = new Retried(host, alarm, () => this.#tellStatus());
    this.#leaves = new Retried(host, alarm, () => this.#tellLeaves());
  }

  adopt(learner: Learner): void {
    this.#learner = learner;
  }

  get told(): Told {
    return toldIn(this.#host.journal.live());
  }

  keep(told: Told): void {
    this.#host.journal.setLive(JSON.stringify(told));
  }

  committed({ events, tookMs }: Committed): void {
    if (this.#stay() === null) return;
    const { took, edits } = this.#since;
    // What a file or another thread brings has a time of its own, and is nothing that happened here.
    const changed = events.filter(isAnswerEvent).filter(({ respondedAt }) => respondedAt === undefined);
    const answered = changed.find(({ kind }) => kind === "answer");
    this.#since = {
      ...this.#since,
      took: answered === undefined || tookMs === null ? took : { ...took, [answered.blockId]: tookMs },
      edits: edits + changed.filter(({ kind }) => kind === "answer_edited").length,
    };
    this.changed();
  }

  /** D1 has everything up to an answer of then. */
  saved(nowMs: number): void {
    if (this.#stay() === null) return;
    const at = isoTime(nowMs);
    if (at === this.#savedAt) return;
    this.#savedAt = at;
    this.#isSavedDue = true;
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#host.waitUntil(this.#afterAWhile());
  }

  async #afterAWhile(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, savedWithinMs));
    this.#isWaiting = false;
    if (this.#isSavedDue) this.changed();
  }

  typed(): void {
    const now = this.#host.clock.now();
    if (this.#stay() === null || now - this.#typedAt < typingEveryMs) return;
    this.#typedAt = now;
    this.#since = { ...this.#since, typed: true };
    this.changed();
  }

  /** Says it as it is, as soon as the last one has arrived. */
  changed(): void {
    if (this.#stay() === null) return;
    this.#isDue = true;
    if (!this.#statuses.isWaiting) this.#statuses.run();
  }

  /** This learner is not in the session any more: told at once, and again until it has been heard. */
  left(liveId: string, participantId: string): void {
    const { told } = this;
    this.keep({ ...told, left: [...told.left, { liveId, participantId }] });
    this.#leaves.run();
  }

  /** The alarm has rung, or the object has woken. Idempotent. */
  retry(): void {
    if (this.told.left.length > 0) this.#leaves.run();
    if (this.#isDue) this.#statuses.run();
  }

  rearm(): void {
    this.#leaves.rearm(this.told.left.length > 0);
    this.#statuses.rearm(false);
  }

  #stay() {
    const present = this.#learner === null ? null : presentStay(this.#learner.state.sharing);
    return present?.[1].stage === "in" ? present : null;
  }

  async #tellLeaves(): Promise<void> {
    await this.#host.settled();
    for (const one of this.told.left) {
      await withDeadline(this.#host.live.left(one.liveId, one.participantId), deadlineMs);
      const { told } = this;
      const isSame = (other: typeof one) => other.participantId === one.participantId;
      this.keep({ ...told, left: told.left.filter((other) => !isSame(other)) });
    }
  }

  async #tellStatus(): Promise<void> {
    // The ack leaves first (docs/decisions/0034).
    await this.#host.left();
    if (!this.#isDue) return;
    const present = this.#stay();
    this.#isDue = false;
    this.#isSavedDue = false;
    if (present === null || this.#learner === null) return;
    const { journal, live } = this.#host;
    const since = { ...this.#since, savedAt: this.#savedAt };
    const status = statusOf(this.#learner, journal, this.#connections, present, {
      ...since,
      hand: this.told.hand === true,
    });
    this.#since = nothingSince;
    const [, { liveId }] = present;
    try {
      this.#heard(liveId, await withDeadline(live.status(liveId, status), deadlineMs));
    } catch (error) {
      this.#since = together(since, this.#since);
      this.#isDue = true;
      throw error;
    }
  }
}

/** What did not arrive, and what came since. */
const together = (first: Since, then: Since): Since => ({
  took: { ...first.took, ...then.took },
  edits: first.edits + then.edits,
  typed: first.typed || then.typed,
  savedAt: then.savedAt ?? first.savedAt,
});
