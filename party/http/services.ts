import type { Database } from "../db/client.ts";
import type { Peppers } from "../keys/peppers.ts";
import type { Ask } from "../workbook/asks.ts";
import type { Releases } from "../workbook/releases.ts";
import type { Variables } from "./environment.ts";

/** What a host gives the HTTP app: no feature below knows which host it runs on. */
export interface Services {
  readonly db: Database;
  readonly releases: Releases;
  readonly variables: Variables;
  readonly peppers: Peppers;
  readonly workbook: {
    /** Hands an authenticated upgrade to the learner's object. */
    upgrade(request: Request, userId: string, claims: string): Promise<Response>;
    ask(userId: string, question: Ask): Promise<{ status: number; body: unknown }>;
    /** Closes the sockets of one session (within a second). */
    endSession(userId: string, sessionId: string): Promise<void>;
  };
  /** Counts an attempt; `retryAfterMs` 0 when it is allowed. */
  readonly gate: (name: string, limit: number, windowMs: number) => Promise<{ retryAfterMs: number }>;
  page(request: Request): Promise<Response>;
}
