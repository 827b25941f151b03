import { env } from "cloudflare:workers";
import { getTableConfig } from "drizzle-orm/sqlite-core";
import { beforeAll, expect, test } from "vitest";
import * as sample from "./sample-rows.ts";
import { specKeys } from "./spec-record.ts";

const db = env.DB;
const { insert, learnersRows, sampleRow, tableNamed } = sample;

/** Spec keys that the decisions changed, and into what. */
const corrected: Record<string, string> = {
  // Decision 12: history of assessments.
  "user_competency_scores(user_id, competency_id)":
    "user_competency_scores(user_id, assessment_id, competency_id)",
  // Ids of parents come from clients: one learner's row must not block another's.
  "user_experience_skills(experience_id, skill_id)":
    "user_experience_skills(user_id, experience_id, skill_id)",
  "user_idea_edges(tree_id, from_node_id, to_node_id)":
    "user_idea_edges(user_id, tree_id, from_node_id, to_node_id)",
};

const columnNames = (columns: readonly object[]) =>
  columns.map((column) => ("name" in column && typeof column.name === "string" ? column.name : ""));

/** Unique keys beside the primary ones, as `table(columns)`. */
const secondKeys = sample.allTables.flatMap((one) => {
  const { name, indexes, uniqueConstraints } = getTableConfig(one);
  return [
    ...indexes.filter((index) => index.config.unique).map((index) => index.config.columns),
    ...uniqueConstraints.map((unique) => unique.columns),
  ].map((columns) => `${name}(${columnNames(columns).join(", ")})`);
});

interface Case {
  readonly key: string;
  /** What both learners' rows are before the one is made like the other. */
  readonly both?: sample.Row;
  /** What keeps the rows apart in their other keys. */
  readonly apart?: sample.Row;
}

const learnersCases: readonly Case[] = [
  { key: "auth(user_id, type)" },
  { key: "auth(locator)", both: { type: "recovery" } },
  { key: "emails(email)" },
  { key: "emails(user_id)" },
  { key: "sessions(public_id)" },
  { key: "live_sessions(code_key)" },
  { key: "user_ops(user_id, op_id)", apart: { n: 2 } },
  { key: "user_responses(user_id, stem_id)" },
  { key: "user_revisions(user_id, stem_id, rev)" },
  { key: "user_revisions(user_id, instance_id, rev)", both: { stem_id: null } },
  { key: "user_skills(user_id, skill_id)" },
  { key: "user_experience_skills(user_id, experience_id, skill_id)" },
  { key: "user_story_skills(user_id, story_id, skill_id)" },
  { key: "user_idea_nodes(user_id, content)" },
  { key: "user_idea_edges(user_id, tree_id, from_node_id, to_node_id)" },
  { key: "user_competency_scores(user_id, assessment_id, competency_id)" },
];

/** The second row of a content or reference table; its other keys are its own. */
const sharedCases: readonly (Case & { readonly second: sample.Row })[] = [
  { key: "stem(key)", second: { id: 2, sequence: 2, key: "key shared" } },
  { key: "stem(sequence)", second: { id: 2, sequence: 1, key: "another" } },
  { key: "ongoing_practices(key)", second: { id: 2, key: "key shared" } },
  { key: "references(citation_number)", second: { id: "another", citation_number: 1 } },
  { key: "competency_levels(competency_id, level)", second: { id: "another" } },
  { key: "content_releases(active)", second: { version: 2 } },
];

const parse = (key: string) => {
  const [table = "", columns = ""] = key.replace(")", "").split("(");
  return { table, columns: columns.split(", ") };
};
const failure = ({ table, columns }: ReturnType<typeof parse>) =>
  `UNIQUE constraint failed: ${columns.map((column) => `${table}.${column}`).join(", ")}`;

beforeAll(() => sample.seedContent(db));

