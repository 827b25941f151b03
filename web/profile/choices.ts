import { listBuilder, listConfig, fieldsOf } from "../../shared/tools/list_builder/tool.ts";
import type { Stem } from "../../shared/engine/stem.ts";

/**
 * The words in which a choice was offered, by table, column and value: a column holds "to-write", the learner chose "To
 * write". Nothing for a value that no list of the workbook offers.
 */
export function choiceWords(stem: Stem): (table: string, column: string, value: unknown) => string {
  const words = new Map<string, string>();
  for (const block of stem.placements) {
    if (block.tool !== listBuilder.name) continue;
    const config = listConfig.safeParse(block.config ?? {});
    if (!config.success) continue;
    for (const field of fieldsOf(config.data)) {
      for (const { value, text } of field.options ?? []) {
        words.set(`${config.data.target}.${field.name}=${value}`, text);
      }
    }
  }
  return (table, column, value) => words.get(`${table}.${column}=${String(value)}`) ?? "";
}
