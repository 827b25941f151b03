import type { Problems } from "../author/problem.ts";
import type { Placed, Workbook } from "../author/workbook.ts";

/** Rows that a tool works on, and has no other way to get. */
function worksOn({ block }: Placed): string | null {
  if (block.kind === "skill_tagger" && block.config["on"] !== undefined) return "target";
  if (block.kind === "list_builder" && block.config["mode"] === "update") return "target";
  return null;
}

/**
 * Nothing required can be impossible (design 5). A ranking lets the learner pick or type items of their own, a
 * story can begin without a seed, a code can be "not sure yet"; a tagger of stories has no story to offer when
 * every story could be skipped. A required tool also asks for something: with `min: 0` nothing would do.
 */
export function checkDeadEnds(workbook: Workbook, problems: Problems): void {
  for (const placed of workbook.blocks) {
    const { block } = placed;
    if (!block.flags.required) continue;
    const use = worksOn(placed);
    const sources = block.recall.filter((one) => one.use === use).flatMap((one) => one.from);
    const sure = sources.some((key) => workbook.byKey.get(key)?.block.flags.required === true);
    if (use !== null && sources.length > 0 && !sure) {
      problems.add(
        block.at,
        `required, yet ${sources.join(", ")} can all be skipped: then there is nothing to work on here; require one of them, or not this`,
      );
    }
    if (block.config["min"] === 0 && block.family === "tool")
      problems.add(
        { file: block.at.file, line: block.at.lineOf(["min"]) },
        "required, so `min` is at least 1",
      );
  }
}
