import type { Cell, Tally } from "../protocol/live.ts";

/** How a question stands with a learner; of what they answered not a word. */
export const settlements = ["answered", "skipped"] as const;
export type Settled = (typeof settlements)[number];

/** The learners' side of a matrix: what each has settled, by block. */
export interface Column {
  readonly participantId: string;
  readonly settled: Readonly<Record<string, Settled>>;
}

/** The questions of one exercise, in order. */
export interface ExerciseOf {
  readonly exerciseId: string;
  readonly blockIds: readonly string[];
}

/** One learner in one exercise. */
export function cellOf({ blockIds }: ExerciseOf, { settled }: Column): Cell {
  const count = (how: Settled) => blockIds.filter((id) => settled[id] === how).length;
  return { answered: count("answered"), skipped: count("skipped"), of: blockIds.length };
}

/** "11 of 14 answered", and who is left. Passed is neither. */
export function promptTally(blockId: string, columns: readonly Column[]): Tally {
  const of = (how: Settled) => columns.filter(({ settled }) => settled[blockId] === how).length;
  const left = columns.filter(({ settled }) => settled[blockId] === undefined);
  return {
    answered: of("answered"),
    skipped: of("skipped"),
    of: columns.length,
    waiting: left.map(({ participantId }) => participantId),
  };
}

/** Whoever has come past every question of it; `skipped` are those who have passed all of them. */
export function exerciseTally(exercise: ExerciseOf, columns: readonly Column[]): Tally {
  const cells = columns.map((column) => ({ column, cell: cellOf(exercise, column) }));
  const isPast = ({ answered, skipped, of }: Cell) => answered + skipped === of;
  const past = cells.filter(({ cell }) => isPast(cell));
  const skipped = past.filter(({ cell }) => cell.answered === 0).length;
  return {
    answered: past.length - skipped,
    skipped,
    of: columns.length,
    waiting: cells.filter(({ cell }) => !isPast(cell)).map(({ column }) => column.participantId),
  };
}

/** How a cell of the matrix looks: always a shape and words, not only a colour. */
export type CellState = "empty" | "begun" | "done" | "passed";

export function cellState({ answered, skipped, of }: Cell): CellState {
  if (answered + skipped === 0) return "empty";
  if (answered + skipped < of) return "begun";
  return answered === 0 ? "passed" : "done";
}
