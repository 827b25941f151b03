import { getTableConfig, type SQLiteColumn, type SQLiteTable } from "drizzle-orm/sqlite-core";
import * as schema from "./schema/index.ts";

/* For tests only: a valid row of any table, made from the schema, so that a new table is covered at once. */

export type Value = string | number | null;
export type Row = Record<string, Value>;

export const allTables: readonly SQLiteTable[] = Object.values(schema).filter(
  (one): one is Exclude<typeof one, readonly string[]> => !Array.isArray(one),
);
export const nameOf = (table: SQLiteTable) => getTableConfig(table).name;
export const tableNamed = (name: string): SQLiteTable => {
  const table = allTables.find((one) => nameOf(one) === name);
  if (table === undefined) throw new Error(`no table ${name}`);
  return table;
};
export const parentsOf = (table: SQLiteTable) =>
  getTableConfig(table).foreignKeys.map((key) => {
    const { columns, foreignColumns, foreignTable } = key.reference();
    const [column, foreignColumn] = [columns[0], foreignColumns[0]];
    if (column === undefined || foreignColumn === undefined) throw new Error("an empty foreign key");
    return {
      column: column.name,
      parent: nameOf(foreignTable),
      parentColumn: foreignColumn.name,
      onDelete: key.onDelete,
    };
  });

function parentsFirst(): SQLiteTable[] {
  const order: SQLiteTable[] = [];
  const visit = (table: SQLiteTable) => {
    if (order.includes(table)) return;
    for (const { parent } of parentsOf(table)) visit(tableNamed(parent));
    order.push(table);
  };
  allTables.forEach(visit);
  return order;
}
const hangsOnLearner = (table: SQLiteTable): boolean =>
  parentsOf(table).some(({ parent }) => parent === "users" || hangsOnLearner(tableNamed(parent)));

/** The tables that hang on a learner, directly or through others; parents first. */
export const learnersTables: readonly SQLiteTable[] = parentsFirst().filter(hangsOnLearner);
/** Content and reference tables; parents first. */
export const sharedTables: readonly SQLiteTable[] = parentsFirst().filter(
  (table) => !learnersTables.includes(table) && nameOf(table) !== "users",
);

/** What metadata does not say: the CHECKs over several columns, and formats. */
const peculiar: Record<string, Row> = {
  auth: { type: "password", locator: null },
  emails: { verified_at: null },
  user_responses: { tool_id: null, skipped: 0, erased: 0 },
  user_revisions: { instance_id: null },
  user_practice_log: { day: "2026-11-22" },
  stem: { retired_in: null, connection_id: null },
  sessions: { revoked_at: null },
};

const sharedSalt = "shared";

function sampleValue(column: SQLiteColumn, salt: string): Value {
  const [first] = column.enumValues ?? [];
  if (first !== undefined) return first;
  if (column.dataType === "number") return 1;
  return `${column.name} ${salt}`;
}

/**
 * A row for `table` with every column filled; foreign keys take the parents' sample keys.
 * @param salt makes texts and text keys its own; lower case
 */
export function sampleRow(table: SQLiteTable, salt: string): Row {
  const { name, columns } = getTableConfig(table);
  const row: Row = {};
  for (const column of columns) row[column.name] = sampleValue(column, salt);
  for (const { column, parent, parentColumn } of parentsOf(table)) {
    if (column in (peculiar[name] ?? {})) continue;
    const parentSalt = sharedTables.includes(tableNamed(parent)) ? sharedSalt : salt;
    row[column] = sampleRow(tableNamed(parent), parentSalt)[parentColumn] ?? null;
  }
  return { ...row, ...peculiar[name] };
}

export function insert(db: D1Database, name: string, row: Row, verb = "INSERT"): D1PreparedStatement {
  const columns = Object.keys(row);
  const names = columns.map((column) => `"${column}"`).join(", ");
  const marks = columns.map(() => "?").join(", ");
  return db.prepare(`${verb} INTO "${name}" (${names}) VALUES (${marks})`).bind(...Object.values(row));
}

/** A row in every table of one learner, parents first. */
export const learnersRows = (salt: string): { table: string; row: Row }[] =>
  [tableNamed("users"), ...learnersTables].map((one) => ({ table: nameOf(one), row: sampleRow(one, salt) }));

/** Content and reference rows that learners' rows point at; the same for every test in a file. */
export async function seedContent(db: D1Database): Promise<void> {
  const rows = sharedTables.map((table) =>
    insert(db, nameOf(table), sampleRow(table, sharedSalt), "INSERT OR IGNORE"),
  );
  await db.batch(rows);
}

export const learnerId = (salt: string) => `id ${salt}`;

/** A learner with a row in every table and no operation saved yet. @returns the learner's id */
export async function joinLearner(db: D1Database, salt: string): Promise<string> {
  await db.batch(learnersRows(salt).map(({ table, row }) => insert(db, table, row)));
  await db.prepare(`DELETE FROM user_streams WHERE user_id = ?`).bind(learnerId(salt)).run();
  return learnerId(salt);
}
