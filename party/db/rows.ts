import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { tableNames, tables, type TableName } from "./learner-tables.ts";
import { eitherId, isNamed, pointedAt, standingId } from "./own-ids.ts";

/** What the generic writer knows about a table, read from the drizzle schema. */
export interface TableShape {
  readonly name: TableName;
  /** The column that holds the learner; bound apart from the rows, never read from them. */
  readonly owner: string;
  /** Every column that a row carries. */
  readonly columns: readonly string[];
  /** The primary key without the owner; empty in one-row tables. */
  readonly key: readonly string[];
  /** Columns that a later write of the same row leaves alone. */
  readonly keeps: readonly string[];
  /** The row is made by the worker and only completed here (decision 35). */
  readonly patch: boolean;
}

interface Peculiarity {
  readonly owner?: string;
  /** Columns that belong to the worker (decision 35). */
  readonly untouched?: readonly string[];
  readonly keeps?: readonly string[];
  readonly patch?: boolean;
  /** A row with this id that is not the learner's stays as it is, and nothing is written. */
  readonly passesOthers?: boolean;
  /** What else must hold before a row is deleted. */
  readonly deletable?: string;
}

/**
 * A learner's own skill that nobody may miss: not approved (decision 19), and tagged by no row. One that was
 * approved, spread, and was rejected later would otherwise stop a deletion by its foreign keys.
 */
export const unmissedSkill = [
  `"skills"."is_custom" = 1`,
  `"skills"."review_status" IS NOT 'approved'`,
  ...["user_skills", "user_experience_skills", "user_story_skills"].map(
    (table) => `NOT EXISTS (SELECT 1 FROM "${table}" WHERE "skill_id" = "skills"."id")`,
  ),
].join(" AND ");

const peculiarities: Partial<Record<TableName, Peculiarity>> = {
  users: { owner: "id", untouched: ["is_anonymous", "created_at"], patch: true },
  user_settings: { untouched: ["created_at"], patch: true },
  // A retry must not take a review back.
  skills: {
    owner: "created_by",
    passesOthers: true,
    keeps: ["is_custom", "review_status", "created_at"],
    deletable: unmissedSkill,
  },
  // A later change of the answer does not say how long the first took.
  live_answers: { keeps: ["took_ms"] },
};

function primaryKey(table: SQLiteTable): string[] {
  const { columns, primaryKeys } = getTableConfig(table);
  const composite = primaryKeys.flatMap((key) => key.columns);
  return (composite.length > 0 ? composite : columns.filter((column) => column.primary)).map((c) => c.name);
}

/** Reading the drizzle schema is slow beside a reply: once per table and isolate. */
function remembered<T>(make: (name: TableName) => T): (name: TableName) => T {
  const known = new Map<TableName, T>();
  return (name) => {
    const made = known.get(name) ?? make(name);
    known.set(name, made);
    return made;
  };
}

export const tableShape = remembered((name: TableName): TableShape => {
  const table = tables[name];
  const { owner = "user_id", untouched = [], keeps = [], patch = false } = peculiarities[name] ?? {};
  return {
    name,
    owner,
    columns: getTableConfig(table)
      .columns.map((column) => column.name)
      .filter((column) => column !== owner && !untouched.includes(column)),
    key: primaryKey(table).filter((column) => column !== owner),
    keeps,
    patch,
  };
});

const byName = new Map<SQLiteTable, TableName>(tableNames.map((name) => [tables[name], name]));

/** Columns that point at rows whose ids are clients', by the table they point at. */
const pointers = remembered((name: TableName): ReadonlyMap<string, TableName> => {
  const found = new Map<string, TableName>();
  for (const key of getTableConfig(tables[name]).foreignKeys) {
    const { columns, foreignTable } = key.reference();
    const parent = byName.get(foreignTable);
    const [column] = columns;
    if (parent !== undefined && column !== undefined && isNamed(parent)) found.set(column.name, parent);
  }
  return found;
});

/**
 * The column whose NOT NULL refuses a row that is somebody else's (SQLite cannot raise an error outside a
 * trigger); undefined where the key holds the learner, so that it cannot happen.
 */
function guardColumn(name: TableName, changed: readonly string[]): string | undefined {
  if (primaryKey(tables[name]).includes(tableShape(name).owner)) return undefined;
  if (peculiarities[name]?.passesOthers) return undefined;
  const { columns } = getTableConfig(tables[name]);
  const guard = columns.findLast((column) => column.notNull && changed.includes(column.name));
  if (guard === undefined) throw new Error(`${name}: no NOT NULL column to guard it with`);
  return guard.name;
}

const quoted = (name: string) => `"${name}"`;
const list = (names: readonly string[]) => names.map(quoted).join(", ");

/**
 * False once D1 has the batch's last operation. A batch that timed out may commit after its retry and after
 * later ones; without this its older values would stand last.
 */
