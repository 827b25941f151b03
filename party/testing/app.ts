import { env } from "cloudflare:workers";
import { take, untouched, type Backoff } from "../gate/backoff.ts";
import { count } from "../gate/counter.ts";
import type { Gates } from "../gate/gate.ts";
import { servicesOf } from "../hosts/durable-object/services.ts";
import { httpApp } from "../http/app.ts";
import type { Services } from "../http/services.ts";
import { origin } from "./client.ts";

/* For tests only: the HTTP app with something of its own put in. */

export type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/** The app over the real database and objects; `settled` waits for what it left to do after its answers. */
export function appWith(own: Partial<Services>): { fetch: Fetch; settled: () => Promise<void> } {
  const app = httpApp({ ...servicesOf(env), ...own });
  const left: Promise<unknown>[] = [];
  const context = {
    waitUntil: (work: Promise<unknown>) => void left.push(work),
    passThroughOnException() {},
  } as unknown as ExecutionContext;
  return {
    fetch: async (path, init) => app.fetch(new Request(`${origin}${path}`, init), env, context),
    async settled() {
      await Promise.all(left.splice(0));
    },
  };
}

/** POST as the page sends it. */
export const posting =
  (fetch: Fetch) =>
  (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { Origin: origin, "Content-Type": "application/json", ...headers },
    });

/** The same counters without objects, and in a time that a test moves: for thousands of attempts. */
export function memoryGates(): Gates & { advance(ms: number): void } {
  let now = 0;
  const counted = new Map<string, number[]>();
  const taken = new Map<string, Backoff>();
  return {
    async count(name, limit, windowMs) {
      const { attempts, retryAfterMs } = count(counted.get(name) ?? [], limit, windowMs, now);
      counted.set(name, attempts);
      return { retryAfterMs };
    },
    async take(name) {
      const { kept, retryAfterMs } = take(taken.get(name) ?? untouched, now);
      taken.set(name, kept);
      return { retryAfterMs };
    },
    async clear(name) {
      taken.delete(name);
    },
    advance(ms) {
      now += ms;
    },
  };
}
