import { readBy } from "../../shared/content/where.ts";
import { foldedWords, grams } from "../author/grams.ts";
import type { Problems } from "../author/problem.ts";
import { isBubble, type Placed, type Workbook } from "../author/workbook.ts";
import { plainOf } from "./bubbles.ts";

const gramWords = 4;
/** Two bubbles that share this much of the shorter one's four-word sequences say the same. */
const mostShared = 0.6;

/** What is the same wherever it stands: the support line, and the promise before the first locked question. */
const onPurpose = new Set(["support-line", "locked"]);

/** Nothing is said twice: bubbles that are the same, or nearly. */
function checkBubblesOnce(blocks: readonly Placed[], problems: Problems): void {
  const seen = new Map<string, Placed[]>();
  const gramsOf = new Map<Placed, ReadonlySet<string>>();
  for (const placed of blocks) {
    if (!isBubble(placed) || onPurpose.has(placed.block.word)) continue;
    const own = new Set(grams(foldedWords(plainOf(placed)), gramWords));
    gramsOf.set(placed, own);
    const shared = new Map<Placed, number>();
    for (const gram of own)
      for (const other of seen.get(gram) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
    for (const [other, count] of shared) {
      const least = Math.min(own.size, gramsOf.get(other)?.size ?? 0);
      if (count / least >= mostShared) {
        const { file, textLine } = placed.block.at;
        problems.add(
          { file, line: textLine },
          `says nearly what ${other.key} says (${Math.round((100 * count) / least)} % of its four-word sequences); say something else here`,
        );
        break;
      }
    }
    for (const gram of own) seen.set(gram, [...(seen.get(gram) ?? []), placed]);
  }
}

/** Asked on purpose again: the earlier answer comes back with it. */
const bringsBack = (placed: Placed, earlier: Placed): boolean =>
  placed.block.recall.some(({ from, transform }) =>
    [...from, ...transform.flatMap(readBy)].includes(earlier.key),
  );

/** What a question is about beside its words: the row it is for, and what fills it. */
const about = ({ block: { save, recall } }: Placed): string =>
  JSON.stringify([
    save?.row ?? null,
    recall.filter((one) => one.as !== undefined).map((one) => [one.from, one.transform]),
  ]);

/** Nobody is asked the same thing twice (ux 3.3.7), but to lay two answers side by side. */
function checkPromptsOnce(blocks: readonly Placed[], problems: Problems): void {
  const seen = new Map<string, Placed>();
  for (const placed of blocks) {
    if (placed.block.family !== "prompt") continue;
    const asked = `${foldedWords(plainOf(placed)).join(" ")} ${about(placed)}`;
    const earlier = seen.get(asked);
    if (earlier !== undefined && !bringsBack(placed, earlier)) {
      const { file, textLine } = placed.block.at;
      problems.add(
        { file, line: textLine },
        `${earlier.key} asks the same; ask something else, or bring that answer back in a recall`,
      );
    }
    seen.set(asked, earlier ?? placed);
  }
}

export function checkRepeats({ blocks }: Workbook, problems: Problems): void {
  checkBubblesOnce(blocks, problems);
  checkPromptsOnce(blocks, problems);
}
