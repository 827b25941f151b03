import type { Connection } from "../../shared/content/block.ts";
import { isIntro, type AuthoredExercise } from "../author/exercise.ts";
import type { Problems } from "../author/problem.ts";
import { variants } from "../author/readings.ts";
import { everyNode, plain } from "../author/text.ts";
import type { Placed, Workbook } from "../author/workbook.ts";
import { exerciseIds, moduleIds } from "../plan.ts";

const counting = new Set(["count", "share", "group", "range", "overlap", "mentioned"]);
const counts = ({ transform }: Connection): boolean => transform.some(({ op }) => counting.has(op));

/** What is wrong with a mirror: it counts, it says a number, it asks one open question and ends with it. */
function wrongWith({ block, paragraphs }: Placed): string[] {
  const filling = block.recall.filter((one) => one.as !== undefined);
  const nodes = paragraphs.flatMap((nodes_) => everyNode(nodes_));
  const texts = variants(paragraphs).map((text) => text.map(plain).join(" ").trim());
  const found: string[] = [];
  if (!filling.some(counts))
    found.push(`a mirror counts something: a recall with \`as\` and one of ${[...counting].join(", ")}`);
  if (!nodes.some((node) => typeof node === "object" && "fill" in node && node.field !== undefined))
    found.push("a mirror says its numbers: `{{name.count}}`, `{{name.part:Word}}` …");
  if (texts.some((text) => !text.endsWith("?") || (text.match(/\?/g) ?? []).length !== 1))
    found.push("a mirror ends with one open question, whichever reading is said");
  return found;
}

/** From module 1.2 on every module that is written whole says something that only this learner's data could say. */
function checkModules({ exercises, blocks }: Workbook, problems: Problems): void {
  const mirrored = new Set(
    blocks.filter(({ block }) => block.flags.mirror).map(({ exercise }) => moduleOf(exercise)),
  );
  for (const module of moduleIds.slice(1)) {
    const own = exercises.filter((one) => moduleOf(one) === module);
    const whole = exerciseIds
      .filter((id) => id.startsWith(`${module}.`))
      .every((id) => own.some((one) => one.id === id));
    const last = own.findLast((one) => !isIntro(one));
    if (whole && last !== undefined && !mirrored.has(module))
      problems.add(
        last.at,
        `module ${module} has no mirror; one of its exercises needs a \`:: note <word> mirror\``,
      );
  }
}
const moduleOf = ({ part, module }: AuthoredExercise): string => `${part}.${module}`;

/** Mirrors (FORMAT.md, Mirrors and readings; content plan 7a). */
export function checkMirrors(workbook: Workbook, problems: Problems): void {
  for (const placed of workbook.blocks.filter(({ block }) => block.flags.mirror)) {
    const { at } = placed.block;
    for (const message of wrongWith(placed)) problems.add({ file: at.file, line: at.textLine }, message);
  }
  checkModules(workbook, problems);
}
