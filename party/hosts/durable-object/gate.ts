import { DurableObject } from "cloudflare:workers";
import { take, untouched, type Backoff } from "../../gate/backoff.ts";
import { count } from "../../gate/counter.ts";
import type { Env } from "./env.ts";

/** Attempts at a secret are remembered for a day after the last one. */
const backoffKeptMs = 24 * 60 * 60_000;

/** Counts attempts of one source or account; named by a keyed hash, so that it holds no address. */
export class Gate extends DurableObject<Env> {
  /** @returns 0 when the attempt is allowed, else how long to wait */
  async attempt(limit: number, windowMs: number): Promise<{ retryAfterMs: number }> {
    const now = Date.now();
    const known = (await this.ctx.storage.get<number[]>("attempts")) ?? [];
    const { attempts, retryAfterMs } = count(known, limit, windowMs, now);
    await this.ctx.storage.put("attempts", attempts);
    await this.ctx.storage.setAlarm(now + windowMs);
    return { retryAfterMs };
  }

  async take(): Promise<{ retryAfterMs: number }> {
    const now = Date.now();
    const known = (await this.ctx.storage.get<Backoff>("backoff")) ?? untouched;
    const { kept, retryAfterMs } = take(known, now);
    await this.ctx.storage.put("backoff", kept);
    await this.ctx.storage.setAlarm(now + backoffKeptMs);
    return { retryAfterMs };
  }

  async clear(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }

  /** The window has passed: nothing is remembered. */
  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}
