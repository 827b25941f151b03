import * as z from "zod/mini";
import {
  dashboardAreas,
  ratingRange,
  type DashboardArea,
  type DashboardValue,
} from "../../../shared/tools/life_dashboard/tool.ts";
import type { OtherAnswer } from "../../model/card.ts";
import { dayName, time } from "../../ui/when.ts";
import type { Problem } from "../card/problems.ts";

export type Ratings = Readonly<Record<DashboardArea, number | null>>;

export interface DashboardDraft {
  readonly ratings: Ratings;
  readonly notes: string;
}

export const longestNotes = 2000;
export const steps = Array.from({ length: ratingRange.max }, (_, i) => i + ratingRange.min);

const rating = z.nullable(z.int().check(z.minimum(ratingRange.min), z.maximum(ratingRange.max)));
const given = z.object({ work: rating, play: rating, love: rating, health: rating });
const draftShape = z.object({ ratings: given, notes: z.string() });

/** The ratings of an answer, whether its notes can be read here or not; null where it is none. */
export function readRatings(value: unknown): Ratings | null {
  const read = given.safeParse(value);
  if (!read.success) return null;
  return dashboardAreas.some((area) => read.data[area] !== null) ? read.data : null;
}

/** The notes of an answer; null where they are locked. */
export function readNotes(value: unknown): string | null {
  const read = z.object({ notes: z.string() }).safeParse(value);
  return read.success ? read.data.notes : null;
}

/** The draft, else the answer that stands, else nothing rated. */
export function restoreDashboard(draft: unknown, value: unknown): DashboardDraft {
  const kept = draftShape.safeParse(draft);
  if (kept.success) return kept.data;
  const none = { work: null, play: null, love: null, health: null };
  const from = readRatings(draft) === null ? value : draft;
  return { ratings: readRatings(from) ?? none, notes: readNotes(from) ?? "" };
}

/** Rates an area; null leaves it out. */
export const withRating = (
  draft: DashboardDraft,
  area: DashboardArea,
  value: number | null,
): DashboardDraft => ({
  ...draft,
  ratings: { ...draft.ratings, [area]: value },
});

export const dashboardValue = ({ ratings, notes }: DashboardDraft): DashboardValue => ({
  ...ratings,
  notes: notes.trim() === "" ? "" : notes,
});

export function dashboardProblems({ ratings, notes }: DashboardDraft): Problem[] {
  const isEmpty = dashboardAreas.every((area) => ratings[area] === null);
  return [
    ...(isEmpty ? [{ at: "work", words: "Put a number on at least one of the four." }] : []),
    ...(notes.length > longestNotes
      ? [{ at: "notes", words: `At most ${longestNotes} letters: ${notes.length - longestNotes} too many.` }]
      : []),
  ];
}

/** What is left, in words; an area that is left out is fine. */
export function dashboardLeft({ ratings }: DashboardDraft): string {
  const done = dashboardAreas.filter((area) => ratings[area] !== null).length;
  return done === 0 ? "" : `${done} of ${dashboardAreas.length}`;
}

/** The four numbers as they stood at one time. */
export interface Reading {
  /** ISO 8601. */
  readonly at: string;
  readonly ratings: Ratings;
}

/** What readings are called: by their day, and where two are of one day by their time as well. */
export function momentNames(at: readonly string[], today: Date): string[] {
  const days = at.map((one) => dayName(one, today));
  return days.map((day, i) =>
    days.filter((other) => other === day).length > 1 ? `${day}, ${time(at[i] ?? "")}` : day,
  );
}

/** Readings of other answers, the oldest first. */
export const readingsOf = (others: readonly OtherAnswer[]): Reading[] =>
  others
    .flatMap(({ value, at }): Reading[] => {
      const ratings = readRatings(value);
      return ratings === null ? [] : [{ at, ratings }];
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
