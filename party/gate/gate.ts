/** Counts attempts, by a name that holds no address (`party/http/session/source.ts`). */
export interface Gates {
  /** Counts an attempt against a limit; `retryAfterMs` 0 when it is allowed. */
  count(name: string, limit: number, windowMs: number): Promise<{ retryAfterMs: number }>;
  /** Takes an attempt at a secret (`backoff.ts`); `retryAfterMs` 0 when it is allowed. */
  take(name: string): Promise<{ retryAfterMs: number }>;
  /** The attempt succeeded: nothing is held against the next one. */
  clear(name: string): Promise<void>;
}
