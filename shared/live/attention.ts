import { presences, reasons } from "../protocol/live.ts";

/**
 * Who needs the facilitator, and why in words (issue 6; SPEC LI6). Pure: people and a time in, reasons out. It knows
 * where people are and when they touched something, never what they wrote.
 */

export type Presence = (typeof presences)[number];

export interface Place {
  readonly blockId: string;
  readonly exerciseId: string;
  /** Only the learner can read it. */
  readonly private: boolean;
}

/** One learner of a room, as the rule sees them. Times are milliseconds since 1970. */
export interface Person {
  readonly participantId: string;
  readonly alias: string;
  readonly joinedAt: number;
  readonly presence: Presence;
  readonly presenceSince: number;
  /** Null while it is down. */
  readonly handSince: number | null;
  /** The question that waits for them; null outside the session's modules. */
  readonly place: Place | null;
  readonly placeSince: number;
  /** The last key, as far as it was told; null when there was none. */
  readonly typedAt: number | null;
  /** When they changed answers they had given before. */
  readonly edits: readonly number[];
  /** Something begun waits for its sending. */
  readonly unsent: boolean;
  /** Past the last question of the session's modules. */
  readonly done: boolean;
  /** Questions answered or passed, of how many. */
  readonly settled: number;
  readonly total: number;
  /** How long each question took them here, in milliseconds, by block. */
  readonly took: Readonly<Record<string, number>>;
}

export type Reason = (typeof reasons)[number];

export interface Needs {
  readonly reason: Reason;
  readonly sentence: string;
}

export interface Attention {
  /** Null where nobody is needed. */
  readonly needs: Needs | null;
  /** What is so, without needing anybody. */
  readonly says: string | null;
  /** The larger, the sooner; 0 where nobody is needed. */
  readonly weight: number;
}

const minute = 60_000;

/** The numbers of the rule (SPEC LI6). */
export const thresholds = {
  /** Whoever has just come is left alone, unless their hand is up. */
  settlingIn: 2 * minute,
  /** A key within this time: they write, and whoever writes is not stuck. */
  writing: 2 * minute,
  /** Stuck: so many times the group's median, at least so long; without a median, so long. */
  stuckTimes: 2.5,
  stuckLeast: 4 * minute,
  stuckAlone: 8 * minute,
  /** A median needs so many people. */
  medianOf: 3,
  /** So many changes within the window, and nothing new. */
  edits: 4,
  editsWindow: 5 * minute,
  offlineUnsent: 2 * minute,
  awayUnsent: 3 * minute,
  idle: 5 * minute,
  away: 5 * minute,
  offline: 5 * minute,
  /** Done, while the others have at most this share on average. */
  finishedShare: 0.7,
} as const;

/** @param paused the facilitator has stopped the room: nobody who waits is stuck or idle */
export function attention(
  people: readonly Person[],
  now: number,
  paused = false,
): ReadonlyMap<string, Attention> {
  const room = { people, now, paused };
  return new Map(people.map((person) => [person.participantId, attentionTo(person, room)] as const));
}

/** Whoever needs somebody first, then everybody else by name. */
export function byNeed<T extends { readonly alias: string }>(
  rows: readonly T[],
  weightOf: (row: T) => number,
): T[] {
  return rows.toSorted((a, b) => weightOf(b) - weightOf(a) || a.alias.localeCompare(b.alias, "en"));
}

export interface Room {
  readonly people: readonly Person[];
  readonly now: number;
  readonly paused: boolean;
}

interface Found extends Needs {
  /** How far over its threshold: 1 is at it. */
  readonly over: number;
}

export function attentionTo(person: Person, room: Room): Attention {
  const found = needOf(person, room);
  if (found === null) return { needs: null, says: calm(person, room), weight: 0 };
  const { reason, sentence, over } = found;
  // The first reason is needed first; within one, whoever is furthest over its threshold.
  const rank = reasons.length - reasons.indexOf(reason);
  return { needs: { reason, sentence }, says: null, weight: rank + Math.min(0.999, over / (over + 10)) };
}

function needOf(person: Person, room: Room): Found | null {
  const { now, paused } = room;
  const hand = handUp(person, now);
  if (hand !== null) return hand;
  if (now - person.joinedAt < thresholds.settlingIn) return null;
  if (person.presence === "offline" || person.presence === "away") return gone(person, now);
  if (paused || isWriting(person, now)) return null;
  return stuck(person, room) ?? thrashing(person, now) ?? idle(person, now) ?? finished(person, room);
}

