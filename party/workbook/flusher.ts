import type { Clock } from "./clock.ts";
import { flushDeadlineMs, withDeadline } from "./deadline.ts";
import type { Faults } from "./faults.ts";
import type { Journal, PendingOp } from "./journal/journal.ts";
import { FencedError, kindOf, type LearnerStore } from "./store.ts";

const firstRetryMs = 1_000;
const longestRetryMs = 60_000;
/** Well under D1's limits on a batch (decision 30). */
const batchBytes = 1_000_000;
/** D1 takes one batch at a time from everybody: one that takes longer than this has others before it. */
const busyMs = 100;
const longestPauseMs = 1_000;

export interface FlushListener {
  saved(seq: number): void;
  store(state: "ok" | "degraded"): void;
  /** A flush has failed, and is to be tried again at this time. */
  retry(at: number): void;
  activeVersion(version: number): void;
  /** Another writer holds our numbers; told before `store`. */
  fenced(): void;
}

interface Environment {
  readonly userId: string;
  readonly clock: Clock;
  readonly faults: Faults;
  /** As a host has them. */
  settled(): Promise<void>;
  left(): Promise<void>;
}

/**
 * Brings the journal's unsaved operations to D1: one flush at a time, oldest first, again and again until
 * nothing is left (platform 2.3). A failed flush is retried by the object's alarm; an exact retry is a no-op
 * in D1, so a batch that committed after its timeout does no harm.
 */
export class Flusher {
  readonly #journal: Journal;
  readonly #store: LearnerStore;
  readonly #environment: Environment;
  readonly #listener: FlushListener;
  readonly #newestRev: (key: string) => number;
  #running: Promise<void> | null = null;
  #failures = 0;
  #retryAt: number | null = null;
  #state: "ok" | "degraded" = "ok";
  #pauseMs = 0;

  constructor(
    journal: Journal,
    store: LearnerStore,
    environment: Environment,
    newestRev: (key: string) => number,
    listener: FlushListener,
  ) {
    this.#journal = journal;
    this.#store = store;
    this.#environment = environment;
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
  flush(options: { retry?: boolean } = {}): Promise<void> {
    if (this.#running !== null) return this.#running;
    if (this.#retryAt !== null && options.retry !== true) return Promise.resolve();
    this.#running = this.#drain();
    return this.#running;
  }

  /**
   * Out of the reply's way: a turn of the event loop later, when `ack` or `saved` has left, which D1's request
   * would have waited for anyway. Ends in the same breath in which it finds nothing left: what is committed
   * after starts the next.
   */
  async #drain(): Promise<void> {
    try {
      let told: PendingOp | null = null;
      await this.#environment.left();
      for (;;) {
        if (told !== null) await this.#environment.settled();
        // After `saved` was told: an object that dies in between sends the batch again, which is a no-op.
        if (told !== null) this.#journal.saved(told.n, this.#newestRev);
        await this.#pause();
        const ops = this.#journal.pending(batchBytes);
        // In the same breath: a merge gives the log another name while a batch is on its way.
        const { epoch } = this.#journal;
        if (ops.length === 0 || epoch === null) return;
        told = await this.#batch(epoch, ops);
        if (told === null) return;
      }
    } catch (error) {
      this.#failed(error, 0);
    } finally {
      this.#running = null;
    }
  }

  /**
   * A busy D1 gets fewer and larger batches: the next waits for as long as the last one took, while operations
   * gather.
   */
  async #pause(): Promise<void> {
    if (this.#pauseMs === 0) return;
    const ms = this.#pauseMs;
    this.#pauseMs = 0;
    await new Promise((resolve) => setTimeout(resolve, ms));
  }

  /** @returns the last operation that D1 has now, or null when it failed */
  async #batch(epoch: string, ops: readonly PendingOp[]): Promise<PendingOp | null> {
    const last = ops.at(-1);
    if (last === undefined) return null;
    const { faults, userId } = this.#environment;
    const changes = ops.flatMap((op) => op.changes);
    const start = performance.now();
    try {
      await faults.beforeFlush();
      const flushed = this.#store.flush({ userId, epoch, ops, changes });
      const { activeVersion } = await withDeadline(flushed, flushDeadlineMs(changes.length));
      await faults.afterD1();
      const tookMs = performance.now() - start;
      this.#pauseMs = tookMs < busyMs ? 0 : Math.min(tookMs, longestPauseMs);
      this.#succeeded();
      this.#listener.saved(last.lastSeq);
      if (activeVersion !== null) this.#listener.activeVersion(activeVersion);
      return last;
    } catch (error) {
      this.#failed(error, ops.length);
      return null;
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
    const retryAt = this.#environment.clock.now() + Math.round(longest / 2 + (longest / 2) * Math.random());
    this.#retryAt = retryAt;
    this.#listener.retry(retryAt);
    console.warn(
      JSON.stringify({ code: "flush_failed", failures: this.#failures, pending, error: kindOf(error) }),
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
