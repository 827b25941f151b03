import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { database } from "./client.ts";
import { nameOf, allTables } from "./sample-rows.ts";
import { references } from "./schema/index.ts";
import { specForeignKeys, specIndexes, specTables } from "./spec-record.ts";

const db = env.DB;

/** Where a column is not what the spec's CREATE statement says, and why. */
const corrected: Record<string, string> = {
  // Decision 3: ids are INTEGER, as in the tables they point at; one of prompt and tool is set.
  "user_responses.prompt_id": "INTEGER",
  "user_checklists.prompt_id": "INTEGER NOT NULL",
  // Decision 6: sealed columns are TEXT and nullable.
  "user_locations.name": "TEXT",
  "user_contacts.name": "TEXT",
  "user_budget.monthly_expenses": "TEXT",
  "user_budget.annual_needs": "TEXT",
  "user_budget.hourly_batna": "TEXT",
  "user_lists.name": "TEXT",
  "user_list_items.content": "TEXT",
  // Decision 11: the row is there from the first touch.
  "user_modules.first_completed_at": "TEXT",
  // Decision 14: unique among active addresses only, by a partial index.
  "emails.email": "TEXT NOT NULL",
  // Decision 15.
  "user_settings.font": "TEXT NOT NULL DEFAULT 'sans'",
  // Decision 28: unique where `retired_in` is null, by a partial index.
  "stem.sequence": "INTEGER NOT NULL",
  // The uniqueness is in idx_references_citation_number.
  "references.citation_number": "INTEGER NOT NULL",
};

const spec = specTables
  .trim()
  .split(/\n(?! )/)
  .map((entry) => {
    const [name = "", columns = ""] = entry.replace(/\s+/g, " ").split(": ");
    return { name, columns: columns.split(", ").map((one) => one.split(/ (.*)/)) };
  });

interface ColumnInfo {
  name: string;
  type: string;
  notnull: number;
  dflt_value: string | null;
  pk: number;
}
const columnsOf = async (table: string) =>
  (await db.prepare(`PRAGMA table_info("${table}")`).all<ColumnInfo>()).results;

test("the spec has 42 tables (decision 1); the schema has them, the wallet, and the decisions' own", () => {
  expect(spec).toHaveLength(42);
  const specified = spec.map((one) => one.name);
  expect(
    allTables
      .map(nameOf)
      .filter((name) => !specified.includes(name))
      .sort(),
  ).toEqual([
    "auth_tokens",
    "content_releases",
    "live_answers",
    "live_blocks",
    "live_coaches",
    "live_facilitators",
    "live_notes",
    "live_participants",
    "live_sessions",
    "live_shares",
    "live_stars",
    "operator_alerts",
    "outline",
    "stem_connections",
    "user_assessments",
    "user_looks",
    "user_merges",
    "user_notes",
    "user_ops",
    "user_practice_log",
    "user_revisions",
    "user_sealed",
    "user_story_skills",
    "user_streams",
    "user_tool_instances",
    "user_wallet",
  ]);
});

test.each(spec)("$name has the spec's columns", async ({ name, columns }) => {
  const actual = new Map((await columnsOf(name)).map((column) => [column.name, column]));
  for (const [column = "", definition = ""] of columns) {
    const info = actual.get(column);
    if (info === undefined) throw new Error(`${name}.${column} is missing`);
    const isKey = definition.includes("PRIMARY KEY") || info.pk > 0;
    const said = [
      info.type.toUpperCase(),
      ...(definition.includes("PRIMARY KEY") ? ["PRIMARY KEY"] : info.notnull === 1 ? ["NOT NULL"] : []),
      ...(info.dflt_value === null ? [] : [`DEFAULT ${info.dflt_value}`]),
    ].join(" ");
    expect(said, `${name}.${column}`).toBe(corrected[`${name}.${column}`] ?? definition);
    if (isKey) expect(info.pk).toBeGreaterThan(0);
  }
});

test("every correction corrects something", () => {
  const definitions = new Map<string, string | undefined>(
    spec.flatMap(({ name, columns }) =>
      columns.map(([column, said]) => [`${name}.${column}`, said] as const),
    ),
  );
  for (const [column, now] of Object.entries(corrected))
    expect(definitions.get(column), column).not.toBe(now);
});

test("the migrations make every table and column of the drizzle schema, and nothing else", async () => {
  const { results } = await db
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .all<{ name: string }>();
  const made = results.map((one) => one.name).filter((name) => !/^(_cf_|d1_migrations)/.test(name));
  expect(made.sort()).toEqual(allTables.map(nameOf).sort());
});

test("the spec's foreign keys", async () => {
  const actual = new Set<string>();
  for (const { name } of spec) {
    const { results } = await db
      .prepare(`PRAGMA foreign_key_list("${name}")`)
      .all<{ from: string; table: string; to: string; on_delete: string }>();
    for (const key of results) actual.add(`${name}.${key.from} ${key.table}.${key.to} ${key.on_delete}`);
  }
  expect(specForeignKeys.filter((key) => !actual.has(key))).toEqual([]);
});

test("the spec's indexes, with their conditions", async () => {
  const { results } = await db
    .prepare(`SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`)
    .all<{ sql: string }>();
  const actual = results.map(({ sql }) => {
    const [, name, table, columns = "", condition] =
      /INDEX `(\w+)` ON `(\w+)` \(([^)]*)\)(?: WHERE (.*))?$/.exec(sql) ?? [];
    const list = columns.replaceAll("`", "").split(",").join(", ");
    return `${name} ${table}(${list})${condition ? ` WHERE ${condition.replaceAll(/"\w+"\."(\w+)"/g, "$1")}` : ""}`;
  });
  expect(specIndexes.filter((index) => !actual.includes(index))).toEqual([]);
});

test("references is written and read through drizzle, its name quoted (decision 2)", async () => {
  const client = database(db);
  const row = {
    id: "burnett-evans",
    citation_number: 1,
    author_surname: "Burnett",
    full_citation: "Burnett, Bill, and Dave Evans. Designing Your Life.",
    short_citation: "Burnett & Evans, *Designing Your Life*",
    category: null,
    metadata: null,
    created_at: "2026-11-22T00:00:00Z",
  };
  const insert = client.insert(references).values(row);
  expect(insert.toSQL().sql).toMatch(/^insert into "references"/);
  await client.batch([insert, client.select().from(references)]);
  expect(await client.query.references.findFirst()).toEqual(row);
});
