import { take, untouched, type Backoff } from "./backoff.ts";
import { count } from "./counter.ts";

/** Attempts at a secret are remembered for a day after the last one. */
const backoffKeptMs = 24 * 60 * 60_000;

/** What a gate needs of its object's storage. */
export interface AttemptStorage {
  get<T>(key: string): Promise<T | undefined>;
  put<T>(key: string, value: T): Promise<void>;
  setAlarm(at: number): Promise<void>;
  deleteAll(): Promise<void>;
}

/** The attempts of one source or account, which the object's name says as a keyed hash: it holds no address. */
export class Attempts {
  readonly #storage: AttemptStorage;

  constructor(storage: AttemptStorage) {
    this.#storage = storage;
  }

  /** Counts one against a limit. @returns 0 when it is allowed, else how long to wait */
  async count(limit: number, windowMs: number, now: number): Promise<{ retryAfterMs: number }> {
    const known = (await this.#storage.get<number[]>("attempts")) ?? [];
    const { attempts, retryAfterMs } = count(known, limit, windowMs, now);
    await this.#storage.put("attempts", attempts);
    await this.#storage.setAlarm(now + windowMs);
    return { retryAfterMs };
  }

  /** One at a secret. @returns 0 when it is allowed, else how long to wait */
  async take(now: number): Promise<{ retryAfterMs: number }> {
    const known = (await this.#storage.get<Backoff>("backoff")) ?? untouched;
    const { kept, retryAfterMs } = take(known, now);
    await this.#storage.put("backoff", kept);
    await this.#storage.setAlarm(now + backoffKeptMs);
    return { retryAfterMs };
  }

  /** It succeeded, or the window has passed: nothing is remembered. */
  async forget(): Promise<void> {
    await this.#storage.deleteAll();
  }
}
