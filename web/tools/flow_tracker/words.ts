import { flowTags, tagNames, type FlowTag } from "../../../shared/tools/flow_tracker/tags.ts";
import type { FlowEntry } from "../../../shared/tools/flow_tracker/tool.ts";
import { showMonth } from "../../../shared/tools/list_builder/months.ts";

/** −2 as people write it: with its sign, and the sign of a minus. */
export const signed = (energy: number): string =>
  energy > 0 ? `+${energy}` : energy < 0 ? `−${-energy}` : "0";

export const energyEnds = ["It wore me out", "I came away with more than I brought"] as const;
export const focusEnds = ["My mind was elsewhere", "I forgot the clock"] as const;

export const tagQuestions: Readonly<Record<FlowTag, string>> = {
  people: "With whom?",
  place: "Where?",
  task: "Doing what kind of thing?",
  tools: "With what?",
  pace: "How fast?",
};

const dayOf = new Intl.DateTimeFormat("en", { weekday: "short", day: "numeric", month: "short" });
const dayOfYear = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });

/** A calendar day at its noon here: the zone shifts it to no other day. */
const atNoon = (day: string) => new Date(`${day}T12:00:00`);

/** "Wed 25 Nov", with the year where it is another one; a month or a year as it is. */
export function dayWords(day: string, today: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return showMonth(day);
  return (day.slice(0, 4) === today.slice(0, 4) ? dayOf : dayOfYear).format(atNoon(day)).replace(",", "");
}

/** The week of a Monday: "November 23 to 29". */
export function weekWords(monday: string): string {
  const from = atNoon(monday);
  const to = new Date(from);
  to.setDate(to.getDate() + 6);
  const long = new Intl.DateTimeFormat("en", { month: "long" });
  const months = [from, to].map((date) => long.format(date));
  const end = months[0] === months[1] ? String(to.getDate()) : `${months[1]} ${to.getDate()}`;
  return `${months[0]} ${from.getDate()} to ${end}`;
}

/** What was chosen about a moment, in words. */
export const tagWords = (row: Partial<FlowEntry>): string[] =>
  tagNames.flatMap((name) => flowTags[name].find(({ value }) => value === row[name])?.text ?? []);
