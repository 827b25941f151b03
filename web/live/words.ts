import type { Facilitator } from "../../shared/protocol/room.ts";
import { dayName } from "../ui/when.ts";

const both = new Intl.ListFormat("en-GB", { type: "conjunction" });

export const listed = (words: readonly string[]): string => both.format(words);

/** "Maria (example.org)": who may see, with the domain of the address that they have confirmed. */
export const whoWords = (facilitators: readonly Facilitator[]): string =>
  listed(facilitators.map(({ name, domain }) => `${name} (${domain})`));

/** "Maria and Jo are reading along now." */
export const readingWords = (names: readonly string[]): string =>
  `${listed([...new Set(names)])} ${new Set(names).size === 1 ? "is" : "are"} reading along now.`;

/** Who can see it and who is looking, said once where they are the same. */
export function seenWords(
  {
    facilitators,
    modules,
  }: { readonly facilitators: readonly Facilitator[]; readonly modules: readonly string[] },
  watching: readonly string[],
): string {
  const names = facilitators.map(({ name }) => name);
  const see = `${listed(names)} can see your answers in ${listed(modules)}.`;
  if (watching.length === 0) return see;
  const now = readingWords(watching);
  return names.every((name) => watching.includes(name)) ? now : `${see} ${now}`;
}

/** "today", "Tuesday, 18 November": inside a sentence. */
export const dayWithin = (at: string): string =>
  dayName(at).replace(/^(Today|Yesterday)$/, (word) => word.toLowerCase());

const minute = 60_000;

/** "3 min"; nothing under one. */
export function sinceWords(at: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(at)) / minute);
  if (minutes < 1) return "";
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** "3 min 20 s", for what one person spent on something. */
export function spentWords(ms: number | null): string {
  if (ms === null) return "–";
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min${seconds % 60 === 0 ? "" : ` ${seconds % 60} s`}`;
}

export const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
