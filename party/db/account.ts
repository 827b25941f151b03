import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { unmissedSkill } from "./rows.ts";
import * as schema from "./schema/index.ts";

/**
 * Deletes an account, in one batch and in this order (spec section 8, decision 36): ?1 of the first is the
 * learner. Everything of theirs goes by cascade; approved custom skills stay without a maker; the second
 * statement takes the others, which the first has left without one (decision 19).
 */
export const deleteAccountSql = {
  user: `DELETE FROM "users" WHERE "id" = ?1`,
  orphanedSkills: `DELETE FROM "skills" WHERE "created_by" IS NULL AND ${unmissedSkill}`,
} as const;

/** Alerts outlive the learner, without pointing at them; what is counted is what goes. */
const outliving = new Set(["operator_alerts"]);

/**
 * How many rows each table has of a learner, as rows of `{name, rows}`: ?1 is the learner. Made from the schema, so
 * that a new table is on the receipt at once.
 */
const countRowsSql = Object.values(schema)
  .filter((one): one is Exclude<typeof one, readonly string[]> => !Array.isArray(one))
  .map((table: SQLiteTable) => getTableConfig(table))
  .flatMap(({ name, columns }) => {
    const owner = name === "users" ? "id" : name === "skills" ? "created_by" : "user_id";
    const isLearners = columns.some((column) => column.name === owner) && !outliving.has(name);
    return isLearners
      ? [`SELECT '${name}' AS "name", count(*) AS "rows" FROM "${name}" WHERE "${owner}" = ?1`]
      : [];
  });

/** @returns tables that have rows of this learner, with how many */
export async function countRows(d1: D1Database, userId: string): Promise<Record<string, number>> {
  const counted = await d1.batch<{ name: string; rows: number }>(
    countRowsSql.map((sql) => d1.prepare(sql).bind(userId)),
  );
  const found = counted.flatMap(({ results }) => results).filter(({ rows }) => rows > 0);
  return Object.fromEntries(found.map(({ name, rows }) => [name, rows]));
}

/** Again is a no-op. */
export async function deleteAccount(d1: D1Database, userId: string): Promise<void> {
  await d1.batch([
    d1.prepare(deleteAccountSql.user).bind(userId),
    d1.prepare(deleteAccountSql.orphanedSkills),
  ]);
}
