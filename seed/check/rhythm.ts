import { isIntro, type AuthoredExercise } from "../author/exercise.ts";
import type { Problems } from "../author/problem.ts";
import { bubbleLimit, isBubble, isHeading, type Workbook } from "../author/workbook.ts";

/** Beats (decision 23): how much is said before something is done, and how introductions and exercises end. */
export function checkRhythm({ exercises, blocks }: Workbook, problems: Problems): void {
  let run = 0;
  for (const placed of blocks) {
    const { block } = placed;
    if (isHeading(placed) && block.flags.beat === undefined) continue;
    if (isBubble(placed)) {
      run += 1;
      const limit = bubbleLimit(placed);
      if (run > limit) {
        problems.add(
          block.at,
          `bubble ${run} in a row; after at most ${limit}, something to do or a \`continue\``,
        );
      }
    }
    if (!isBubble(placed) || block.flags.beat !== undefined) run = 0;
  }
  for (const exercise of exercises) {
    const last = exercise.blocks.at(-1);
    if (last === undefined) continue;
    if (isIntro(exercise)) {
      if (last.flags.beat === undefined)
        problems.add(last.at, "an introduction ends with `continue` or `rest`");
    } else if (last.kind !== "celebration" && last.kind !== "transition") {
      problems.add(last.at, `an exercise ends with a celebration or a transition, not with a ${last.kind}`);
    }
    if (!isIntro(exercise)) checkBeginning(exercise, problems);
  }
}

/** An exercise is opened by its heading, which says how long it takes; the heaviest writing comes third, not first. */
function checkBeginning({ blocks }: AuthoredExercise, problems: Problems): void {
  const [first] = blocks;
  if (first !== undefined && first.kind !== "heading")
    problems.add(first.at, "an exercise opens with a heading: how long it takes is shown there");
  const asked = blocks.find((block) => block.family !== "content");
  if (asked?.config["long"] === true)
    problems.add(asked.at, "the first question is a long one; begin with something lighter");
}
