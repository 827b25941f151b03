import { getTableColumns, is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import * as schema from "../../party/db/schema/index.ts";
import { projectedTables } from "../../shared/engine/project/tables.ts";

export interface Column {
  readonly holds: "text" | "number";
  /** The values it takes, where the schema lists them. */
  readonly values: readonly string[] | undefined;
  /** The numbers it takes, where the schema limits them. */
  readonly range: readonly [low: number, high: number] | undefined;
}

/** The schema's CHECKs, which drizzle knows only as SQL; `party/db/checks.test.ts` has the same list. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  "user_profile.life_dashboard_work": [1, 10],
  "user_profile.life_dashboard_play": [1, 10],
  "user_profile.life_dashboard_love": [1, 10],
  "user_profile.life_dashboard_health": [1, 10],
  "user_skills.mastery": [1, 5],
  "user_career_options.rank": [1, 3],
  "user_milestones.quarter": [1, 4],
};

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
  const holds = found.dataType === "number" ? "number" : "text";
  return { holds, values: found.enumValues, range: ranges[`${table}.${column}`] };
}

/** One row per learner: no `row` is to be named. */
export const isOneRow = (table: string): boolean => projectedTables[table]?.oneRow ?? false;
