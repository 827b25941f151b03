import { ingredients, isIntro, type AuthoredExercise } from "./author/exercise.ts";
import type { Placed, Workbook } from "./author/workbook.ts";
import { plainOf } from "./check/bubbles.ts";
import { grade, words } from "./check/prose.ts";
import { isMeasured, leastWords, turnsOf } from "./check/reading.ts";

type Counts = Record<string, number>;

function tally(names: readonly string[]): Counts {
  const counts: Counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

const wordsOf = (blocks: readonly Placed[]): number =>
  blocks.reduce((sum, placed) => sum + words(plainOf(placed)).length, 0);

const toOneDecimal = (value: number): number => Math.round(value * 10) / 10;

/** The reading grade of the turns that are long enough to have one: over all their words, and the hardest. */
function gradesOf(blocks: readonly Placed[]): { mean: number; hardest: number } {
  const texts = turnsOf(blocks.filter(isMeasured))
    .map((turn) => turn.map(plainOf).join(" "))
    .filter((text) => words(text).length >= leastWords);
  if (texts.length === 0) return { mean: 0, hardest: 0 };
  const long = texts.map((text) => ({ n: words(text).length, grade: grade(text) }));
  const all = long.reduce((sum, { n }) => sum + n, 0);
  return {
    mean: toOneDecimal(long.reduce((sum, { n, grade: own }) => sum + n * own, 0) / all),
    hardest: toOneDecimal(Math.max(...long.map((one) => one.grade))),
  };
}

/** One part or the whole of it. */
function countsOf(blocks: readonly Placed[], exercises: readonly AuthoredExercise[]) {
  const kindsOf = (family: string) =>
    blocks.filter(({ block }) => block.family === family).map(({ block }) => block.kind);
  const of = tally(exercises.flatMap((one) => one.ingredients));
  return {
    rows: blocks.length,
    byType: tally(blocks.map(({ block }) => block.family)),
    contentTypes: tally(kindsOf("content")),
    inputTypes: tally(kindsOf("prompt")),
    tools: tally(kindsOf("tool")),
    required: blocks.filter(({ block }) => block.flags.required).length,
    private: blocks.filter(({ block }) => block.flags.private).length,
    mirrors: blocks.filter(({ block }) => block.flags.mirror).length,
    connections: blocks.reduce((sum, { block }) => sum + block.recall.length, 0),
    exercises: exercises.filter((one) => !isIntro(one)).length,
    introductions: exercises.filter(isIntro).length,
    minutes: exercises.reduce((sum, one) => sum + one.minutes, 0),
    words: wordsOf(blocks),
    readingGrade: gradesOf(blocks),
    /** In how many exercises and introductions each of the five stands (content plan 7d). */
    ingredients: Object.fromEntries(ingredients.map((name) => [name, of[name] ?? 0])),
  };
}

/** How much there is of what: in all, by part, and in the reference files. */
export function statsOf({ blocks, exercises, reference }: Workbook) {
  const parts = [...new Set(exercises.map((one) => one.part))];
  return {
    ...countsOf(blocks, exercises),
    parts: Object.fromEntries(
      parts.map((part) => [
        part,
        countsOf(
          blocks.filter(({ exercise }) => exercise.part === part),
          exercises.filter((one) => one.part === part),
        ),
      ]),
    ),
    reference: {
      skills: reference.skills.length,
      works: reference.works.length,
      sources: exercises.reduce((sum, one) => sum + one.sources.length, 0),
      types: reference.types.length,
      competencies: reference.competencies.length,
      levels: reference.competencies.reduce((sum, one) => sum + one.levels.length, 0),
      objects: reference.objects.length,
      practices: reference.practices.length,
    },
  };
}
