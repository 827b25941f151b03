/** Days and times in the learner's own zone and habit of writing them. */
const timeOf = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const dayOf = new Intl.DateTimeFormat("en", { weekday: "long", day: "numeric", month: "long" });
const dayOfYear = new Intl.DateTimeFormat("en", { day: "numeric", month: "long", year: "numeric" });

export const time = (at: string): string => timeOf.format(new Date(at));

/** "9:41" where that was today, else "yesterday, 9:41": inside a sentence. */
export const moment = (at: string): string =>
  localDay(at) === localDay(new Date()) ? time(at) : `${onDay(at)}, ${time(at)}`;

/** "2026-11-22" in local time. */
export function localDay(at: string | Date): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** "today", "yesterday", "on Tuesday, 18 November": inside a sentence. */
export function onDay(at: string | Date): string {
  const name = dayName(at);
  return name === "Today" || name === "Yesterday" ? name.toLowerCase() : `on ${name}`;
}

/** "Today", "Yesterday", "Tuesday, 18 November", or with the year when it was another one. */
export function dayName(at: string | Date, now: Date = new Date()): string {
  const date = new Date(at);
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (localDay(date) === localDay(now)) return "Today";
  if (localDay(date) === localDay(yesterday)) return "Yesterday";
  return date.getFullYear() === now.getFullYear() ? dayOf.format(date) : dayOfYear.format(date);
}
