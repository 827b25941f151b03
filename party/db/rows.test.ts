import { env } from "cloudflare:workers";
import fc from "fast-check";
import { getTableConfig, type SQLiteColumn } from "drizzle-orm/sqlite-core";
import { beforeAll, describe, expect, test } from "vitest";
import { tables, type TableName } from "./learner-tables.ts";
import { isNamed } from "./own-ids.ts";
import { deleteSql, tableShape, upsertSql, writeOrder } from "./rows.ts";
import {
  insert,
  joinLearner,
  learnerId,
  learnersRows,
  parentsOf,
  sampleRow,
  seedContent,
  tableNamed,
  type Row,
} from "./sample-rows.ts";
import { moveStreamSql } from "./stream.ts";

const db = env.DB;

const join = (salt: string) => joinLearner(db, salt);
const upsert = (name: TableName, user: string, n: number, rows: readonly object[]) =>
  db.prepare(upsertSql(name)).bind(JSON.stringify(rows), user, n);
const remove = (name: TableName, user: string, n: number, keys: readonly unknown[]) =>
  db.prepare(deleteSql(name)).bind(JSON.stringify(keys), user, n);
const move = (user: string, n: number) => db.prepare(moveStreamSql).bind(user, "epoch", n, n * 3, null, 1);
const read = async (name: TableName, user: string): Promise<Row[]> => {
  const { owner, columns, key } = tableShape(name);
  const list = columns.map((column) => `"${column}"`).join(", ");
  const order = key.length > 0 ? ` ORDER BY ${key.map((column) => `"${column}"`).join(", ")}` : "";
  return (
    await db.prepare(`SELECT ${list} FROM "${name}" WHERE "${owner}" = ?${order}`).bind(user).all<Row>()
  ).results;
};

beforeAll(() => seedContent(db));

/** Any text, U+0000 included, but lone surrogates: UTF-8 has none, and D1 gives three U+FFFD back for one. */
const anyText = fc.string({ unit: "binary", maxLength: 40 });

const limits: Record<string, readonly [number, number]> = {
  mastery: [1, 5],
  rank: [1, 3],
  quarter: [1, 4],
  energy: [-2, 2],
  focus: [1, 5],
  score: [1, 5],
};
function anyValue(name: TableName, column: SQLiteColumn): fc.Arbitrary<unknown> {
  if (column.enumValues !== undefined && column.enumValues.length > 0)
    return fc.constantFrom(...column.enumValues);
  if (column.dataType !== "number") return anyText;
  const isFlag = getTableConfig(tables[name]).checks.some(
    (check) => check.name === `${name}_${column.name}_flag`,
  );
  if (isFlag) return fc.boolean();
  const [min, max] =
    limits[column.name] ?? (column.name.startsWith("life_dashboard") ? [1, 10] : [0, 2 ** 40]);
  return fc.integer({ min, max });
}
/** A row of this learner at the sample's key: everything else is free within the CHECKs. */
function anyRow(name: TableName, salt: string): fc.Arbitrary<Record<string, unknown>> {
  const { columns, key } = tableShape(name);
  const sample: Row = sampleRow(tables[name], salt);
  const links = parentsOf(tables[name]).map((one) => one.column);
  const pinned = [
    "prompt_id",
    "tool_id",
    "instance_id",
    "day",
    "skipped",
    "erased",
    "response_text",
    "value",
    "deleted_at",
  ];
  const arbitraries = getTableConfig(tables[name])
    .columns.filter((column) => columns.includes(column.name))
    .map((column) => {
      const fixed = [...key, ...links, ...pinned].includes(column.name);
      if (fixed) return [column.name, fc.constant(sample[column.name])] as const;
      const value = anyValue(name, column);
      return [column.name, column.notNull ? value : fc.option(value)] as const;
    });
  return fc.record(Object.fromEntries(arbitraries));
}
const asStored = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === "boolean" ? Number(value) : value,
    ]),
  );

