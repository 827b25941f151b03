import type { RecallRow } from "../../content/block.ts";
import type { RowContext } from "../definition.ts";
import { listTables } from "./targets.ts";
import type { ListConfig, ListValue } from "./tool.ts";

/** The rows that came into the list, by id; the later says its fields over the earlier's. */
function byId(rows: readonly RecallRow[]): Map<string, RecallRow> {
  const known = new Map<string, RecallRow>();
  for (const row of rows) known.set(row.id, { ...known.get(row.id), ...row });
  return known;
}

/**
 * The rows of a list as they are known by now: with the fields that earlier lists said of them, where the list
 * completes those, and with the names of what they link to (`company_id_text`).
 * @param rows what the list itself says
 * @param links the fields that point at other rows
 */
export function completed(
  rows: readonly RecallRow[],
  value: ListValue,
  { mode, target }: ListConfig,
  links: readonly string[],
  { broughtIn = () => [] }: RowContext,
): RecallRow[] {
  const earlier = mode === "create" ? new Map<string, RecallRow>() : byId(broughtIn("target"));
  const names = new Map((value.linked ?? []).map((one) => [one.id, one.text]));
  if (links.length > 0) for (const row of broughtIn("link")) names.set(row.id, row.text);
  const { label } = listTables[target];
  return rows.map((row) => {
    const known = earlier.get(row.id);
    const linked = links.flatMap((name) => {
      const text = names.get(String(row[name]));
      return text === undefined ? [] : [[`${name}_text`, text]];
    });
    // A list that does not say the name again goes by the one that was said.
    const text = label in row ? row.text : (known?.text ?? row.text);
    return { ...known, ...row, ...Object.fromEntries(linked), text };
  });
}
