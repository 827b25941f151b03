import type { Problems } from "../author/problem.ts";
import { isBubble, isHeading, type Placed, type Workbook } from "../author/workbook.ts";
import { plainOf } from "./bubbles.ts";
import { grade, sentences, words } from "./prose.ts";

/** Shorter groups say nothing about how hard the text is: one long word would decide. */
export const leastWords = 30;
const gradeCeiling = 8;
const meanSentence = 14;

/** What is said in one turn: the bubbles up to an action or a beat, the question included. */
export function turnsOf(blocks: readonly Placed[]): Placed[][] {
  const all: Placed[][] = [];
  let group: Placed[] = [];
  for (const placed of blocks) {
    if (isHeading(placed)) continue;
    group.push(placed);
    if (!isBubble(placed) || placed.block.flags.beat !== undefined) {
      all.push(group);
      group = [];
    }
  }
  return group.length === 0 ? all : [...all, group];
}

/** Our own English: another language has other formulas, and a quote is as it was said. */
export const isMeasured = ({ block }: Placed): boolean =>
  block.kind !== "quote" && (block.flags.lang === undefined || block.flags.lang.startsWith("en"));

/** Flesch-Kincaid grade per group and mean sentence per exercise (content plan 7a). */
export function checkReading({ exercises, blocks }: Workbook, problems: Problems): void {
  for (const exercise of exercises) {
    const own = blocks.filter((placed) => placed.exercise === exercise && isMeasured(placed));
    const texts = turnsOf(own).map((group) => ({ group, text: group.map(plainOf).join(" ") }));
    for (const { group, text } of texts) {
      const first = group[0];
      const found = grade(text);
      if (first !== undefined && words(text).length >= leastWords && found > gradeCeiling) {
        problems.add(
          first.block.at,
          `reading grade ${found.toFixed(1)} from here to the next action; the ceiling is ${gradeCeiling}: shorter sentences, shorter words`,
        );
      }
    }
    const whole = texts.map(({ text }) => text).join(" ");
    const mean = words(whole).length / Math.max(1, sentences(whole).length);
    if (mean > meanSentence)
      problems.add(exercise.at, `${mean.toFixed(1)} words in a sentence on average; at most ${meanSentence}`);
  }
}
