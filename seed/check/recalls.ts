import type { Connection } from "../../shared/content/block.ts";
import { readBy } from "../../shared/content/where.ts";
import { fillsIn } from "../author/marks.ts";
import type { Problems } from "../author/problem.ts";
import type { Placed, Workbook } from "../author/workbook.ts";

/** Which tools and questions know what to do with rows that are for more than showing (FORMAT.md, Settings of tools). */
const usedIn: Readonly<Record<Connection["use"], readonly string[] | "everywhere">> = {
  show: "everywhere",
  item: ["ranking_grid", "mbti_selector"],
  target: ["skill_tagger", "list_builder"],
  link: ["list_builder"],
  experience: ["soared_form"],
  seed: ["soared_form", "idea_tree", "flow_tracker", "failure_reframer", "list_builder"],
  prefill: ["textarea", "slider", "select", "list_builder"],
};

/** Tools with something in the clear outside the thread that is of one kind with what stands in it. */
const keptOutside: readonly string[] = ["flow_tracker", "soared_form", "idea_tree"];

/** What is wrong with a key that data is to come from; null when it stands earlier and is answered. */
export function wrongSource(workbook: Workbook, consumer: Placed, key: string): string | null {
  const source = workbook.byKey.get(key);
  if (source === undefined) return `there is no block ${key}`;
  if (source.block.family === "content") return `${key} is a ${source.block.kind}: nobody answers it`;
  if (source.index >= consumer.index)
    return `${key} stands ${source === consumer ? "here" : "later"}; data comes from an earlier placement`;
  return null;
}

/** Connections resolve, have a name and a label, and are used (FORMAT.md, Recalls; decision 8). */
export function checkRecalls(workbook: Workbook, problems: Problems): void {
  const objects = new Set(workbook.reference.objects.map((one) => one.name));
  for (const placed of workbook.blocks) {
    const { block } = placed;
    const fills = fillsIn(placed);
    const names = block.recall.map((one) => one.as);
    for (const fill of new Set(fills)) {
      if (!names.includes(fill))
        problems.add(
          { file: block.at.file, line: block.at.textLine },
          `{{${fill}}} is filled by nothing; a recall with \`as: ${fill}\` would`,
        );
    }
    for (const [i, recall] of block.recall.entries()) {
      const report = (setting: string, message: string) =>
        problems.add({ file: block.at.file, line: block.at.lineOf(["recall", i, setting]) }, message);
      for (const key of recall.from) {
        const wrong = wrongSource(workbook, placed, key);
        if (wrong !== null) report("from", wrong);
      }
      if (new Set(recall.from).size < recall.from.length) report("from", "a key is named once");
      if (!objects.has(recall.dataObject))
        report(
          "object",
          `unknown data object "${recall.dataObject}"; names stand in seed/reference/data-objects.yaml`,
        );
      checkUse(placed, recall, report);
      if (recall.outside === true) {
        const kinds = recall.from.flatMap((key) => workbook.byKey.get(key)?.block.kind ?? []);
        if (!kinds.some((kind) => keptOutside.includes(kind)))
          report("outside", `what stands outside the thread comes from ${keptOutside.join(", ")}`);
      }
      if (recall.as !== undefined) {
        if (!fills.includes(recall.as)) report("as", `{{${recall.as}}} does not stand in the text`);
        if (names.indexOf(recall.as) !== i) report("as", `\`as: ${recall.as}\` stands twice`);
      } else if (recall.empty !== undefined) {
        report("empty", "`empty` goes with `as`; without data a card is not shown");
      }
      for (const [s, step] of recall.transform.entries()) {
        for (const wrong of readBy(step).map((key) => wrongSource(workbook, placed, key))) {
          if (wrong !== null)
            problems.add(
              { file: block.at.file, line: block.at.lineOf(["recall", i, "transform", s]) },
              wrong,
            );
        }
      }
    }
  }
}

function checkUse(
  { block }: Placed,
  { use }: Connection,
  report: (setting: string, message: string) => void,
): void {
  const where = usedIn[use];
  if (where !== "everywhere" && !where.includes(block.kind)) {
    report("use", `\`use: ${use}\` is for ${where.join(" and ")}; a ${block.kind} shows what comes back`);
  }
}
