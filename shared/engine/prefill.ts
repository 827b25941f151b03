import type { Recall, RecallRow, StemBlock } from "../content/block.ts";
import { cut } from "../content/cut.ts";
import { questionConfig, textareaOf } from "./questions.ts";

/** The rows that an answer begins with (`use: prefill`). */
export const prefillRows = (recalls: readonly Recall[]): RecallRow[] =>
  recalls.filter((one) => one.use === "prefill").flatMap((one) => one.rows);

/**
 * Where the answer to a question begins that earlier data is brought into with `use: prefill` (FORMAT.md, Recalls;
 * SPEC RC13); undefined where there is nothing that fits. Nothing is sent by this: it is the learner's to change and
 * to send.
 * @param recalls the block's, opened where they were sealed
 */
export function prefill(block: StemBlock, recalls: readonly Recall[]): unknown {
  const rows = prefillRows(recalls);
  switch (block.inputType) {
    case "textarea":
      return textOf(rows, textareaOf(block.config).maxLength);
    case "slider":
    case "select":
      return rows.map((row) => row["value"]).find((value) => questionConfig(block).problem(value) === null);
    default:
      return undefined;
  }
}

function textOf(rows: readonly RecallRow[], most: number): string | undefined {
  const text = cut(rows.flatMap((row) => (row.text === "" ? [] : [row.text])).join("\n"), most);
  return text === "" ? undefined : text;
}
