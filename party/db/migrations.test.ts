import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { allTables, insert, learnersRows, nameOf, sampleRow, sharedTables, type Row } from "./sample-rows.ts";

/* A migration meets a database that is full. */

const db = env.BEFORE_DB;

const columnsOf = async (table: string): Promise<string[]> =>
  (await db.prepare(`PRAGMA table_info("${table}")`).all<{ name: string }>()).results.map(({ name }) => name);

/** One row in every table that was there, with every column it had; parents first. */
async function filled(): Promise<{ table: string; row: Row }[]> {
  const all = [
    ...sharedTables.map((table) => ({ table: nameOf(table), row: sampleRow(table, "shared") })),
    ...learnersRows("before"),
  ];
  const rows: { table: string; row: Row }[] = [];
  for (const { table, row } of all) {
    const columns = await columnsOf(table);
    if (columns.length === 0) continue;
    const had = Object.fromEntries(Object.entries(row).filter(([column]) => columns.includes(column)));
    await insert(db, table, had).run();
    rows.push({ table, row: had });
  }
  return rows;
}

test("the newest migration takes a full database of the one before, and loses nothing of it", async () => {
  const { TEST_MIGRATIONS: all } = env;
  await applyD1Migrations(db, all.slice(0, -1));
  const before = await filled();
  expect(before.length).toBeGreaterThan(40);
  await applyD1Migrations(db, all);
  for (const { table, row } of before) {
    const { results } = await db.prepare(`SELECT * FROM "${table}"`).all<Row>();
    expect([table, results]).toEqual([table, [expect.objectContaining(row)]]);
  }
  expect((await db.prepare("PRAGMA foreign_key_check").all()).results).toEqual([]);
  for (const table of allTables) {
    const wanted = Object.keys(sampleRow(table, "after")).toSorted();
    expect([nameOf(table), (await columnsOf(nameOf(table))).toSorted()]).toEqual([nameOf(table), wanted]);
  }
});
