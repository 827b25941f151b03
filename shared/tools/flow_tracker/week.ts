import type { FlowEntry } from "./tool.ts";

/** A moment worth growing from: it gave energy and held the attention (content plan 1f). */
export const isSeed = ({ energy, focus }: Pick<FlowEntry, "energy" | "focus">): boolean =>
  energy >= 1 && focus >= 4;

/** The Monday of a day's week (ISO 8601), both YYYY-MM-DD; null where only a month or year is known. */
export function weekOf(day: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The entries by week, the newest first, the days of a week in order; what has no day comes last, as one. */
export function byWeek(rows: readonly FlowEntry[]): { week: string | null; rows: FlowEntry[] }[] {
  const weeks = new Map<string | null, FlowEntry[]>();
  for (const row of rows.toSorted((a, b) => compare(a.day, b.day))) {
    const week = weekOf(row.day);
    weeks.set(week, [...(weeks.get(week) ?? []), row]);
  }
  return [...weeks]
    .map(([week, inside]) => ({ week, rows: inside }))
    .sort((a, b) => compare(b.week ?? "", a.week ?? ""));
}
