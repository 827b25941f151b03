import { isIntro } from "../author/exercise.ts";
import type { Problems } from "../author/problem.ts";
import type { Workbook } from "../author/workbook.ts";
import { nothingRequired } from "../plan.ts";

/** One to three required placements per exercise, none where nothing may be (decision 22). */
export function checkRequired({ exercises }: Workbook, problems: Problems): void {
  for (const exercise of exercises) {
    const required = exercise.blocks.filter((block) => block.flags.required);
    if (isIntro(exercise) || nothingRequired(exercise.id)) {
      for (const block of required) problems.add(block.at, `nothing in ${exercise.id} is required`);
    } else if (required.length === 0) {
      problems.add(
        exercise.at,
        "nothing here is `required`; mark one to three placements whose output comes back later",
      );
    } else {
      for (const block of required.slice(3))
        problems.add(block.at, `${required.length} required placements; an exercise has one to three`);
    }
  }
}
