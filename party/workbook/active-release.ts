import type { Clock } from "./clock.ts";
import type { LearnerStore } from "./store.ts";

/** Hellos ask D1 for the active release at most this often. */
const askEveryMs = 10_000;

interface Environment {
  readonly clock: Clock;
  readonly store: LearnerStore;
  waitUntil(work: Promise<unknown>): void;
}

/** Which release is active (decision 28), as far as D1 has said: every flush does, and a hello asks. */
export class ActiveRelease {
  readonly #environment: Environment;
  readonly #told: (version: number) => void;
  #version: number | null = null;
  #askedAt = 0;

  /** @param told hears of it whenever D1 has said it, the same version again too */
  constructor(environment: Environment, told: (version: number) => void) {
    this.#environment = environment;
    this.#told = told;
  }

  /** Null before the first word from D1. */
  get version(): number | null {
    return this.#version;
  }

  heard(version: number): void {
    this.#version = version;
    this.#askedAt = this.#environment.clock.now();
    this.#told(version);
  }

  /** Without holding anything up. */
  ask(): void {
    const { clock, store } = this.#environment;
    const now = clock.now();
    if (now - this.#askedAt < askEveryMs) return;
    this.#askedAt = now;
    const asked = async () => {
      const version = await store.active().catch(() => null);
      if (version !== null) this.heard(version);
    };
    this.#environment.waitUntil(asked());
  }
}
