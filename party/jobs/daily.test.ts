import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { servicesOf } from "../hosts/durable-object/services.ts";
import { newAccount, newLocator, newPassword, randomAuth } from "../testing/account.ts";
import { begin, post } from "../testing/client.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { newTestLearner, type TestLearner } from "../testing/learner.ts";
import { join, openRoom } from "../testing/live.ts";
import { rowsIn } from "../testing/rows.ts";
import { daily } from "./daily.ts";

beforeAll(seedTestWorkbook);
beforeEach(async () => {
  // Learners of the tests before are nobody's here.
  await env.DB.prepare(`DELETE FROM "users"`).run();
});

const dayMs = 86_400_000;
const run = (inDays: number) => daily(servicesOf(env), Date.now() + inDays * dayMs);
const exists = async (userId: string) => (await rowsIn("users", userId, "id")).length === 1;

async function withAnswer(): Promise<TestLearner> {
  const learner = await newTestLearner();
  const client = await learner.device();
  const ack = await client.reply("1.0.0.mood", 3);
  await client.saved(ack.t === "ack" ? ack.seq : 0);
  await client.close();
  return learner;
}
const stored = (learner: TestLearner) =>
  learner.journal((_journal, { storage }) =>
    Number(storage.sql.exec("SELECT count(*) AS n FROM ops").one()["n"]),
  );

test("without a single answer: after a month without a visit, its object too", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await client.close();
  expect(await stored(learner)).toBeGreaterThan(0);
  expect(await run(29)).toMatchObject({ learners: 0, failed: 0 });
  expect(await exists(learner.userId)).toBe(true);
  expect(await run(31)).toMatchObject({ learners: 1, failed: 0 });
  expect(await exists(learner.userId)).toBe(false);
  expect(await stored(learner)).toBe(0);
});

test("whoever was there in the last month is kept, whatever they wrote", async () => {
  const { userId } = await begin();
  await env.DB.prepare(`UPDATE "users" SET "created_at" = ? WHERE "id" = ?`)
    .bind(new Date(Date.now() - 90 * dayMs).toISOString(), userId)
    .run();
  expect(await run(20)).toMatchObject({ learners: 0, failed: 0 });
  expect(await exists(userId)).toBe(true);
});

test("with an answer: never before the last session has expired", async () => {
  const learner = await withAnswer();
  expect(await run(399)).toMatchObject({ learners: 0, failed: 0 });
  expect(await exists(learner.userId)).toBe(true);
  expect(await run(401)).toMatchObject({ learners: 1, failed: 0 });
  expect(await exists(learner.userId)).toBe(false);
  expect(await stored(learner)).toBe(0);
});

test("accounts are kept for ever, and so is whoever wrote down a recovery code", async () => {
  const account = await newAccount();
  const { userId, cookie } = await begin();
  const code = { locator: newLocator(), auth: randomAuth(), wrapped: newPassword().wrapped };
  await post("/api/auth/recovery-code", code, { Cookie: cookie });
  await run(4_000);
  expect([await exists(account.userId), await exists(userId)]).toEqual([true, true]);
  expect(await rowsIn("sessions", account.userId)).toEqual([]);
});

test("an object that does not answer keeps its learner for the next run, and stops nothing else", async () => {
  const [one, other] = [await newTestLearner(), await newTestLearner()];
  const services = servicesOf(env);
  const { workbook } = services;
  const deaf: typeof workbook = {
    ...workbook,
    ask: (userId, question) =>
      userId === one.userId ? Promise.reject(new Error("away")) : workbook.ask(userId, question),
  };
  const later = Date.now() + 31 * dayMs;
  expect(await daily({ ...services, workbook: deaf }, later)).toMatchObject({ learners: 1, failed: 1 });
  expect([await exists(one.userId), await exists(other.userId)]).toEqual([true, false]);
  expect(await run(31)).toMatchObject({ learners: 1, failed: 0 });
});

test("ended sessions, tokens and what a reset put by go when their time is over, and not before", async () => {
  const { userId, cookie } = await newAccount();
  await post("/api/auth/handover", {}, { Cookie: cookie });
  const at = new Date().toISOString();
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO "user_sealed" ("user_id", "generation", "key", "at", "env", "until") VALUES (?, 1, 'k', 'a', 'e', ?)`,
    ).bind(userId, new Date(Date.now() + 30 * dayMs).toISOString()),
    env.DB.prepare(
      `INSERT INTO "auth" ("id", "user_id", "type", "password_hash", "wrapped_data_key", "created_at", "updated_at")
       VALUES ('sealed-1', ?, 'sealed', 'h', 'w', ?, ?)`,
    ).bind(userId, at, at),
  ]);
  const left = async () => [
    (await rowsIn("sessions", userId)).length,
    (await rowsIn("auth_tokens", userId)).length,
    (await rowsIn("user_sealed", userId)).length,
    (await rowsIn("auth", userId)).length,
  ];
  // The claim's old token, ended; a link that confirms, and a ticket.
  expect(await left()).toEqual([2, 2, 1, 2]);
  await run(0.5);
  expect(await left()).toEqual([2, 2, 1, 2]);
  await run(2);
  expect(await left()).toEqual([1, 1, 1, 2]);
  await run(29);
  expect(await left()).toEqual([1, 0, 1, 2]);
  await run(31);
  expect(await left()).toEqual([1, 0, 0, 1]);
});

test("WA3: a wallet of everybody whose data changed since the last, and of nobody else", async () => {
  const [one, other, none] = [await withAnswer(), await withAnswer(), await newTestLearner()];
  const client = await none.device();
  await client.close();
  expect(await run(0)).toMatchObject({ wallets: 2, failed: 0 });
  for (const learner of [one, other, none]) await learner.heal();
  const signedAt = async (learner: TestLearner) =>
    (await rowsIn("user_wallet", learner.userId))[0]?.["exported_at"];
  expect([typeof (await signedAt(one)), typeof (await signedAt(other)), await signedAt(none)]).toEqual([
    "string",
    "string",
    undefined,
  ]);
  expect(await run(0)).toMatchObject({ wallets: 0, failed: 0 });
  const device = await one.device();
  one.seams.advance(3_600_000);
  const ack = await device.reply("1.0.0.ready", true);
  await device.saved(ack.t === "ack" ? ack.seq : 0);
  expect(await run(0)).toMatchObject({ wallets: 1, failed: 0 });
});

test("a report goes ninety days after its session, and what learners have in it; the learners stay", async () => {
  const room = await openRoom();
  const { learner, client } = await join(room, "Heron");
  await client.reply("1.0.0.mood", 3);
  await room.act("own-note", { text: "A good hour" });
  await learner.heal();
  expect((await room.act("end")).status).toBe(200);
  await learner.heal();
  const rows = async () => {
    const tables = ["live_sessions", "live_facilitators", "live_notes", "live_participants", "live_answers"];
    const counted = await Promise.all(
      tables.map((table) => env.DB.prepare(`SELECT count(*) AS "n" FROM "${table}"`).first<number>("n")),
    );
    return counted;
  };
  expect(await rows()).toEqual([1, 1, 1, 1, 1]);
  await run(89);
  expect(await rows()).toEqual([1, 1, 1, 1, 1]);
  // The learner's clock is a day ahead in tests.
  await run(92);
  expect(await rows()).toEqual([0, 0, 0, 0, 0]);
  expect(await exists(learner.userId)).toBe(true);
  await client.close();
});
