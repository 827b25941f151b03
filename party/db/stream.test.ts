import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { upsertSql } from "./rows.ts";
import { joinLearner, seedContent } from "./sample-rows.ts";
import { appendOpsSql, moveStreamSql } from "./stream.ts";

/* Decision 4: retries are no-ops, a second writer is fenced off. */

const db = env.DB;

beforeAll(() => seedContent(db));

const move = (user: string, n: number) => db.prepare(moveStreamSql).bind(user, "epoch", n, n, null, 1);
const values = (user: string) => db.prepare(`SELECT * FROM user_values WHERE user_id = ?`).bind(user).first();
const op = (n: number, op_id = `op ${n}`) => ({
  n,
  op_id,
  first_seq: n,
  last_seq: n,
  payload_hash: `h ${op_id}`,
  at: "2026-11-22",
});
const append = (user: string, ops: readonly object[]) =>
  db.prepare(appendOpsSql).bind(JSON.stringify(ops), user);
const fresh = async (salt: string) => {
  const user = await joinLearner(db, salt);
  await db.prepare(`DELETE FROM user_ops WHERE user_id = ?`).bind(user).run();
  return user;
};
const saved = async (user: string) =>
  (await db.prepare(`SELECT n, op_id FROM user_ops WHERE user_id = ? ORDER BY n`).bind(user).all()).results;

test("an exact retry, alone or within a longer batch, is passed over", async () => {
  const user = await fresh("retries");
  await append(user, [op(1), op(2)]).run();
  expect((await append(user, [op(1), op(2)]).run()).meta.changes).toBe(0);
  expect((await append(user, [op(2), op(3)]).run()).meta.changes).toBe(1);
  expect(await saved(user)).toEqual([1, 2, 3].map((n) => ({ n, op_id: `op ${n}` })));
});

test.each([
  ["another operation at a known n", op(2, "stale")],
  ["a known operation at another n", op(3, "op 2")],
  ["a known operation with another payload", { ...op(2), payload_hash: "forged" }],
])("%s rolls the whole batch back", async (_, stale) => {
  const user = await fresh(`fence ${stale.n} ${stale.op_id} ${stale.payload_hash}`);
  const before = await values(user);
  await db.batch([append(user, [op(1), op(2)]), move(user, 2)]);
  const batch = db.batch([
    db.prepare(upsertSql("user_values")).bind(JSON.stringify([{ ...before, work_values: "stale" }]), user, 4),
    append(user, [stale, op(4)]),
    move(user, 4),
  ]);
  await expect(batch).rejects.toThrow("UNIQUE constraint failed: user_ops");
  expect(await values(user)).toEqual(before);
  expect(await saved(user)).toHaveLength(2);
});
