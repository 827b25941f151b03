import type { Connection, TransformStep } from "../../shared/content/block.ts";
import type { Problems } from "../author/problem.ts";
import type { Workbook } from "../author/workbook.ts";
import { rowFields } from "./row-fields.ts";

const always = ["id", "text"];

/** The fields that a step reads. */
function reads(step: TransformStep): readonly string[] {
  switch (step.op) {
    case "pick":
      return step.fields;
    case "filter":
    case "sort":
    case "share":
    case "range":
      return [step.field];
    case "map":
      return step.detail === undefined ? [step.text] : [step.text, step.detail];
    case "group":
      return [step.by];
    case "compare":
      return ["value"];
    case "top":
    case "count":
    case "overlap":
    case "mentioned":
    case "name":
      return [];
  }
}

/** The fields that its rows have. */
function leaves(fields: readonly string[], step: TransformStep): readonly string[] {
  switch (step.op) {
    case "pick":
      return [...always, ...step.fields];
    case "map":
      return step.detail === undefined ? fields : [...fields, "detail"];
    case "count":
      return [...always, "count"];
    case "group":
      return [...always, "count", "of", "ties"];
    case "range":
      return [...always, "low", "high", "spread", "lowest", "highest", "of"];
    case "share":
      return [...always, "part", "of", "rest"];
    case "compare":
      return [...always, "before", "now", "change", "by"];
    case "mentioned":
    case "name":
    case "top":
    case "filter":
    case "sort":
    case "overlap":
      return fields;
  }
}

function wrongStep(fields: readonly string[], step: TransformStep, from: string): string | null {
  const missing = reads(step).filter((name) => !fields.includes(name));
  if (missing.length > 0)
    return `the rows of ${from} have no ${missing.join(", ")} here; they have ${fields.join(", ")}`;
  const bare =
    (step.op === "filter" || step.op === "share") &&
    step.is === undefined &&
    step.in === undefined &&
    step.min === undefined &&
    step.max === undefined;
  return bare ? `a ${step.op} says what it keeps: is, in, min or max` : null;
}

function sourceFields(workbook: Workbook, { from }: Connection): readonly string[] | null {
  const all = from
    .map((key) => workbook.byKey.get(key))
    .map((placed) => (placed === undefined ? null : rowFields(workbook, placed)));
  return all.includes(null) ? null : [...new Set(all.flatMap((fields) => fields ?? []))];
}

/** The fields that the rows of a recall have in the end; null: not known. */
export function fieldsInTheEnd(workbook: Workbook, recall: Connection): readonly string[] | null {
  const fields = sourceFields(workbook, recall);
  return fields === null ? null : recall.transform.reduce(leaves, fields);
}

/** The steps of a transform read fields that their rows have. */
export function checkRecallFields(workbook: Workbook, problems: Problems): void {
  for (const { block } of workbook.blocks) {
    for (const [i, recall] of block.recall.entries()) {
      let fields = sourceFields(workbook, recall);
      if (fields === null) continue;
      for (const [s, step] of recall.transform.entries()) {
        const wrong = wrongStep(fields, step, recall.from.join(", "));
        if (wrong !== null)
          problems.add({ file: block.at.file, line: block.at.lineOf(["recall", i, "transform", s]) }, wrong);
        fields = leaves(fields, step);
      }
    }
  }
}
