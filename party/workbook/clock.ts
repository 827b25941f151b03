/** Time and chance, given from outside so that tests can hold them. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}
export const systemClock: Clock = { now: () => Date.now() };

export const isoTime = (ms: number): string => new Date(ms).toISOString();

/**
 * The operation's `at` (protocol section 2): the client's, clamped to ≤ now and ≥ the device's previous one.
 * @param previous the device's previous one
 * @param shared from when on what is written now is shared: a slow clock puts nothing before that (SPEC LI3)
 */
export function clampAt(
  claimed: string | undefined,
  previous: string | undefined,
  shared: string | null,
  nowMs: number,
): string {
  const now = isoTime(nowMs);
  const parsed = claimed === undefined ? Number.NaN : Date.parse(claimed);
  const wanted = Number.isNaN(parsed) ? now : isoTime(Math.min(parsed, nowMs));
  const latest = [previous ?? "", shared ?? ""].reduce((a, b) => (b > a ? b : a), wanted);
  return latest > now ? now : latest;
}