function handUp({ handSince, place }: Person, now: number): Found | null {
  if (handSince === null) return null;
  const ms = now - handSince;
  const where = place === null ? "" : `, at ${place.exerciseId}`;
  const since = ms < minute ? "Hand up" : `Hand up for ${minutes(ms)} min`;
  return { reason: "hand", sentence: `${since}${where}.`, over: ms / minute };
}

const isWriting = ({ typedAt }: Person, now: number): boolean =>
  typedAt !== null && now - typedAt < thresholds.writing;

function gone({ presence, presenceSince, unsent }: Person, now: number): Found | null {
  const ms = now - presenceSince;
  const when = (reason: Reason, threshold: number, sentence: string): Found | null =>
    ms < threshold ? null : { reason, sentence, over: ms / threshold };
  const min = minutes(ms);
  if (presence === "offline") {
    return unsent
      ? when(
          "offline_unsent",
          thresholds.offlineUnsent,
          `Offline for ${min} min; an unsent answer waits on their device.`,
        )
      : when("offline", thresholds.offline, `Offline for ${min} min.`);
  }
  return unsent
    ? when("away_unsent", thresholds.awayUnsent, `Left the page ${min} min ago in the middle of an answer.`)
    : when("away", thresholds.away, `Left the page ${min} min ago.`);
}

function stuck(person: Person, { people, now }: Room): Found | null {
  const { place } = person;
  if (place === null || person.done) return null;
  const ms = now - person.placeSince;
  // Whoever is not long there needs no median.
  if (ms < thresholds.stuckLeast) return null;
  const median = medianAt(place, people);
  const threshold =
    median === null ? thresholds.stuckAlone : Math.max(thresholds.stuckLeast, thresholds.stuckTimes * median);
  if (ms < threshold) return null;
  const beside = median === null ? "" : `; group median ${Math.max(1, Math.round(median / minute))}`;
  const sentence = `On ${place.exerciseId} for ${minutes(ms)} min${beside}.`;
  return { reason: "stuck", sentence, over: ms / threshold };
}

/** How long this question takes the group: its own times, or, with too few of them, those of its exercise. */
export function medianAt(place: Place, people: readonly Person[]): number | null {
  const own = people.flatMap(({ took }) => took[place.blockId] ?? []);
  if (own.length >= thresholds.medianOf) return median(own);
  const near = people.flatMap(({ took }) =>
    Object.entries(took).flatMap(([blockId, ms]) => (isIn(blockId, place.exerciseId) ? ms : [])),
  );
  return near.length >= thresholds.medianOf ? median(near) : null;
}

/** Keys of blocks begin with their exercise (decision 7). */
const isIn = (blockId: string, exerciseId: string): boolean => blockId.startsWith(`${exerciseId}.`);

/** Earlier answers changed again and again, and nothing new since. */
function thrashing({ edits, placeSince }: Person, now: number): Found | null {
  const recent = edits.filter((at) => now - at < thresholds.editsWindow && at >= placeSince);
  const first = recent[0];
  if (first === undefined || recent.length < thresholds.edits) return null;
  const sentence = `Changed earlier answers ${recent.length} times in ${minutes(now - first)} min, nothing new.`;
  return { reason: "thrashing", sentence, over: recent.length / thresholds.edits };
}

function idle({ presence, presenceSince, done }: Person, now: number): Found | null {
  const ms = now - presenceSince;
  if (presence !== "idle" || done || ms < thresholds.idle) return null;
  return { reason: "idle", sentence: `No key or touch for ${minutes(ms)} min.`, over: ms / thresholds.idle };
}

function finished(person: Person, { people }: Room): Found | null {
  const others = people.filter((one) => one.participantId !== person.participantId && one.total > 0);
  if (!person.done || others.length === 0) return null;
  const share = others.reduce((sum, { settled, total }) => sum + settled / total, 0) / others.length;
  if (share > thresholds.finishedShare) return null;
  const sentence = `Finished; the others are at ${Math.round(share * 100)} % on average.`;
  return { reason: "finished", sentence, over: 1 };
}

/** What a facilitator may want to know of somebody who does not need them. */
function calm(person: Person, { now }: Room): string | null {
  const { presence, place } = person;
  if (presence === "offline" || presence === "away") return null;
  if (now - person.joinedAt < thresholds.settlingIn) return "Has just joined.";
  if (person.done) return "Finished.";
  if (place?.private === true) return "In a private part: place and time only.";
  if (isWriting(person, now) && now - person.placeSince >= thresholds.stuckLeast)
    return "Writing a long answer.";
  return null;
}

const minutes = (ms: number): number => Math.max(1, Math.floor(ms / minute));

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}
