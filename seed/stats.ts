import { isIntro } from "./author/exercise.ts";
import type { Workbook } from "./author/workbook.ts";
import { plainOf } from "./check/bubbles.ts";
import { words } from "./check/prose.ts";

type Counts = Record<string, number>;

function tally(names: readonly string[]): Counts {
  const counts: Counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** How much there is of what. */
export function statsOf({ blocks, exercises, reference }: Workbook) {
  const kindsOf = (family: string) =>
    blocks.filter(({ block }) => block.family === family).map(({ block }) => block.kind);
  return {
    rows: blocks.length,
    byPart: tally(blocks.map(({ exercise }) => String(exercise.part))),
    byType: tally(blocks.map(({ block }) => block.family)),
    contentTypes: tally(kindsOf("content")),
    inputTypes: tally(kindsOf("prompt")),
    tools: tally(kindsOf("tool")),
    required: blocks.filter(({ block }) => block.flags.required).length,
    private: blocks.filter(({ block }) => block.flags.private).length,
    connections: blocks.reduce((sum, { block }) => sum + block.recall.length, 0),
    exercises: exercises.filter((one) => !isIntro(one)).length,
    introductions: exercises.filter(isIntro).length,
    minutes: exercises.reduce((sum, one) => sum + one.minutes, 0),
    words: blocks.reduce((sum, placed) => sum + words(plainOf(placed)).length, 0),
    skills: reference.skills.length,
    works: reference.works.length,
  };
}
