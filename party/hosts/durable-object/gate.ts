import { DurableObject } from "cloudflare:workers";
import { Attempts } from "../../gate/attempts.ts";
import type { Env } from "./env.ts";

/** Counts attempts of one source or account; named by a keyed hash, so that it holds no address. */
export class Gate extends DurableObject<Env> {
  readonly #attempts = new Attempts(this.ctx.storage);

  attempt(limit: number, windowMs: number): Promise<{ retryAfterMs: number }> {
    return this.#attempts.count(limit, windowMs, Date.now());
  }

  take(): Promise<{ retryAfterMs: number }> {
    return this.#attempts.take(Date.now());
  }

  clear(): Promise<void> {
    return this.#attempts.forget();
  }

  override alarm(): Promise<void> {
    return this.#attempts.forget();
  }
}
