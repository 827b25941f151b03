import type { RecallRow, StemBlock } from "../content/block.ts";
import { fieldsOf, listConfig, type ListValue } from "../tools/list_builder/tool.ts";

type RowsOf = (key: string) => readonly RecallRow[];

/** The rows that come into a block for one use, by id; the later source says its fields over the earlier's. */
function broughtIn(block: StemBlock, use: "target" | "link", rowsOf: RowsOf): Map<string, RecallRow> {
  const byId = new Map<string, RecallRow>();
  for (const one of block.connections ?? []) {
    if (one.use !== use) continue;
    for (const row of one.from.flatMap(rowsOf)) byId.set(row.id, { ...byId.get(row.id), ...row });
  }
  return byId;
}

/**
 * The rows of a list as they are known by now: with the fields that earlier lists said of them, where the list
 * completes those, and with the names of what they link to (`company_id_text`).
 * @param rows what the list itself says
 */
export function completed(
  block: StemBlock,
  value: unknown,
  rows: readonly RecallRow[],
  rowsOf: RowsOf,
): RecallRow[] {
  const config = listConfig.parse(block.config ?? {});
  const links = fieldsOf(config).filter((one) => one.type === "link");
  const known = config.mode === "create" ? new Map<string, RecallRow>() : broughtIn(block, "target", rowsOf);
  const names = new Map((value as ListValue).linked?.map((one) => [one.id, one.text]));
  if (links.length > 0) for (const [id, row] of broughtIn(block, "link", rowsOf)) names.set(id, row.text);
  return rows.map((row) => {
    const earlier = known.get(row.id);
    const linked = links.flatMap(({ name }) => {
      const text = names.get(String(row[name]));
      return text === undefined ? [] : [[`${name}_text`, text]];
    });
    const text = config.mode === "update" ? (earlier?.text ?? row.text) : row.text;
    return { ...earlier, ...row, ...Object.fromEntries(linked), text };
  });
}
