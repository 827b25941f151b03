import type { Problems } from "../author/problem.ts";
import type { Workbook } from "../author/workbook.ts";
import { isExample, plainOf } from "./bubbles.ts";
import { words } from "./prose.ts";

/** Capitalised at a sentence's start without being anybody's name. */
const noNames = new Set(
  `A After All An And As At Before But By Each Every First For From Here How I If In It Last Look Many Most My No On Once
  One Our People Some Somebody Someone Say Take That The Their Then There These They This Three To Two We What When Where
  Who With You Your`.split(/\s+/),
);

/** The person of a worked example, as far as its first word tells. */
function personIn(text: string): string | null {
  const first = (words(text.replace(/^For example[.:,]?\s*/, ""))[0] ?? "").replace(/[^\p{L}'’-]+$/u, "");
  return /^\p{Lu}\p{L}+/u.test(first) && !noNames.has(first) ? first : null;
}

/** Nobody stands for two lives: each example has its own person. */
export function checkExamples({ blocks }: Workbook, problems: Problems): void {
  const seen = new Map<string, string>();
  for (const placed of blocks.filter(isExample)) {
    const person = personIn(plainOf(placed));
    if (person === null) continue;
    const before = seen.get(person);
    if (before !== undefined)
      problems.add(
        { ...placed.block.at, line: placed.block.at.textLine },
        `${person} is the example person of ${before} already; take another name`,
      );
    seen.set(person, placed.key);
  }
}
