import type { Person, Place } from "../attention.ts";

/* For tests only: rooms of 14, and what is special about some of them. */

/** 10:12 on a Thursday in November. */
export const now = Date.parse("2026-11-26T10:12:00Z");
export const ago = (minutes: number): number => now - minutes * 60_000;

export const place = (blockId: string, isPrivate = false): Place => ({
  blockId,
  exerciseId: blockId.split(".").slice(0, 3).join("."),
  private: isPrivate,
});

const names = [
  "Alder",
  "Birch",
  "Cedar",
  "Dove",
  "Elm",
  "Fen",
  "Gull",
  "Heron",
  "Iris",
  "Juniper",
  "Kestrel",
  "Linden",
  "Maple",
  "Wren",
] as const;
export type Name = (typeof names)[number];

/** Somebody in the middle of it, of whom nothing is to be said: three minutes for every question so far. */
const ordinary = (alias: string, i: number): Person => ({
  participantId: alias.toLowerCase(),
  alias,
  joinedAt: ago(40),
  presence: "active",
  presenceSince: ago(30),
  handSince: null,
  place: place("1.3.2.week"),
  placeSince: ago(1 + (i % 3)),
  typedAt: null,
  edits: [],
  unsent: false,
  done: false,
  settled: 17 + (i % 4),
  total: 50,
  took: { "1.3.2.past": (2 + (i % 3)) * 60_000, "1.3.1.where": 60_000 },
});

/** Fourteen learners, all ordinary but for what is given. */
export const roomOf = (special: Partial<Record<Name, Partial<Person>>>): Person[] =>
  names.map((alias, i) => ({ ...ordinary(alias, i), ...special[alias] }));
