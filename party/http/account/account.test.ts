import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { allTables, nameOf } from "../../db/sample-rows.ts";
import { connect, fetchWorker, origin } from "../../testing/client.ts";
import { newAccount } from "../../testing/account.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { answerUpTo, newTestLearner, type TestLearner } from "../../testing/learner.ts";

beforeAll(seedTestWorkbook);

const ask = (cookie: string, method: string) =>
  fetchWorker("/api/account", {
    method,
    headers: {
      Cookie: cookie,
      ...(method === "GET" ? {} : { Origin: origin, "Content-Type": "application/json" }),
    },
  });
type Receipt = { tables: Record<string, number>; object: { operations: number }; pending?: boolean };

/** Every row of D1 in which the learner's id stands, as it does in a word of theirs. */
async function leftOf(learner: TestLearner): Promise<string[]> {
  const found = await env.DB.batch(
    allTables.map((table) => env.DB.prepare(`SELECT * FROM "${nameOf(table)}"`)),
  );
  return found.flatMap(({ results }, i) => {
    const table = allTables[i];
    const own = JSON.stringify(results);
    return table !== undefined && own.includes(learner.userId) ? [nameOf(table)] : [];
  });
}
const storedIn = (learner: TestLearner) =>
  learner.journal((_journal, { storage }) =>
    ["ops", "answers", "facts", "revisions", "drafts", "meta"].reduce(
      (n, table) => n + Number(storage.sql.exec(`SELECT count(*) AS n FROM ${table}`).one()["n"]),
      0,
    ),
  );

test("LR6, LR7: the receipt says what there is, then everything is gone", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await answerUpTo(learner, client, "1.1.2.headline");
  await client.reply("1.1.2.headline", `words of ${learner.userId}`);
  await learner.heal();
  const before = await (await ask(learner.cookie, "GET")).json<Receipt>();
  expect(before.tables).toMatchObject({
    users: 1,
    sessions: 1,
    user_settings: 1,
    user_responses: 8,
    user_profile: 1,
  });
  expect(before.object.operations).toBe(before.tables["user_ops"]);
  const response = await ask(learner.cookie, "DELETE");
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ ...before, object: expect.anything() as object, pending: false });
  expect(response.headers.get("Set-Cookie")).toContain("Max-Age=0");
  expect(response.headers.get("Clear-Site-Data")).toBe('"storage"');
  expect((await client.closed()).code).toBe(4401);
  expect(await leftOf(learner)).toEqual([]);
  expect(await storedIn(learner)).toBe(0);
  expect((await ask(learner.cookie, "GET")).status).toBe(401);
  expect((await (await connect(learner.cookie)).closed()).code).toBe(4401);
});

test("LR7: with a D1 that fails in between it is finished later, and nothing is answered meanwhile", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await client.reply("1.0.0.mood", 3);
  await learner.heal();
  learner.seams.d1.next.push("ok", "before");
  const response = await ask(learner.cookie, "DELETE");
  expect(response.status).toBe(202);
  expect(await response.json()).toMatchObject({ pending: true });
  expect((await client.closed()).code).toBe(4401);
  await learner.crash();
  expect((await fetchWorker("/api/progress", { headers: { Cookie: learner.cookie } })).status).toBe(401);
  expect((await (await learner.open()).closed()).code).toBe(4401);
  learner.seams.advance(120_000);
  await learner.alarm();
  expect(await leftOf(learner)).toEqual([]);
  expect(await storedIn(learner)).toBe(0);
});

test("LR7: a lost answer of D1 is no half deletion", async () => {
  const learner = await newTestLearner();
  await learner.device();
  await learner.heal();
  learner.seams.d1.next.push("ok", "lost");
  expect((await ask(learner.cookie, "DELETE")).status).toBe(202);
  learner.seams.advance(120_000);
  await learner.alarm();
  expect(await leftOf(learner)).toEqual([]);
  expect(await storedIn(learner)).toBe(0);
});

test("LR6, LR7: without D1 there is no receipt and nothing is deleted", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await client.reply("1.0.0.mood", 3);
  await learner.heal();
  learner.seams.d1.now = "before";
  expect((await ask(learner.cookie, "GET")).status).toBe(503);
  expect((await ask(learner.cookie, "DELETE")).status).toBe(503);
  expect(await client.operate({ t: "reply", blockId: "1.0.0.ready", value: true })).toMatchObject({
    t: "ack",
  });
});

test("LR7: an account asks for the password again", async () => {
  const { cookie, userId } = await newAccount();
  await env.DB.prepare(`UPDATE "sessions" SET "auth_at" = NULL WHERE "user_id" = ?`).bind(userId).run();
  expect((await ask(cookie, "DELETE")).status).toBe(403);
});
