import type { Recall, RecallRow, StemBlock } from "../content/block.ts";
import {
  fieldsOf,
  labelField,
  listBuilder,
  listConfig,
  type ListConfig,
} from "../tools/list_builder/tool.ts";
import { questionConfig, textareaConfig } from "./questions.ts";

/**
 * Where an answer begins that earlier data is brought into with `use: prefill` (FORMAT.md, Recalls; SPEC RC13), as
 * the learner's browser reads it; undefined where there is nothing that fits. Nothing is sent by this: it is the
 * learner's to change and to send.
 * @param recalls the block's, opened where they were sealed
 * @param makeId a new row's id
 */
export function prefill(block: StemBlock, recalls: readonly Recall[], makeId: () => string): unknown {
  const rows = recalls.filter((one) => one.use === "prefill").flatMap((one) => one.rows);
  if (rows.length === 0) return undefined;
  if (block.tool === "list_builder") return listOf(listConfig.parse(block.config ?? {}), rows, makeId);
  switch (block.inputType) {
    case "textarea":
      return textOf(rows, textareaConfig.parse(block.config ?? {}).maxLength);
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

/** At most so many UTF-16 units, and no half character (SPEC VA9). */
const cut = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");

/** Each field takes what the earlier row has under its name, where that fits; the name of a row also its text. */
function listOf(config: ListConfig, rows: readonly RecallRow[], makeId: () => string): unknown {
  const label = labelField(config);
  const made = rows.slice(0, config.max).map((row) => {
    const fields = fieldsOf(config).flatMap((one) => {
      const said = row[one.name] ?? (one.name === label ? row.text : undefined);
      const value = typeof said === "string" ? cut(said, one.maxLength) : said;
      return fits(config, one.name, value) ? [[one.name, value] as const] : [];
    });
    return { id: makeId(), ...Object.fromEntries(fields) };
  });
  return made.length === 0 ? undefined : { rows: made };
}

function fits(config: ListConfig, name: string, value: unknown): boolean {
  if (value === undefined) return false;
  const alone = { ...config, max: 1, fields: fieldsOf(config).filter((one) => one.name === name) };
  const row = { id: "00000000-0000-4000-8000-000000000000", [name]: value };
  return listBuilder.value(alone, "open").safeParse({ rows: [row] }).success;
}
