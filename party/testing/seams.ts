import type { Faults } from "../workbook/faults.ts";
import type { Releases } from "../workbook/releases.ts";
import { FaultyD1 } from "./faulty-d1.ts";
import { testReleases } from "./workbook-release.ts";

/* For tests only: what a learner's object is given from outside, by learner (see tests/workerd/worker.ts). */

const none = {
  beforeCommit: () => {},
  afterCommit: () => {},
  beforeFlush: async () => {},
  afterD1: async () => {},
};

/** One learner's surroundings. */
export class Seams {
  readonly d1 = new FaultyD1();
  faults: Faults = none;
  releases: Releases = testReleases;
  /** What becomes of what this learner's object tells live objects. */
  live: "ok" | "fails" | "hangs" = "ok";
  /** How many of them hang. */
  held = 0;
  #ahead = 86_400_000;
  #held: number | null = null;

  /**
   * A day ahead of the real clock, so that no alarm rings by itself: a test rings it with
   * `runDurableObjectAlarm`.
   */
  now(): number {
    return this.#held ?? Date.now() + this.#ahead;
  }

  /** Time stands still; `advance` still moves it. */
  hold(): void {
    this.#held = this.now();
  }

  advance(ms: number): void {
    this.#ahead += ms;
    if (this.#held !== null) this.#held += ms;
  }

  inject(faults: Partial<Faults>): void {
    this.faults = { ...none, ...faults };
  }

  heal(): void {
    this.d1.now = "ok";
    this.live = "ok";
    this.faults = none;
  }
}

/** Does it, or fails or hangs as the seam says. */
export async function throughSeam<T>(seams: Seams, work: () => Promise<T>): Promise<T> {
  if (seams.live === "hangs") {
    seams.held += 1;
    return new Promise<T>(() => {});
  }
  if (seams.live === "fails") throw new Error("the live object is dead");
  return work();
}

const known = new Map<string, Seams>();

export function seamsOf(userId: string): Seams {
  const seams = known.get(userId) ?? new Seams();
  known.set(userId, seams);
  return seams;
}
