import type { Problems } from "../author/problem.ts";
import type { Workbook } from "../author/workbook.ts";

/** A word is unique in its file; that it is permanent is the lock's business (`compile/lock.ts`). */
export function checkKeys({ blocks }: Workbook, problems: Problems): void {
  const seen = new Map<string, number>();
  for (const { key, block } of blocks) {
    const first = seen.get(key);
    if (first === undefined) seen.set(key, block.at.line);
    else
      problems.add(
        block.at,
        `the word \`${block.word}\` is taken in line ${first}; choose one that says what this block asks`,
      );
  }
}
