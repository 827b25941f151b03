/** ISO 8601 in UTC, never ahead of now: a forged time in the year 2999 would win for ever. */
export const clamped = (time: string, now: string): string => {
  const utc = new Date(time).toISOString();
  return utc > now ? now : utc;
};
