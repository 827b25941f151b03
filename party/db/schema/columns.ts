import { getTableName, sql } from "drizzle-orm";
import { check, integer, text, type SQLiteColumn } from "drizzle-orm/sqlite-core";

/*
 * Tables and columns are spelled in TypeScript as in SQL, letter for letter the spec's: a row of JSON, a row of
 * D1 and a row in code have one shape, and table names can travel as data (decision 30).
 */

/** ISO 8601, always given by the writer: D1's clock decides nothing. */
export const instant = () => text().notNull();

/** 0 or 1 (spec 2.1): D1 has no booleans, and `->>` turns JSON's into these. */
export const flag = () => integer().notNull().default(0);

const named = (column: SQLiteColumn, rule: string) => `${getTableName(column.table)}_${column.name}_${rule}`;
const literals = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(", "));

/** CHECK of an enumeration; NULL passes where the column is nullable. */
export const oneOf = (column: SQLiteColumn, values: readonly string[]) =>
  check(named(column, "known"), sql`${column} IN (${literals(values)})`);

/** CHECK of an inclusive range; NULL passes where the column is nullable. */
export const between = (column: SQLiteColumn, low: number, high: number) =>
  check(named(column, "range"), sql`${column} BETWEEN ${sql.raw(`${low} AND ${high}`)}`);

/** CHECK that flags are 0 or 1: partial unique indexes (`WHERE is_active = 1`) stand on it. */
export const areFlags = (...columns: SQLiteColumn[]) =>
  columns.map((column) => check(named(column, "flag"), sql`${column} IN (0, 1)`));
