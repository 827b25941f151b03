import { attentionTo, byNeed, type Person, type Room } from "../../shared/live/attention.ts";
import { cellOf, exerciseTally, promptTally, type Column, type ExerciseOf } from "../../shared/live/tally.ts";
import type { Cell, Member, Tally, Waiting } from "../../shared/protocol/live.ts";
import type { Pace } from "../../shared/protocol/room.ts";
import { smallestGroup } from "../../shared/live/report.ts";
import { moduleIdOf } from "../../shared/content/where.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { isoTime } from "../workbook/clock.ts";
import { countsOf, personOf, presenceOf, type Asked, type Seat } from "./seats.ts";

/** The session's questions in the workbook's order. */
export interface Questions {
  readonly exercises: readonly ExerciseOf[];
  readonly blockIds: readonly string[];
  readonly exerciseOf: ReadonlyMap<string, ExerciseOf>;
  readonly sequenceOf: ReadonlyMap<string, number>;
}

export function questionsOf(stem: Stem, modules: readonly string[]): Questions {
  const own = stem.modules.filter(({ id }) => modules.includes(id));
  const exercises = own.flatMap((module) =>
    module.exercises.flatMap(({ id, placements }) =>
      placements.length === 0 ? [] : [{ exerciseId: id, blockIds: placements.map((block) => block.id) }],
    ),
  );
  const exerciseOf = new Map(exercises.flatMap((one) => one.blockIds.map((id) => [id, one] as const)));
  const blocks = own.flatMap(({ blocks: inside }) => inside);
  return {
    exercises,
    blockIds: exercises.flatMap(({ blockIds }) => blockIds),
    exerciseOf,
    sequenceOf: new Map([
      ...blocks.map((block) => [block.id, block.sequence] as const),
      // A module begins at its first block.
      ...blocks.toReversed().map((block) => [moduleIdOf(block), block.sequence] as const),
    ]),
  };
}

const isHere = ({ stage, status }: Seat): boolean => stage === "in" && status !== null;

/** The roster, whoever needs somebody first. */
export function membersOf(
  seats: readonly Seat[],
  questions: Questions,
  now: number,
  paused: boolean,
): Member[] {
  const room = roomOf(seats, questions, now, paused);
  const rows = room.people.flatMap((person) => rowOf(seats, questions, room, person) ?? []);
  return byNeed(rows, ({ weight }) => weight);
}

/** One row of it; null for whoever is not there. */
export function oneMember(
  seats: readonly Seat[],
  questions: Questions,
  now: number,
  paused: boolean,
  participantId: string,
): Member | null {
  const room = roomOf(seats, questions, now, paused);
  const person = room.people.find((one) => one.participantId === participantId);
  return person === undefined ? null : rowOf(seats, questions, room, person);
}

const roomOf = (seats: readonly Seat[], { exerciseOf }: Questions, now: number, paused: boolean): Room => ({
  people: seats.filter(isHere).flatMap((seat) => personOf(seat, exerciseOf, now) ?? []),
  now,
  paused,
});

function rowOf(seats: readonly Seat[], { exerciseOf }: Questions, room: Room, person: Person): Member | null {
  const seat = seats.find(({ participantId }) => participantId === person.participantId);
  const row = seat === undefined ? null : memberOf(seat, exerciseOf, room.now);
  return row === null ? null : { ...row, ...attentionTo(person, room) };
}

function memberOf(seat: Seat, asked: Asked, now: number): Omit<Member, "needs" | "says" | "weight"> | null {
  const { status } = seat;
  if (status === null) return null;
  const { answered, skipped } = countsOf(status, asked);
  return {
    participantId: seat.participantId,
    alias: seat.alias,
    presence: presenceOf(seat, now),
    presenceSince: isoTime(seat.presenceSince),
    position: status.position,
    private: status.private,
    since: isoTime(seat.placeSince),
    answered,
    skipped,
    total: asked.size,
    done: status.done,
    lastSavedAt: seat.lastSavedAt,
    hand: seat.handSince !== null,
    joinedAt: isoTime(seat.joinedAt),
  };
}

export const waitingOf = (seats: readonly Seat[]): Waiting[] =>
  seats.flatMap(({ participantId, alias, stage, joinedAt }) =>
    stage === "waiting" ? [{ participantId, alias, since: isoTime(joinedAt) }] : [],
  );

export interface Matrix {
  readonly matrix: Record<string, Tally>;
  readonly prompts: Record<string, Tally>;
  readonly cells: Record<string, Record<string, Cell>>;
}

const columnOf = ({ participantId, status }: Seat): Column => ({
  participantId,
  settled: status?.settled ?? {},
});

/** All of the matrix. */
export function matrixOf(seats: readonly Seat[], { exercises, blockIds }: Questions): Matrix {
  const columns = seats.filter(isHere).map(columnOf);
  return {
    matrix: Object.fromEntries(exercises.map((one) => [one.exerciseId, exerciseTally(one, columns)])),
    prompts: Object.fromEntries(blockIds.map((id) => [id, promptTally(id, columns)])),
    cells: Object.fromEntries(
      columns.map((column) => [
        column.participantId,
        Object.fromEntries(exercises.map((one) => [one.exerciseId, cellOf(one, column)])),
      ]),
    ),
  };
}

/** What of the matrix one learner's progress has changed; null where nothing has. */
export function matrixAfter(
  seats: readonly Seat[],
  { exerciseOf }: Questions,
  before: Seat,
  after: Seat,
): Matrix | null {
  const [was, is] = [before.status?.settled ?? {}, after.status?.settled ?? {}];
  const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (id) => was[id] !== is[id] && exerciseOf.has(id),
  );
  if (changed.length === 0) return null;
  const columns = seats.filter(isHere).map(columnOf);
  const own = columnOf(after);
  const exercises = [...new Set(changed.flatMap((id) => exerciseOf.get(id) ?? []))];
  return {
    matrix: Object.fromEntries(exercises.map((one) => [one.exerciseId, exerciseTally(one, columns)])),
    prompts: Object.fromEntries(changed.map((id) => [id, promptTally(id, columns)])),
    cells: {
      [after.participantId]: Object.fromEntries(exercises.map((one) => [one.exerciseId, cellOf(one, own)])),
    },
  };
}

/** The advice with how far the group is; of fewer than five that is not said. */
export function paceWithCounts(pace: Pace, seats: readonly Seat[], { sequenceOf }: Questions): Pace {
  const here = seats.filter(isHere);
  const target = sequenceOf.get(pace.blockId ?? pace.module ?? "");
  if (target === undefined || here.length < smallestGroup) return pace;
  const reached = here.filter(({ status }) => {
    const at = status?.position?.sequence;
    const settled = Object.keys(status?.settled ?? {});
    return (
      (at ?? -1) >= target ||
      status?.done === true ||
      settled.some((id) => (sequenceOf.get(id) ?? -1) >= target)
    );
  });
  return { ...pace, reached: reached.length, of: here.length };
}
