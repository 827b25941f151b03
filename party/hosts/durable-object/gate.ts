import { DurableObject } from "cloudflare:workers";
import { count } from "../../gate/counter.ts";
import type { Env } from "./env.ts";

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

  /** The window has passed: nothing is remembered. */
  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}