describe.each(writeOrder.map((name) => ({ name })))("$name", ({ name }) => {
  test("newest values win; writing twice, or late, changes nothing", async () => {
    const salt = `writes ${name}`;
    const user = await join(salt);
    const { keeps } = tableShape(name);
    const [kept] = await read(name, user);
    let n = 0;
    await fc.assert(
      fc.asyncProperty(anyRow(name, salt), anyRow(name, salt), async (older, newer) => {
        n += 2;
        const expected = {
          ...asStored(newer),
          ...Object.fromEntries(keeps.map((column) => [column, kept?.[column]])),
        };
        await db.batch([upsert(name, user, n - 1, [older]), move(user, n - 1)]);
        await db.batch([upsert(name, user, n, [newer]), upsert(name, user, n, [newer]), move(user, n)]);
        expect(await read(name, user)).toEqual([expected]);
        // A batch that timed out and commits after its successors.
        await db.batch([upsert(name, user, n - 1, [older]), move(user, n - 1)]);
        expect(await read(name, user)).toEqual([expected]);
      }),
      { numRuns: 8 },
    );
    const head = await db
      .prepare(`SELECT n, last_seq FROM user_streams WHERE user_id = ?`)
      .bind(user)
      .first();
    expect(head).toEqual({ n, last_seq: n * 3 });
  });
});

const deletable = writeOrder.filter((name) => !tableShape(name).patch && name !== "skills");

test.each(deletable.map((name) => ({ name })))(
  "a row of $name is deleted by its key, by its learner only",
  async ({ name }) => {
    const salt = `deletes ${name}`;
    const [user, other] = [await join(salt), await join(`other ${salt}`)];
    const { key } = tableShape(name);
    const sample = sampleRow(tables[name], salt);
    const values = key.map((column) => sample[column]);
    const keys = [values.length === 0 ? user : values.length === 1 ? values[0] : values];
    await remove(name, other, 1, keys).run();
    const [row] = await read(name, user);
    expect(row).toBeDefined();
    await db.batch([remove(name, user, 1, keys), move(user, 1)]);
    expect(await read(name, user)).toEqual([]);
    await upsert(name, user, 2, [row ?? {}]).run();
    await remove(name, user, 1, keys).run();
    expect(await read(name, user), "a late delete").toEqual([row]);
  },
);

test("all tables at once: upserts along writeOrder satisfy the foreign keys, deletes in reverse", async () => {
  const user = learnerId("everything");
  const rows = new Map(learnersRows("everything").map(({ table, row }) => [table, row]));
  await db.batch([
    insert(db, "users", rows.get("users") ?? {}),
    insert(db, "user_settings", rows.get("user_settings") ?? {}),
    ...writeOrder.map((name) => upsert(name, user, 1, [rows.get(name) ?? {}])),
    move(user, 1),
  ]);
  for (const name of writeOrder) expect(await read(name, user), name).toHaveLength(1);
  const keyOf = (name: TableName) => {
    const values = tableShape(name).key.map((column) => rows.get(name)?.[column]);
    return values.length === 0 ? user : values.length === 1 ? values[0] : values;
  };
  const gone = writeOrder.filter((name) => !tableShape(name).patch).toReversed();
  await db.batch(gone.map((name) => remove(name, user, 2, [keyOf(name)])));
  for (const name of gone) expect(await read(name, user), name).toEqual([]);
});

test("a hundred rows are one statement; a prefix of them is deleted by another", async () => {
  const user = await join("many");
  const [item] = await read("user_list_items", user);
  const rows = Array.from({ length: 500 }, (_, position) => ({ ...item, id: `item ${position}`, position }));
  expect((await upsert("user_list_items", user, 1, rows).run()).meta.changes).toBe(500);
  await remove(
    "user_list_items",
    user,
    1,
    rows.slice(0, 300).map((row) => row.id),
  ).run();
  expect(await read("user_list_items", user)).toHaveLength(201);
});

const byId = deletable.filter((name) => tableShape(name).key.join() === "id");

test.each(byId.map((name) => ({ name })))(
  "PJ20: a row of $name with somebody else's id leaves theirs as it was",
  async ({ name }) => {
    const [victim, attacker] = [await join(`victim ${name}`), await join(`attacker ${name}`)];
    const id = learnerId(`victim ${name}`);
    const before = await read(name, victim);
    const [own] = await read(name, attacker);
    await remove(name, attacker, 1, [own?.["id"]]).run();
    const named = { ...own, id };
    if (!isNamed(name)) {
      await expect(upsert(name, attacker, 1, [named]).run()).rejects.toThrow(/NOT NULL|UNIQUE/);
    } else {
      const beside = { ...own, id: `${id}/${attacker}` };
      await upsert(name, attacker, 1, [named]).run();
      await upsert(name, attacker, 1, [named]).run();
      expect(await read(name, attacker)).toEqual([beside]);
      await remove(name, victim, 1, [id]).run();
      await upsert(name, attacker, 1, [named]).run();
      expect(await read(name, attacker), "theirs is gone").toEqual([beside]);
      await upsert(name, victim, 1, before).run();
      await remove(name, attacker, 1, [id]).run();
      expect(await read(name, attacker)).toEqual([]);
    }
    expect(await read(name, victim)).toEqual(before);
  },
);

