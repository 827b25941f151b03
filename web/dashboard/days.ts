/** Days of the calendar, YYYY-MM-DD, in words. */
const long = new Intl.DateTimeFormat("en", {
  weekday: "long",
  day: "numeric",
  month: "long",
  timeZone: "UTC",
});
const letter = new Intl.DateTimeFormat("en", { weekday: "short", timeZone: "UTC" });
const at = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** "Tuesday, November 18". */
export const dayWords = (day: string): string => long.format(at(day));
export const weekdayWords = (day: string): string => letter.format(at(day));
/** From 0 on Monday to 6 on Sunday. */
export const weekday = (day: string): number => (at(day).getUTCDay() + 6) % 7;
export const dayOfMonth = (day: string): number => at(day).getUTCDate();