const notYetSaved = `NOT EXISTS (SELECT 1 FROM "user_streams" WHERE "user_id" = ?2 AND "n" >= ?3)`;

/**
 * Writes rows, given as one JSON array of objects by column name (decision 30): one bound value, whatever the
 * number of rows. Every row carries all of `tableShape(name).columns`; what is missing is NULL. `true` and
 * `false` arrive as 1 and 0, objects as their JSON text. A table with `patch` takes one row, of the columns that
 * change, and leaves the others as they are.
 *
 * Parameters: ?1 the rows, ?2 the learner, ?3 the `n` of the batch's last operation.
 *
 * A row by a name that somebody else uses, too, is written beside theirs (`own-ids.ts`), a skill that is not the
 * learner's own, such as one of the master list, is passed over.
 *
 * @throws (from D1) a NOT NULL failure when the id of any other row belongs to somebody else: passing over it in
 * silence would call saved what is not (protocol, rule 2).
 */
export const upsertSql = remembered((name: TableName): string => {
  const { owner, columns, key, keeps, patch } = tableShape(name);
  const said = (column: string) => `"r"."value"->>'$.${column}'`;
  const value = (column: string) => {
    const parent = pointers(name).get(column);
    if (parent !== undefined) return pointedAt(parent, said(column));
    return column === "id" && isNamed(name) ? standingId(name, owner, said(column)) : said(column);
  };
  const changed = columns.filter((column) => !key.includes(column) && !keeps.includes(column));
  const table = quoted(name);
  const mine = `${table}.${quoted(owner)} = ?2`;
  if (patch) {
    const given = (column: string) => `json_type("r"."value", '$.${column}') IS NOT NULL`;
    const newest = (column: string) =>
      `CASE WHEN ${given(column)} THEN ${value(column)} ELSE ${table}.${quoted(column)} END`;
    const set = changed.map((column) => `${quoted(column)} = ${newest(column)}`).join(", ");
    return `UPDATE ${table} SET ${set} FROM json_each(?1) AS "r" WHERE ${mine} AND ${notYetSaved}`;
  }
  const guard = guardColumn(name, changed);
  const newest = (column: string) =>
    column === guard ? `CASE WHEN ${mine} THEN excluded.${quoted(column)} END` : `excluded.${quoted(column)}`;
  const set = changed.map((column) => `${quoted(column)} = ${newest(column)}`).join(", ");
  const passing = peculiarities[name]?.passesOthers ? ` WHERE ${mine}` : "";
  return [
    `INSERT INTO ${table} (${list([owner, ...columns])})`,
    `SELECT ?2, ${columns.map(value).join(", ")} FROM json_each(?1) AS "r" WHERE ${notYetSaved}`,
    `ON CONFLICT (${list(primaryKey(tables[name]))}) DO UPDATE SET ${set}${passing}`,
  ].join(" ");
});

/**
 * Deletes rows of one learner. Parameters as in `upsertSql`, ?1 being a JSON array of keys: the key's value, an
 * array of values where the key has several columns, the learner's id in one-row tables.
 */
export const deleteSql = remembered((name: TableName): string => {
  const { owner, key, patch } = tableShape(name);
  if (patch) throw new Error(`${name}: the row is the worker's to delete`);
  const columns = key.length === 0 ? [owner] : key;
  const keys = columns.length === 1 ? `"value"` : columns.map((_, i) => `"value"->>${i}`).join(", ");
  const wanted = isNamed(name) ? eitherId : `SELECT ${keys} FROM json_each(?1)`;
  const left = columns.length === 1 ? list(columns) : `(${list(columns)})`;
  const conditions = [
    `${quoted(owner)} = ?2`,
    `${left} IN (${wanted})`,
    notYetSaved,
    peculiarities[name]?.deletable ?? "true",
  ];
  return `DELETE FROM ${quoted(name)} WHERE ${conditions.join(" AND ")}`;
});

/** What was put by of some answers or instances: ?1 is a JSON array of their keys, ?2 the learner. */
export const forgetSealedSql = [
  `DELETE FROM "user_sealed" WHERE "user_id" = ?2`,
  `AND "key" IN (SELECT "value" FROM json_each(?1))`,
].join(" ");

function parentsFirst(): TableName[] {
  const order: TableName[] = [];
  const visit = (name: TableName) => {
    if (order.includes(name)) return;
    for (const key of getTableConfig(tables[name]).foreignKeys) {
      const parent = byName.get(key.reference().foreignTable);
      if (parent !== undefined) visit(parent);
    }
    order.push(name);
  };
  tableNames.forEach(visit);
  return order;
}

/**
 * The order of a batch: deletes along it in reverse, then upserts along it, then `appendOpsSql`, then
 * `moveStreamSql`. Deletes go first so that a unique name or rank is free before another row takes it.
 */
export const writeOrder: readonly TableName[] = parentsFirst();