test("every unique key has a case, and the spec's are among them", () => {
  expect([...learnersCases, ...sharedCases].map((one) => one.key).sort()).toEqual(secondKeys.sort());
  for (const key of specKeys.filter((one) => one.includes("UNIQUE"))) {
    const plain = key.replace(" UNIQUE", "");
    expect(secondKeys).toContain(corrected[plain] ?? plain);
  }
  expect(columnNames(getTableConfig(tableNamed("user_modules")).primaryKeys[0]?.columns ?? [])).toEqual([
    "user_id",
    "module_id",
  ]);
});

test.each(learnersCases)("$key", async ({ key, both = {}, apart = {} }) => {
  const { table, columns } = parse(key);
  const makeFilled = (salt: string) => {
    const own = { ...both };
    if (columns.includes("locator")) own["locator"] = salt;
    if (columns.includes("instance_id")) own["instance_id"] = `id ${salt}`;
    return learnersRows(salt).map((one) =>
      one.table === table ? { table, row: { ...one.row, ...own } } : one,
    );
  };
  const [ana, ben] = [makeFilled(`ana ${key}`), makeFilled(`ben ${key}`)];
  await db.batch([...ana, ...ben].map((one) => insert(db, one.table, one.row)));
  const [first, second] = [ana, ben].map((rows) => rows.find((one) => one.table === table)?.row ?? {});
  const changes = {
    ...apart,
    ...Object.fromEntries(columns.map((column) => [column, first?.[column] ?? null])),
  };
  const id = "id" in (second ?? {}) ? "id" : "user_id";
  const change = db
    .prepare(
      `UPDATE "${table}" SET ${Object.keys(changes)
        .map((one) => `"${one}" = ?`)
        .join(", ")} WHERE "${id}" = ?`,
    )
    .bind(...Object.values(changes), second?.[id]);
  await expect(change.run()).rejects.toThrow(failure({ table, columns }));
});

test.each(sharedCases)("$key", async ({ key, second }) => {
  const { table, columns } = parse(key);
  const row = { ...sampleRow(tableNamed(table), "shared"), ...second };
  await expect(insert(db, table, row).run()).rejects.toThrow(failure({ table, columns }));
});

/* What the partial keys leave free. */

const stays = (statement: D1PreparedStatement) =>
  expect(statement.run()).resolves.toMatchObject({ success: true });

test("an address that was given up is free for another learner, and the old row stays (decision 14)", async () => {
  await db.batch(learnersRows("old owner").map((one) => insert(db, one.table, one.row)));
  await db.batch(learnersRows("new owner").map((one) => insert(db, one.table, one.row)));
  await db.prepare(`UPDATE emails SET is_active = 0 WHERE user_id = 'id old owner'`).run();
  await stays(db.prepare(`UPDATE emails SET email = 'email old owner' WHERE user_id = 'id new owner'`));
  await stays(
    insert(db, "emails", {
      ...sampleRow(tableNamed("emails"), "old owner"),
      id: "second",
      email: "second@example.org",
    }),
  );
});

test("a retired placement keeps its sequence beside a live one (decision 28)", async () => {
  const stem = sampleRow(tableNamed("stem"), "shared");
  await stays(insert(db, "stem", { ...stem, id: 3, key: "retired", retired_in: 2 }));
  await stays(insert(db, "stem", { ...stem, id: 4, key: "retired too", retired_in: 3 }));
});

test("any number of releases, one of them active (decision 28)", async () => {
  const release = sampleRow(tableNamed("content_releases"), "shared");
  for (const version of [3, 4])
    await stays(insert(db, "content_releases", { ...release, version, active: 0 }));
  await db.batch([
    db.prepare(`UPDATE content_releases SET active = 0 WHERE active = 1`),
    db.prepare(`UPDATE content_releases SET active = 1 WHERE version = 4`),
  ]);
});

test("a rotated session leaves its public id to the next one", async () => {
  await db.batch(learnersRows("rotating").map((one) => insert(db, one.table, one.row)));
  await db.prepare(`UPDATE sessions SET revoked_at = '2026-11-22T00:01:00Z' WHERE id = 'id rotating'`).run();
  await stays(insert(db, "sessions", { ...sampleRow(tableNamed("sessions"), "rotating"), id: "next" }));
});
