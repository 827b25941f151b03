import type { Consulted } from "./consulted.ts";
import { isPartIntro, type AuthoredBlock, type AuthoredExercise } from "./exercise.ts";
import type { Problems } from "./problem.ts";
import type { Reference } from "./reference/read.ts";
import { readText, type DraftParagraphs } from "./text.ts";

/** A block at its place in the whole. */
export interface Placed {
  readonly key: string;
  readonly block: AuthoredBlock;
  readonly exercise: AuthoredExercise;
  readonly paragraphs: DraftParagraphs;
  /** Its place in the order of all blocks. */
  readonly index: number;
}

/** Everything authored: the exercises in their order, their blocks in one row, the reference files. */
export interface Workbook {
  readonly exercises: readonly AuthoredExercise[];
  readonly blocks: readonly Placed[];
  /** The first block with each key. */
  readonly byKey: ReadonlyMap<string, Placed>;
  readonly reference: Reference;
  readonly consulted: readonly Consulted[];
}

const order = (a: AuthoredExercise, b: AuthoredExercise): number =>
  a.part - b.part || a.module - b.module || a.exercise - b.exercise;

export function assemble(
  exercises: readonly AuthoredExercise[],
  { reference, consulted }: Pick<Workbook, "reference" | "consulted">,
  problems: Problems,
): Workbook {
  const sorted = exercises.toSorted(order);
  const blocks = sorted
    .flatMap((exercise) => exercise.blocks.map((block) => ({ exercise, block })))
    .map(({ exercise, block }, index): Placed => ({
      key: `${exercise.id}.${block.word}`,
      block,
      exercise,
      index,
      paragraphs: readText(block.at.file, { text: block.text, line: block.at.textLine }, problems),
    }));
  const byKey = new Map<string, Placed>();
  for (const placed of blocks) if (!byKey.has(placed.key)) byKey.set(placed.key, placed);
  return { exercises: sorted, blocks, byKey, reference, consulted };
}

export const isHeading = ({ block }: Placed): boolean => block.kind === "heading";
/** A bubble: something said, headings aside (decision 23). */
export const isBubble = (placed: Placed): boolean => placed.block.family === "content" && !isHeading(placed);
export const bubbleLimit = ({ exercise }: Placed): number => (isPartIntro(exercise) ? 4 : 3);
