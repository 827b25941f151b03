import type { Clock } from "./clock.ts";

/**
 * The object's one alarm, over everything that is due: it is only ever brought forward, and whoever handles
 * it says again what is still due.
 */
export class Alarm {
  readonly #clock: Clock;
  readonly #set: (at: number) => void;
  #at: number | null = null;

  constructor(clock: Clock, set: (at: number) => void) {
    this.#clock = clock;
    this.#set = set;
  }

  /** What an instance before this one has set; null when nothing is. */
  found(at: number | null): void {
    this.#at = at;
  }

  by(at: number): void {
    // One that is past was missed or is running: it does not count.
    if (this.#at !== null && this.#at <= at && this.#at > this.#clock.now()) return;
    this.#at = at;
    this.#set(at);
  }

  rang(): void {
    this.#at = null;
  }
}
