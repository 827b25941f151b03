import { getTableColumns, is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import * as schema from "../../party/db/schema/index.ts";
import { projectedTables } from "../../shared/engine/project/tables.ts";

export interface Column {
  readonly holds: "text" | "number";
  /** The values it takes, where the schema lists them. */
  readonly values: readonly string[] | undefined;
}

const tables = new Map(
  Object.values<unknown>(schema)
    .filter((one) => is(one, SQLiteTable))
    .map((table) => [getTableConfig(table).name, table]),
);

/** What is wrong with writing an answer to this column, or the column (decisions 5 and 7). */
export function columnOf(table: string, column: string): Column | string {
  const known = tables.get(table);
  if (known === undefined || !table.startsWith("user_"))
    return `there is no learner's table ${table} (party/db/schema)`;
  const found = getTableColumns(known)[column];
  if (found === undefined)
    return `${table} has no column ${column}; it has ${Object.keys(getTableColumns(known)).join(", ")}`;
  const projected = projectedTables[table];
  if (projected === undefined)
    return `answers are not written to ${table} yet (shared/engine/project/tables.ts)`;
  if (!Object.hasOwn(projected.columns, column))
    return `${table}.${column} is not a placement's to write; these are: ${Object.keys(projected.columns).join(", ")}`;
  return { holds: found.dataType === "number" ? "number" : "text", values: found.enumValues };
}

/** One row per learner: no `row` is to be named. */
export const isOneRow = (table: string): boolean => projectedTables[table]?.oneRow ?? false;
