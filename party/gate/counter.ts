/**
 * Counts one attempt against a limit.
 * @returns the attempts to keep, and how long to wait: 0 when this one is allowed
 */
export function count(
  attempts: readonly number[],
  limit: number,
  windowMs: number,
  now: number,
): { attempts: number[]; retryAfterMs: number } {
  const recent = attempts.filter((at) => at > now - windowMs);
  const oldest = recent[0];
  if (recent.length >= limit && oldest !== undefined) {
    return { attempts: recent, retryAfterMs: oldest + windowMs - now };
  }
  return { attempts: [...recent, now], retryAfterMs: 0 };
}
