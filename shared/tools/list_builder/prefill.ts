import type { RecallRow } from "../../content/block.ts";
import { cut } from "../../content/cut.ts";
import { fieldValue } from "./field.ts";
import { fieldsOf, labelField, type ListConfig, type ListRow } from "./tool.ts";

/**
 * The new rows with which a list begins (`use: prefill`, SPEC RC13): each field takes what the earlier row has under
 * its name, where that fits; the name of a row also the earlier row's text.
 */
export function prefilledRows(
  config: ListConfig,
  rows: readonly RecallRow[],
  makeId: () => string,
): ListRow[] {
  const label = labelField(config);
  return rows.slice(0, config.max).map((row) => {
    const fields = fieldsOf(config).flatMap((one) => {
      const said = row[one.name] ?? (one.name === label ? row.text : undefined);
      const value = typeof said === "string" ? cut(said, one.maxLength) : said;
      const fits = value !== undefined && fieldValue(one, config.target, "open").safeParse(value).success;
      return fits ? [[one.name, value] as const] : [];
    });
    return { id: makeId(), ...Object.fromEntries(fields) };
  });
}