test("a row that names somebody else's parent does not block that learner's own", async () => {
  const [victim, attacker] = [await join("blocked"), await join("blocker")];
  const [junction] = await read("user_experience_skills", victim);
  await remove("user_experience_skills", victim, 1, [junction?.["id"]]).run();
  await upsert("user_experience_skills", attacker, 1, [{ ...junction, id: "planted" }]).run();
  await upsert("user_experience_skills", victim, 1, [junction ?? {}]).run();
  expect(await read("user_experience_skills", victim)).toEqual([junction]);
});

describe("skills", () => {
  const skill = sampleRow(tableNamed("skills"), "shared");
  const master = { ...skill, id: "master", created_by: null, is_custom: 0, review_status: null };

  test("a skill of the master list, or somebody else's, is passed over", async () => {
    const user = await join("taker");
    await insert(db, "skills", master).run();
    await upsert("skills", user, 1, [{ ...master, name: "Mine now", is_custom: 1 }]).run();
    expect(await db.prepare(`SELECT * FROM skills WHERE id = 'master'`).first()).toEqual(master);
  });

  test("a review survives a retry, and an approved skill its maker's delete", async () => {
    const user = await join("inventor");
    const own = {
      id: "beekeeping",
      name: "Beekeeping",
      category: "knowledge",
      is_custom: 1,
      review_status: "pending",
      created_at: "x",
    };
    await upsert("skills", user, 1, [own]).run();
    await db.prepare(`UPDATE skills SET review_status = 'approved' WHERE id = 'beekeeping'`).run();
    await upsert("skills", user, 2, [{ ...own, name: "Bee-keeping" }]).run();
    await remove("skills", user, 2, ["beekeeping"]).run();
    const kept = await db.prepare(`SELECT name, review_status FROM skills WHERE id = 'beekeeping'`).first();
    expect(kept).toEqual({ name: "Bee-keeping", review_status: "approved" });
    await db.prepare(`UPDATE skills SET review_status = 'pending' WHERE id = 'beekeeping'`).run();
    await remove("skills", user, 2, ["beekeeping"]).run();
    expect(await db.prepare(`SELECT name FROM skills WHERE id = 'beekeeping'`).first()).toBeNull();
  });
});

test("the worker's columns stay: is_anonymous, created_at (decision 35)", async () => {
  const user = await join("patched");
  await db.batch([
    upsert("users", user, 1, [
      { id: "somebody", is_anonymous: 0, workbook_complete: true, created_at: "z", updated_at: "later" },
    ]),
    upsert("user_settings", user, 1, [
      { ...(await read("user_settings", user))[0], font: "mono", created_at: "z" },
    ]),
  ]);
  expect(await db.prepare(`SELECT * FROM users WHERE id = ?`).bind(user).first()).toEqual({
    ...sampleRow(tableNamed("users"), "patched"),
    workbook_complete: 1,
    updated_at: "later",
  });
  expect(
    await db.prepare(`SELECT font, created_at FROM user_settings WHERE user_id = ?`).bind(user).first(),
  ).toEqual({
    font: "mono",
    created_at: "created_at patched",
  });
  await upsert("user_settings", user, 1, [{ time_zone: null }]).run();
  expect(
    await db.prepare(`SELECT font, time_zone FROM user_settings WHERE user_id = ?`).bind(user).first(),
  ).toEqual({
    font: "mono",
    time_zone: null,
  });
  expect(() => deleteSql("users")).toThrow("worker's");
});

test("an envelope is stored as its JSON text; a missing NOT NULL column is refused", async () => {
  const user = await join("sealed");
  const envelope = { v: 1, iv: "aXY=", ciphertext: "Y3Q=" };
  const [row] = await read("user_contacts", user);
  await upsert("user_contacts", user, 1, [{ ...row, name: envelope }]).run();
  expect((await read("user_contacts", user))[0]?.["name"]).toBe(JSON.stringify(envelope));
  const { updated_at: _, ...incomplete } = row ?? {};
  await expect(upsert("user_contacts", user, 1, [incomplete]).run()).rejects.toThrow("NOT NULL");
});
