import type { Connection } from "../../shared/content/block.ts";
import { wantedIn, type Wanted } from "../author/marks.ts";
import type { Problems } from "../author/problem.ts";
import { conditionsOf, pieces } from "../author/readings.ts";
import { everyNode, type DraftParagraphs } from "../author/text.ts";
import type { Placed, Workbook } from "../author/workbook.ts";
import { fieldsInTheEnd } from "./recall-fields.ts";

type Paragraph = DraftParagraphs[number];

/** Readings that stand together end with the one for everybody else: something is always said. */
function withoutElse(piece: DraftParagraphs): boolean {
  const last = piece.at(-1);
  return piece.length > 0 && last !== undefined && (conditionsOf(last)?.length ?? 0) > 0;
}

/** What may overlap with nothing is empty also where a mirror has enough to say. */
const canBeEmpty = ({ block }: Placed, recall: Connection): boolean =>
  !block.flags.mirror || recall.transform.some((step) => step.op === "overlap" || step.op === "mentioned");

function unsaid(placed: Placed, recall: Connection, paragraph: Paragraph, wanted: Wanted): boolean {
  const guards = (conditionsOf(paragraph) ?? []).map(({ at }) => at.split(".")[0]);
  return recall.empty === undefined && canBeEmpty(placed, recall) && !guards.includes(wanted.name);
}

function checkWanted(workbook: Workbook, placed: Placed, paragraph: Paragraph, say: (m: string) => void) {
  const { recall: recalls } = placed.block;
  for (const wanted of wantedIn(everyNode(paragraph))) {
    const recall = recalls.find((one) => one.as === wanted.name);
    if (recall === undefined) continue;
    const fields = fieldsInTheEnd(workbook, recall);
    if (wanted.field !== null && fields?.includes(wanted.field) === false)
      say(`what ${wanted.name} brings back has no ${wanted.field}; it has ${fields.join(", ")}`);
  }
  // A condition asks; only what is said needs words for nothing.
  const said = everyNode(paragraph).filter((node) => typeof node !== "object" || !("when" in node));
  for (const wanted of wantedIn(said)) {
    const recall = recalls.find((one) => one.as === wanted.name);
    if (recall !== undefined && unsaid(placed, recall, paragraph, wanted))
      say(
        `\`empty\` says what stands for {{${wanted.name}}} while there is no data; or say it in a reading that asks for it`,
      );
  }
}

/** Readings and fills (FORMAT.md, Mirrors and readings). */
export function checkReadings(workbook: Workbook, problems: Problems): void {
  for (const placed of workbook.blocks) {
    const { at } = placed.block;
    const said = new Set<string>();
    const say = (message: string) => {
      if (!said.has(message)) problems.add({ file: at.file, line: at.textLine }, message);
      said.add(message);
    };
    for (const piece of pieces(placed.paragraphs)) {
      if (withoutElse(piece))
        say("readings end with `[else]`: what is said when none of their conditions holds");
      for (const paragraph of piece) checkWanted(workbook, placed, paragraph, say);
    }
  }
}
