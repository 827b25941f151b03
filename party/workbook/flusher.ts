import type { Clock } from "./clock.ts";
import { withDeadline } from "./deadline.ts";
import type { Faults } from "./faults.ts";
import type { Journal, PendingOp } from "./journal/journal.ts";
import { FencedError, type LearnerStore } from "./store.ts";

/** D1 may stall for tens of seconds: after this long the batch counts as failed, and is tried again. */
const flushDeadlineMs = 2_000;
const firstRetryMs = 1_000;
const longestRetryMs = 60_000;
/** Well under D1's limits on a batch (decision 30). */
const batchBytes = 1_000_000;

export interface FlushListener {
  saved(seq: number): void;
  store(state: "ok" | "degraded"): void;
  activeVersion(version: number): void;
  /** Another writer holds our numbers; told before `store`. */
  fenced(): void;
}

interface Stream {
  readonly userId: string;
  readonly epoch: string;
}

/**
 * Brings the journal's unsaved operations to D1: one flush at a time, oldest first, again and again until
 * nothing is left (platform 2.3). A failed flush is retried by the object's alarm; an exact retry is a no-op
 * in D1, so a batch that committed after its timeout does no harm.
 */
export class Flusher {
  readonly #journal: Journal;
  readonly #store: LearnerStore;
  readonly #clock: Clock;
  readonly #faults: Faults;
  readonly #listener: FlushListener;
  readonly #newestRev: (key: string) => number;
  #running: Promise<void> | null = null;
  #failures = 0;
  #retryAt: number | null = null;
  #state: "ok" | "degraded" = "ok";

  constructor(
    journal: Journal,
    store: LearnerStore,
    environment: { clock: Clock; faults: Faults },
    newestRev: (key: string) => number,
    listener: FlushListener,
  ) {
    this.#journal = journal;
    this.#store = store;
    this.#clock = environment.clock;
    this.#faults = environment.faults;
    this.#newestRev = newestRev;
    this.#listener = listener;
  }

  get state(): "ok" | "degraded" {
    return this.#state;
  }

  /** When the alarm should try again; null when nothing failed. */
  get retryAt(): number | null {
    return this.#retryAt;
  }

  /** Starts a flush, or joins the one that runs. Never rejects. While a retry is due it waits for that. */
  flush(stream: Stream, options: { retry?: boolean } = {}): Promise<void> {
    if (this.#running !== null) return this.#running;
    if (this.#retryAt !== null && options.retry !== true) return Promise.resolve();
    this.#running = Promise.resolve().then(() => this.#drain(stream));
    return this.#running;
  }

  /** Ends in the same breath in which it finds nothing left: what is committed after starts the next. */
  async #drain(stream: Stream): Promise<void> {
    try {
      for (
        let ops = this.#journal.pending(batchBytes);
        ops.length > 0;
        ops = this.#journal.pending(batchBytes)
      ) {
        if (!(await this.#batch(stream, ops))) return;
      }
    } finally {
      this.#running = null;
    }
  }

  async #batch(stream: Stream, ops: readonly PendingOp[]): Promise<boolean> {
    const last = ops.at(-1);
    if (last === undefined) return false;
    const changes = ops.flatMap((op) => op.changes);
    try {
      await this.#faults.beforeFlush();
      const flushed = this.#store.flush({ ...stream, ops, changes });
      const { activeVersion } = await withDeadline(flushed, flushDeadlineMs);
      await this.#faults.afterD1();
      this.#journal.saved(last.n, this.#newestRev);
      this.#succeeded();
      this.#listener.saved(last.lastSeq);
      if (activeVersion !== null) this.#listener.activeVersion(activeVersion);
      return true;
    } catch (error) {
      this.#failed(error, ops.length);
      return false;
    }
  }

  #succeeded(): void {
    this.#failures = 0;
    this.#retryAt = null;
    this.#become("ok");
  }

  #failed(error: unknown, pending: number): void {
    this.#failures += 1;
    const longest = Math.min(firstRetryMs * 2 ** (this.#failures - 1), longestRetryMs);
    // Half fixed, half chance: many objects must not come back to D1 in step.
    this.#retryAt = this.#clock.now() + Math.round(longest / 2 + (longest / 2) * Math.random());
    console.warn(
      JSON.stringify({ code: "flush_failed", failures: this.#failures, pending, error: nameOf(error) }),
    );
    if (error instanceof FencedError) this.#listener.fenced();
    this.#become("degraded");
  }

  #become(state: "ok" | "degraded"): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#listener.store(state);
  }
}

/** The kind of an error, for a log line: its message may hold what somebody wrote. */
const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  return /^(D1_ERROR|D1_EXEC_ERROR|Network connection lost)/.exec(error.message)?.[0] ?? error.name;
};
