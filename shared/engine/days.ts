/**
 * Days of a calendar, written YYYY-MM-DD: they compare as texts. Pure: the moment and the zone are given.
 */

/** Now, and where: everything that a learner's calendar depends on. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly ms: number;
  /** An IANA zone that this runtime knows (`knownZone`). */
  readonly zone: string;
}

const parts = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string): Intl.DateTimeFormat {
  const known = parts.get(zone);
  if (known !== undefined) return known;
  const options = { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const made = new Intl.DateTimeFormat("en-CA", { ...options, calendar: "gregory", numberingSystem: "latn" });
  parts.set(zone, made);
  return made;
}

/** The same zone, or UTC where it is none that this runtime knows. */
export function knownZone(zone: string | null | undefined): string {
  if (zone === null || zone === undefined) return "UTC";
  try {
    formatIn(zone);
    return zone;
  } catch {
    return "UTC";
  }
}

/** The day that it is in `zone` at `ms` milliseconds since 1970. */
export function dayIn(zone: string, ms: number): string {
  const named = Object.fromEntries(
    formatIn(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  return `${named["year"] ?? ""}-${named["month"] ?? ""}-${named["day"] ?? ""}`;
}

const msPerDay = 86_400_000;

/** The day `days` after `day`, before it where negative; days have no hours, so no clock change moves it. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * msPerDay).toISOString().slice(0, 10);

/** How many days `to` is after `from`. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / msPerDay);

/** The same day `years` later; where there is no 29 February, 1 March, as SQLite counts (spec 13). */
export const addYears = (day: string, years: number): string => {
  const [year = "", month = "", date = ""] = day.split("-");
  return new Date(Date.UTC(Number(year) + years, Number(month) - 1, Number(date))).toISOString().slice(0, 10);
};
