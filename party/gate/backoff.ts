/** Attempts that may fail before one has to wait. */
const free = 5;
const longestSeconds = 900;

export interface Backoff {
  readonly attempts: number;
  /** Milliseconds since the epoch: no attempt before it. */
  readonly openAt: number;
}
export const untouched: Backoff = { attempts: 0, openAt: 0 };

/**
 * Takes one attempt at a secret: five are free, then each waits twice as long as the one before it: 1, 2, 4 … 900 s
 * (security 3, brute force). An attempt is counted before it is known to fail, so that many at once get no more
 * than one after the other; the one that succeeds clears the count.
 * @returns what to keep, and how long to wait: 0 when this one is allowed
 */
export function take(kept: Backoff, now: number): { kept: Backoff; retryAfterMs: number } {
  if (now < kept.openAt) return { kept, retryAfterMs: kept.openAt - now };
  const attempts = kept.attempts + 1;
  const seconds = attempts < free ? 0 : Math.min(longestSeconds, 2 ** (attempts - free));
  return { kept: { attempts, openAt: now + seconds * 1000 }, retryAfterMs: 0 };
}
