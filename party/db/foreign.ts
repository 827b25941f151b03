import { isTableName } from "./learner-tables.ts";
import { tableShape } from "./rows.ts";

/**
 * Those of these rows that are somebody else's: ids come from files, and a row of theirs would stop the learner's
 * own writes (`upsertSql`).
 */
export async function foreignIds(
  d1: D1Database,
  userId: string,
  rows: ReadonlyMap<string, readonly string[]>,
): Promise<string[]> {
  const asked = [...rows].flatMap(([table, ids]) => {
    if (!isTableName(table) || tableShape(table).key.join() !== "id" || ids.length === 0) return [];
    const sql = `SELECT "id" FROM "${table}" WHERE "id" IN (SELECT "value" FROM json_each(?1)) AND "${tableShape(table).owner}" IS NOT ?2`;
    return [d1.prepare(sql).bind(JSON.stringify(ids), userId)];
  });
  if (asked.length === 0) return [];
  const found = await d1.batch<{ id: string }>(asked);
  return [...new Set(found.flatMap(({ results }) => results).map(({ id }) => id))];
}
