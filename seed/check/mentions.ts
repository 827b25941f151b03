import type { Problems } from "../author/problem.ts";
import type { Workbook } from "../author/workbook.ts";
import { exerciseIds, introIds, moduleIds } from "../plan.ts";

const known = new Set([...exerciseIds, ...introIds, ...moduleIds, "1.0", "2.0", "3.0"]);

/** "It comes back in 1.1.4": the exercise that a text names is one of the plan. */
export function checkMentions({ blocks }: Workbook, problems: Problems): void {
  for (const { block } of blocks) {
    for (const [i, line] of block.text.split("\n").entries()) {
      for (const [found] of line.replace(/https:\S+/g, "").matchAll(/(?<![\d.,])[1-3]\.\d\.\d(?!\d)/g)) {
        if (!known.has(found))
          problems.add(
            { file: block.at.file, line: block.at.textLine + i },
            `the text names ${found}, and the plan has no such exercise`,
          );
      }
    }
  }
}
