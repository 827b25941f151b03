import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";

export type Value = string | number | null;

/** D1 takes statements of 100 KB; the last bytes are left to the tail of an upsert. */
const statementBytes = 90_000;

const bytes = (text: string): number => new TextEncoder().encode(text).length;
const name = (identifier: string): string => `"${identifier}"`;

/** A value as SQL text. @throws for what SQL text cannot hold */
export function literal(value: Value): string {
  if (value === null) return "NULL";
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Error(`${value} is no number for SQL`);
    return String(value);
  }
  if (value.includes("\0")) throw new Error("a text with a NUL cannot be written as SQL");
  return `'${value.replaceAll("'", "''")}'`;
}

export const json = (value: unknown): string => JSON.stringify(value);

type Row<T extends SQLiteTable> = T["$inferInsert"];

export interface UpsertOptions {
  /** Columns that an update leaves as they are. */
  readonly keep?: readonly string[];
  /** A counter that grows with each change of the row. */
  readonly bump?: string;
}

interface Shape {
  readonly table: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

/** Names come from the drizzle schema: a column that was renamed fails here, not in D1. */
function shapeOf(table: SQLiteTable, row: Readonly<Record<string, unknown>>): Shape {
  const { name: tableName, columns, primaryKeys } = getTableConfig(table);
  const known = new Map(columns.map((column) => [column.name, column]));
  const given = Object.keys(row);
  const unknown = given.filter((column) => !known.has(column));
  if (unknown.length > 0) throw new Error(`${tableName} has no column ${unknown.join(", ")}`);
  const missing = columns.filter(
    (column) => column.notNull && !column.hasDefault && !given.includes(column.name),
  );
  if (missing.length > 0)
    throw new Error(`${tableName} needs ${missing.map((column) => column.name).join(", ")}`);
  const composite = primaryKeys.flatMap((key) => key.columns.map((column) => column.name));
  const key =
    composite.length > 0
      ? composite
      : columns.filter((column) => column.primary).map((column) => column.name);
  return { table: tableName, columns: given, key };
}

function tail({ table, columns, key }: Shape, { keep = [], bump }: UpsertOptions): string {
  const changed = columns.filter(
    (column) => !key.includes(column) && !keep.includes(column) && column !== bump,
  );
  const judged = changed.filter((column) => column !== "updated_at");
  if (judged.length === 0) return `ON CONFLICT (${key.map(name).join(", ")}) DO NOTHING`;
  const set = changed.map((column) => `${name(column)} = excluded.${name(column)}`);
  const counted = bump === undefined ? [] : [`${name(bump)} = ${name(table)}.${name(bump)} + 1`];
  // A row that says the same already is not written: D1 counts rows written, and `updated_at` means something.
  const differs = judged.map((column) => `${name(table)}.${name(column)} IS NOT excluded.${name(column)}`);
  return `ON CONFLICT (${key.map(name).join(", ")}) DO UPDATE SET ${[...set, ...counted].join(", ")} WHERE ${differs.join(" OR ")}`;
}

/** Idempotent: running it twice leaves what running it once did. Many rows share one statement, up to D1's limit. */
export function upsert<T extends SQLiteTable>(
  table: T,
  rows: readonly Row<T>[],
  options: UpsertOptions = {},
): string[] {
  const [first] = rows;
  if (first === undefined) return [];
  const shape = shapeOf(table, first);
  const end = tail(shape, options);
  const head = `INSERT INTO ${name(shape.table)} (${shape.columns.map(name).join(", ")}) VALUES`;
  const room = statementBytes - bytes(head) - bytes(end);
  const statements: string[] = [];
  let chunk: string[] = [];
  let size = 0;
  const close = () => {
    if (chunk.length > 0) statements.push(`${head}\n${chunk.join(",\n")}\n${end};`);
    chunk = [];
    size = 0;
  };
  for (const row of rows) {
    const values = `(${shape.columns.map((column) => literal(valueOf(Reflect.get(row, column)))).join(", ")})`;
    const length = bytes(values) + 2;
    if (size + length > room) close();
    chunk.push(values);
    size += length;
  }
  close();
  return statements;
}

function valueOf(value: unknown): Value {
  if (typeof value === "string" || typeof value === "number") return value;
  if (value === null || value === undefined) return null;
  throw new Error(`a column holds a text or a number, not ${json(value)}`);
}

/** The name of a column of this table. @throws when the schema does not have it */
export function column(table: SQLiteTable, columnName: string): string {
  const { name: tableName, columns } = getTableConfig(table);
  if (!columns.some((one) => one.name === columnName))
    throw new Error(`${tableName} has no column ${columnName}`);
  return name(columnName);
}
export const tableName = (table: SQLiteTable): string => name(getTableConfig(table).name);

/** `<column> NOT IN (the values)`, as one JSON text however many there are. */
export const notIn = (columnText: string, values: readonly Value[]): string =>
  `${columnText} NOT IN (SELECT "value" FROM json_each(${literal(json(values))}))`;
