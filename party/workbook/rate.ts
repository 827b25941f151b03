import { limits } from "../../shared/protocol/limits.ts";

/**
 * The learner's operations per second (protocol section 1). In memory only: an object that has hibernated
 * has been idle for longer than the bucket takes to fill.
 */
export class OperationRate {
  #tokens: number = limits.opsBurst;
  #at = 0;

  /** @returns 0 when the operation may run, else how many milliseconds until the next may. */
  take(nowMs: number): number {
    const gained = ((nowMs - this.#at) / 1000) * limits.opsPerSecond;
    this.#tokens = Math.min(limits.opsBurst, this.#tokens + Math.max(0, gained));
    this.#at = nowMs;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 0;
    }
    return Math.ceil(((1 - this.#tokens) / limits.opsPerSecond) * 1000);
  }
}

/** Frames per second of one connection. */
export class FrameRate {
  readonly #seen = new Map<string, { second: number; count: number }>();

  /** @returns false when this connection sends too fast. */
  allows(connectionId: string, nowMs: number): boolean {
    const second = Math.floor(nowMs / 1000);
    const known = this.#seen.get(connectionId);
    const count = known?.second === second ? known.count + 1 : 1;
    this.#seen.set(connectionId, { second, count });
    return count <= limits.framesPerSecond;
  }

  forget(connectionId: string): void {
    this.#seen.delete(connectionId);
  }
}
