import type { Alarm } from "./alarm.ts";
import { Alerts } from "./alerts.ts";
import type { Connections } from "./connections.ts";
import { withDeadline } from "./deadline.ts";
import { Flusher } from "./flusher.ts";
import type { RoomHost } from "./host.ts";
import type { Learner } from "./learner.ts";

/** What is unsaved and has no device here, or is found by a new instance, reaches D1 within this time. */
const safetyNetMs = 5_000;
/**
 * While a conversation goes on an alarm is always set, at most this far ahead: a reply that sets one waits for more
 * than its own commit. If the object dies right after an ack, a device that comes back brings the operation to D1
 * with its hello; this is for when none does.
 */
const standbyMs = 30_000;
/** What asks for everything to be saved waits this long (protocol section 4: the wallet). */
const savedWithinMs = 2_000;
/** Alerts that D1 has not taken are tried again after this time. */
const owedMs = 60_000;
/** A conversation goes on for this long after an operation. */
const conversationMs = 10 * 60_000;

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
  readonly #heard: (seq: number) => void;
  #learner: Learner | null = null;
  #savedSeq = 0;
  #refuses = false;

  constructor(
    host: RoomHost,
    connections: Connections,
    alarm: Alarm,
    activeVersion: (version: number) => void,
    heard: (seq: number) => void,
  ) {
    this.#host = host;
    this.#heard = (seq) => {
      this.#saved(seq);
      heard(seq);
    };
    this.#connections = connections;
    this.#alarm = alarm;
    this.#alerts = new Alerts(host);
    const newestRev = (key: string) => {
      const state = this.#learner?.state;
      return state?.answers.get(key)?.rev ?? state?.instances.get(key)?.rev ?? 0;
    };
    this.#flusher = new Flusher(host.journal, host.store, host, newestRev, {
      saved: (seq) => this.#heard(seq),
      store: (store) => {
        this.#connections.toOwners({ t: "status", store });
        if (store === "degraded" && !host.journal.fenced()) this.#alert("store_degraded");
      },
      retry: (at) => this.#alarm.by(at),
      activeVersion,
      fenced: () => this.#fenced(),
    });
  }

  /** Cumulative: every operation whose events end here or before is in D1 (rule 2). */
  get savedSeq(): number {
    return this.#savedSeq;
  }

  get store(): "ok" | "degraded" {
    return this.#refuses ? "degraded" : this.#flusher.state;
  }

  /** The learner whose log this is; before it there is nothing to save. */
  adopt(learner: Learner): void {
    this.#learner = learner;
    const unsaved = this.#host.journal.firstUnsaved();
    this.#savedSeq = unsaved === null ? learner.headSeq : unsaved.firstSeq - 1;
  }

  /** An operation was committed. */
  committed(): void {
    if (this.#host.journal.writesThrough) {
      this.well();
      if (this.#learner !== null) this.#heard(this.#learner.headSeq);
      return;
    }
    this.#alarm.by(this.#host.clock.now() + standbyMs);
    this.flush();
  }

  /** An operation was refused: the journal writes through, and D1 does not take it (rule 11). */
  notKept(): void {
    if (this.#refuses) return;
    this.#refuses = true;
    this.#connections.toOwners({ t: "status", store: "degraded" });
    this.#alert("store_degraded");
    this.#alarm.by(this.#host.clock.now() + owedMs);
  }

  /** D1 answers again. */
  well(): void {
    if (!this.#refuses) return;
    this.#refuses = false;
    this.#connections.toOwners({ t: "status", store: "ok" });
  }

  flush(): void {
    if (this.#learner !== null) this.#host.waitUntil(this.#flusher.flush());
  }

  /** Whether D1 has everything of this learner's; waits for it a little. */
  async allSaved(learner: Learner): Promise<boolean> {
    const isSaved = () => this.#savedSeq >= learner.headSeq;
    if (isSaved() || this.#learner === null) return isSaved();
    await withDeadline(this.#flusher.flush({ retry: true }), savedWithinMs).catch(() => undefined);
    return isSaved();
  }

  /** The alarm has rung. Idempotent. */
  async retry(): Promise<void> {
    if (this.#learner !== null) await this.#flusher.flush({ retry: true });
    this.#alerts.deliver();
  }

  /** Where no device is here that would come back and say hello, what is unsaved does not wait long. */
  unattended(): void {
    if (this.#connections.owners().length > 0 || this.#host.journal.firstUnsaved() === null) return;
    this.#alarm.by(this.#host.clock.now() + safetyNetMs);
  }

  /** Sets the alarm for what is unsaved, and for what may be soon. */
  rearm(): void {
    const { journal, clock } = this.#host;
    const { retryAt } = this.#flusher;
    const now = clock.now();
    if (retryAt !== null) this.#alarm.by(retryAt);
    else if (journal.firstUnsaved() !== null) this.#alarm.by(now + safetyNetMs);
    else if (journal.alerts.all().length > 0) this.#alarm.by(now + owedMs);
    else if (!journal.writesThrough && this.#goesOn(now)) this.#alarm.by(now + standbyMs);
  }

  #goesOn(now: number): boolean {
    const at = this.#host.journal.newestAt();
    if (at === null || this.#connections.owners().length === 0) return false;
    return Date.parse(at) > now - conversationMs;
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
