import { env } from "cloudflare:workers";
import { getTableConfig } from "drizzle-orm/sqlite-core";
import { beforeAll, expect, test } from "vitest";
import { deleteAccountSql } from "./account.ts";
import * as sample from "./sample-rows.ts";
import { tableNames } from "./learner-tables.ts";

/* Spec section 8. Every table is found in the schema, so that a new one is covered or fails here. */

const db = env.DB;
const learners = sample.learnersTables;
const filled = [sample.tableNamed("users"), ...learners];
/** They outlive the learner, without pointing at them. */
const outliving = ["skills", "operator_alerts"];

const count = async (name: string) =>
  (await db.prepare(`SELECT count(*) AS n FROM "${name}"`).first<{ n: number }>())?.n;
const fill = (salt: string) =>
  db.batch(sample.learnersRows(salt).map(({ table, row }) => sample.insert(db, table, row)));
const userId = (salt: string) => String(sample.sampleRow(sample.tableNamed("users"), salt)["id"]);

beforeAll(() => sample.seedContent(db));

test("every table of a learner has user_id, with an index that begins with it", () => {
  for (const one of learners) {
    const { name, columns, indexes, primaryKeys, uniqueConstraints } = getTableConfig(one);
    if (outliving.includes(name)) continue;
    const firsts = [
      ...indexes.filter((index) => index.config.where === undefined).map((index) => index.config.columns[0]),
      ...primaryKeys.map((key) => key.columns[0]),
      ...uniqueConstraints.map((unique) => unique.columns[0]),
      ...columns.filter((column) => column.primary),
    ].map((column) => (column !== undefined && "name" in column ? column.name : ""));
    expect(firsts, name).toContain("user_id");
  }
});

test("every foreign key to a parent that can go has an index", () => {
  const permanent = sample.sharedTables.map(sample.nameOf);
  for (const one of sample.allTables) {
    const { name, columns, indexes, primaryKeys, uniqueConstraints } = getTableConfig(one);
    const firsts = [
      ...indexes.filter((index) => index.config.where === undefined).map((index) => index.config.columns[0]),
      ...primaryKeys.map((key) => key.columns[0]),
      ...uniqueConstraints.map((unique) => unique.columns[0]),
      ...columns.filter((column) => column.primary),
    ].map((column) => (column !== undefined && "name" in column ? column.name : ""));
    for (const { column, parent } of sample.parentsOf(one)) {
      if (!permanent.includes(parent)) expect(firsts, `${name}.${column}`).toContain(column);
    }
  }
});

test("what the object writes and what the worker writes are all that a learner has (decision 35)", () => {
  const others = [
    "auth",
    "auth_tokens",
    "emails",
    "live_coaches",
    "live_facilitators",
    "live_notes",
    "live_sessions",
    "live_stars",
    "sessions",
    "user_merges",
    "user_ops",
    "user_streams",
    "operator_alerts",
  ];
  expect([...tableNames, ...others].sort()).toEqual(["users", ...learners.map(sample.nameOf)].sort());
});

test("a deleted learner leaves nothing; an approved skill, content, and other learners stay", async () => {
  await fill("leaving");
  await fill("staying");
  const [leaving, staying] = [userId("leaving"), userId("staying")];
  await db.batch([
    db
      .prepare(`UPDATE skills SET is_custom = 1, review_status = 'approved' WHERE created_by = ?`)
      .bind(leaving),
    ...(["pending", "rejected"] as const).map((status) =>
      sample.insert(db, "skills", {
        ...sample.sampleRow(sample.tableNamed("skills"), status),
        created_by: leaving,
        is_custom: 1,
        review_status: status,
      }),
    ),
  ]);
  const content = await Promise.all(sample.sharedTables.map((one) => count(sample.nameOf(one))));
  expect(content.every((n) => n === 1)).toBe(true);
  for (const one of filled)
    expect(await count(sample.nameOf(one)), sample.nameOf(one)).toBeGreaterThanOrEqual(2);

  await db.batch([
    db.prepare(deleteAccountSql.user).bind(leaving),
    db.prepare(deleteAccountSql.orphanedSkills),
  ]);

  for (const one of filled) {
    const name = sample.nameOf(one);
    if (outliving.includes(name)) continue;
    const owner = name === "users" ? "id" : "user_id";
    const { results } = await db
      .prepare(`SELECT "${owner}" AS owner FROM "${name}"`)
      .all<{ owner: string }>();
    expect(results, name).toEqual([{ owner: staying }]);
  }
  const skills = await db.prepare(`SELECT id, created_by, review_status FROM skills ORDER BY id`).all();
  expect(skills.results).toEqual([
    { id: "id leaving", created_by: null, review_status: "approved" },
    { id: "id staying", created_by: staying, review_status: "pending" },
  ]);
  const alerts = await db.prepare(`SELECT user_id FROM operator_alerts ORDER BY id`).all();
  expect(alerts.results).toEqual([{ user_id: null }, { user_id: staying }]);
  expect(await Promise.all(sample.sharedTables.map((one) => count(sample.nameOf(one))))).toEqual(content);
});

/** Generated: each parent in a learner's data, deleted alone. */
const within = learners.flatMap((one) =>
  sample
    .parentsOf(one)
    .filter(({ parent }) => learners.includes(sample.tableNamed(parent)) && parent !== "skills")
    .map((key) => ({ child: sample.nameOf(one), ...key })),
);

test.each(within)(
  "$child.$column on delete of $parent: $onDelete",
  async ({ child, column, parent, onDelete }) => {
    const salt = `${child} ${column}`;
    await fill(salt);
    if (child === "user_revisions") {
      await db
        .prepare(`UPDATE user_revisions SET stem_id = NULL, instance_id = ? WHERE user_id = ?`)
        .bind(`id ${salt}`, userId(salt))
        .run();
    }
    await db.prepare(`DELETE FROM "${parent}" WHERE id = ?`).bind(`id ${salt}`).run();
    const row = await db
      .prepare(`SELECT "${column}" AS link FROM "${child}" WHERE user_id = ?`)
      .bind(userId(salt))
      .first();
    expect(row).toEqual(onDelete === "set null" ? { link: null } : null);
    expect(["set null", "cascade"]).toContain(onDelete);
  },
);

test("the links of the spec that are set null, by name", () => {
  const setNull = within
    .filter((key) => key.onDelete === "set null")
    .map((key) => `${key.child}.${key.column}`);
  expect(setNull.sort()).toEqual([
    "user_contacts.company_id",
    "user_idea_trees.root_node_id",
    "user_jobs.company_id",
    "user_milestones.career_option_id",
    "user_stories.experience_id",
  ]);
});

test("a skill that was approved, spread and was rejected later does not stop its maker from leaving", async () => {
  await fill("maker");
  await fill("tagger");
  const [maker, tagger] = [userId("maker"), userId("tagger")];
  await db.batch([
    db
      .prepare(`UPDATE skills SET is_custom = 1, review_status = 'rejected' WHERE created_by = ?`)
      .bind(maker),
    db.prepare(`UPDATE user_skills SET skill_id = 'id maker' WHERE user_id = ?`).bind(tagger),
    db.prepare(deleteAccountSql.user).bind(maker),
    db.prepare(deleteAccountSql.orphanedSkills),
  ]);
  expect(await db.prepare(`SELECT created_by FROM skills WHERE id = 'id maker'`).first()).toEqual({
    created_by: null,
  });
});
