import type { Problems } from "../author/problem.ts";
import type { Workbook } from "../author/workbook.ts";
import { withSupportLine } from "../plan.ts";

/**
 * What a reader needs who is not all right now: the same words wherever they stand, and the only place to change
 * them (content plan 7c). Reviewed in November 2026; once a year somebody looks whether both still answer.
 */
export const supportLine =
  "**If you need someone now.** If you are in danger, call your emergency number first. In the US, call or text 988 at any hour. Elsewhere, [findahelpline.com](https://findahelpline.com) lists free lines by country. This page can wait.";

const word = "support-line";
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** The line stands where the plan wants it, and says the same everywhere. */
export function checkSupportLine({ exercises }: Workbook, problems: Problems): void {
  for (const { id, at, blocks } of exercises) {
    const lines = blocks.filter((block) => block.word === word);
    if (withSupportLine.includes(id) && lines.length === 0)
      problems.add(at, `${id} can stir things up: it has a \`:: note ${word}\` (seed/check/support-line.ts)`);
    for (const { kind, text, at: place } of lines) {
      if (kind !== "note") problems.add(place, `\`${word}\` is a note`);
      if (oneLine(text) !== supportLine)
        problems.add(
          { file: place.file, line: place.textLine },
          "the support line has other words here; it stands in seed/check/support-line.ts, the same everywhere",
        );
    }
  }
}
