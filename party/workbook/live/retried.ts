import type { Alarm } from "../alarm.ts";
import type { RoomHost } from "../host.ts";

const retryFromMs = 1_000;
const retryMostMs = 60_000;

/**
 * One piece of work for the live object, at most once at a time, tried again after 2 s and then later and later, up to
 * a minute. Whoever asks for it while it runs has it run once more.
 */
export class Retried {
  readonly #host: RoomHost;
  readonly #alarm: Alarm;
  readonly #work: () => Promise<void>;
  #isRunning = false;
  #isAsked = false;
  #failures = 0;
  #retryAt: number | null = null;

  constructor(host: RoomHost, alarm: Alarm, work: () => Promise<void>) {
    this.#host = host;
    this.#alarm = alarm;
    this.#work = work;
  }

  /** It failed, and the time to try again has not come. */
  get isWaiting(): boolean {
    return this.#retryAt !== null && this.#retryAt > this.#host.clock.now();
  }

  run(): void {
    this.#isAsked = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#host.waitUntil(this.#runAll());
  }

  /** The alarm rang for something else: says again when this is due. */
  rearm(isDue: boolean): void {
    if (this.#retryAt !== null) this.#alarm.by(this.#retryAt);
    else if (isDue) this.#alarm.by(this.#host.clock.now() + retryFromMs);
  }

  async #runAll(): Promise<void> {
    try {
      while (this.#isAsked) {
        this.#isAsked = false;
        this.#retryAt = null;
        await this.#work();
      }
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      const waitMs = Math.min(retryMostMs, retryFromMs * 2 ** Math.min(10, this.#failures));
      this.#retryAt = this.#host.clock.now() + waitMs;
      this.#alarm.by(this.#retryAt);
      const name = error instanceof Error ? error.name : typeof error;
      console.warn(JSON.stringify({ code: "live_unreachable", error: name, failures: this.#failures }));
    } finally {
      this.#isRunning = false;
    }
  }
}
