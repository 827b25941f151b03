import type { Alarm } from "./alarm.ts";
import { Alerts } from "./alerts.ts";
import type { Connections } from "./connections.ts";
import { Flusher } from "./flusher.ts";
import type { RoomHost } from "./host.ts";
import type { Learner } from "./learner.ts";

/** An acked operation reaches D1 within this time even if the object dies right after the ack. */
const safetyNetMs = 5_000;

/**
 * What was committed comes to D1, whatever happens: the flush, the alarm behind it, and who is told how it
 * went: the learner's devices, and an operator.
 */
export class Saving {
  readonly #host: RoomHost;
  readonly #connections: Connections;
  readonly #alarm: Alarm;
  readonly #alerts: Alerts;
  readonly #flusher: Flusher;
  #learner: Learner | null = null;
  #savedSeq = 0;

  constructor(
    host: RoomHost,
    connections: Connections,
    alarm: Alarm,
    activeVersion: (version: number) => void,
  ) {
    this.#host = host;
    this.#connections = connections;
    this.#alarm = alarm;
    this.#alerts = new Alerts(host);
    const newestRev = (key: string) => {
      const state = this.#learner?.state;
      return state?.answers.get(key)?.rev ?? state?.instances.get(key)?.rev ?? 0;
    };
    this.#flusher = new Flusher(host.journal, host.store, host, newestRev, {
      saved: (seq) => this.#saved(seq),
      store: (store) => {
        this.#connections.toOwners({ t: "status", store });
        if (store === "degraded" && !host.journal.fenced()) this.#alert("store_degraded");
      },
      activeVersion,
      fenced: () => this.#fenced(),
    });
  }

  /** Cumulative: every operation whose events end here or before is in D1 (rule 2). */
  get savedSeq(): number {
    return this.#savedSeq;
  }

  get store(): "ok" | "degraded" {
    return this.#flusher.state;
  }

  /** The learner whose log this is; before it there is nothing to save. */
  adopt(learner: Learner): void {
    this.#learner = learner;
    const unsaved = this.#host.journal.pending(0)[0];
    this.#savedSeq = unsaved === undefined ? learner.headSeq : unsaved.firstSeq - 1;
  }

  /** An operation was committed. */
  committed(): void {
    this.#alarm.by(this.#host.clock.now() + safetyNetMs);
    this.flush();
  }

  flush(): void {
    const stream = this.#stream();
    if (stream === null) return;
    const flushed = async () => {
      await this.#flusher.flush(stream);
      if (this.#flusher.retryAt !== null) this.#alarm.by(this.#flusher.retryAt);
    };
    this.#host.waitUntil(flushed());
  }

  /** The alarm has rung. Idempotent. */
  async retry(): Promise<void> {
    const stream = this.#stream();
    if (stream !== null) await this.#flusher.flush(stream, { retry: true });
    this.#alerts.deliver();
  }

  /** Sets the alarm for what is unsaved: a new instance does not know what it was set for. */
  rearm(): void {
    const { retryAt } = this.#flusher;
    if (retryAt !== null) this.#alarm.by(retryAt);
    else if (this.#host.journal.pending(0).length > 0) this.#alarm.by(this.#host.clock.now() + safetyNetMs);
  }

  #stream(): { userId: string; epoch: string } | null {
    return this.#learner === null ? null : { userId: this.#host.userId, epoch: this.#learner.epoch };
  }

  #saved(seq: number): void {
    this.#savedSeq = seq;
    if (this.#host.journal.fenced()) this.#host.journal.setFenced(false);
    this.#connections.toOwners({ t: "saved", seq });
    this.#alerts.deliver();
  }

  /** Another writer holds our numbers: start again from our own log; where D1 still disagrees, stay degraded. */
  #fenced(): void {
    if (this.#host.journal.fenced()) return;
    this.#host.journal.setFenced(true);
    this.#alert("fenced");
    this.#host.restart("fenced by another writer");
  }

  #alert(code: string): void {
    const pending = this.#learner === null ? 0 : this.#learner.headSeq - this.#savedSeq;
    this.#alerts.raise(code, { pending });
  }
}
