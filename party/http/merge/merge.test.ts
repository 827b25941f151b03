import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Envelope } from "../../../shared/crypto/envelope.ts";
import { exportFile } from "../../../shared/export/schema.ts";
import { login, newAccount, type Account } from "../../testing/account.ts";
import { begin, cookiesIn, fetchWorker, fromElsewhere, origin, post } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { answerUpTo, envelope, TestLearner } from "../../testing/learner.ts";
import { expectD1ToBeTheLog, rowsIn } from "../../testing/rows.ts";

beforeAll(seedTestWorkbook);

interface Offer {
  id: string;
  head: number;
  plan: { counts: Record<string, number>; modules: { id: string; winner: string }[] };
  sealed: { key: string; at: string[]; to: string[]; env: Envelope }[];
}
const call = (cookie: string, path: string, method = "GET", body?: object) =>
  fetchWorker(`/api/merge/${path}`, {
    method,
    headers: {
      Cookie: cookie,
      ...(method === "GET" ? {} : { Origin: origin, "Content-Type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** A thread without an account, in the browser that then signs in. */
async function signedIn(account: Account, until = "1.2.1.plan") {
  const { userId, cookie } = await begin();
  const thread = new TestLearner(userId, cookie);
  await answerUpTo(thread, await thread.device(), until);
  await thread.heal();
  const { email, password } = account;
  const response = await post(
    "/api/auth/login",
    { email, auth: password.auth },
    { Cookie: cookie, ...fromElsewhere() },
  );
  const { merge } = await response.json<{ merge?: Offer }>();
  return { thread, merge, cookie: cookiesIn(response) };
}
const sealedAnew = (offer: Offer) =>
  offer.sealed.map(({ key, at }) => ({ key, at, env: { ...(envelope("M") as object) } }));

describe("MG: signing in from a thread", () => {
  test("MG1, MG2: the thread comes into the account, sealed anew, and is gone", async () => {
    const account = await newAccount();
    const { thread, merge, cookie } = await signedIn(account);
    if (merge === undefined) throw new Error("no offer");
    expect(merge.plan.counts).toMatchObject({ answers: 11, refused: 0, unknown: 0 });
    // The thread's own session is over: nothing is added to it any more.
    expect((await fetchWorker("/api/progress", { headers: { Cookie: thread.cookie } })).status).toBe(401);
    expect((await thread.clients[0]?.closed())?.code).toBe(4401);
    expect(merge.sealed.map(({ key }) => key).toSorted()).toEqual(["1.1.2.diary", "1.1.2.secrets"]);
    const diary = merge.sealed.find(({ key }) => key === "1.1.2.diary");
    expect([diary?.at, diary?.to]).toEqual([
      ["user_values", "life_values", thread.userId],
      ["user_values", "life_values", account.userId],
    ]);
    const learner = new TestLearner(account.userId, cookie);
    learner.seams.advance(86_400_000);
    const device = await learner.device();
    const { epoch } = await learner.fromLog((one) => ({ epoch: one.epoch }));
    const missing = await call(cookie, `${merge.id}/commit`, "POST", { head: merge.head, items: [] });
    expect([missing.status, await missing.json()]).toMatchObject([400, { error: { code: "plaintext" } }]);
    const items = sealedAnew(merge);
    for (let i = 0; i < 2; i += 1) {
      const response = await call(cookie, `${merge.id}/commit`, "POST", { head: merge.head, items });
      expect([response.status, await response.json()]).toEqual([200, { merged: true }]);
    }
    await learner.heal();
    await expectD1ToBeTheLog(learner);
    expect(await rowsIn("users", thread.userId, "id")).toEqual([]);
    expect(JSON.parse(String((await rowsIn("user_values", account.userId))[0]?.["life_values"]))).toEqual(
      envelope("M"),
    );
    expect(await rowsIn("user_experiences", account.userId)).toHaveLength(2);
    expect(await learner.fromLog(({ epoch: after, n }) => [after === epoch, n])).toEqual([false, 2]);
    await device.ping();
    expect(device.events.filter((event) => event.kind === "merged")).toHaveLength(1);
    // A device of before begins again with everything.
    const again = await learner.open();
    expect((await again.hello({ epoch, lastSeq: 3 })).mode).toBe("snapshot");
    expect((await call(cookie, merge.id)).status).toBe(404);
  });

  test("MG2: an account that has moved gets a new plan; what was left behind can be fetched", async () => {
    const account = await newAccount();
    const learner = new TestLearner(account.userId, account.cookie);
    learner.seams.advance(3_600_000);
    const client = await learner.device();
    await client.reply("1.0.0.mood", 7);
    await client.reply("1.0.0.ready", true);
    const { merge, cookie } = await signedIn(account, "1.1.2.diary");
    if (merge === undefined) throw new Error("no offer");
    expect(merge.plan.modules).toContainEqual({ id: "1.0", winner: "mine" });
    await client.edit("1.0.0.mood", 1, 6);
    const stale = await call(cookie, `${merge.id}/commit`, "POST", { head: merge.head, items: [] });
    const { head } = await stale.json<Offer>();
    expect([stale.status, head]).toEqual([409, merge.head + 1]);
    expect((await call(cookie, `${merge.id}/commit`, "POST", { head, items: [] })).status).toBe(200);
    expect(await learner.fromLog(({ state }) => state.answers.get("1.0.0.mood")?.value)).toBe(6);
    const lost = exportFile.parse(await (await call(cookie, `${merge.id}/lost`)).json());
    expect(Object.keys(lost.modules ?? {})).toEqual(["1.0"]);
    learner.seams.advance(31 * 86_400_000);
    expect((await call(cookie, `${merge.id}/lost`)).status).toBe(404);
    await learner.leave();
  });

  test("MG3: given up, the thread is gone and all of it can be fetched for thirty days", async () => {
    const account = await newAccount();
    const { thread, merge, cookie } = await signedIn(account, "1.1.1.tag");
    if (merge === undefined) throw new Error("no offer");
    for (let i = 0; i < 2; i += 1) expect((await call(cookie, merge.id, "DELETE")).status).toBe(200);
    expect(await rowsIn("users", thread.userId, "id")).toEqual([]);
    expect(await rowsIn("user_responses", account.userId)).toEqual([]);
    const lost = await (await call(cookie, `${merge.id}/lost`)).json<{ modules: Record<string, unknown> }>();
    expect(Object.keys(lost.modules)).toEqual(["1.0", "1.1"]);
  });

  test("MG2: a crash between the commit and the thread's end is gone on with", async () => {
    const account = await newAccount();
    const { thread, merge, cookie } = await signedIn(account, "1.1.1.tag");
    if (merge === undefined) throw new Error("no offer");
    // The thread's object cannot tell D1 for now.
    thread.seams.d1.next.push("ok", "before");
    const body = { head: merge.head, items: [] };
    expect((await call(cookie, `${merge.id}/commit`, "POST", body)).status).toBe(200);
    thread.seams.advance(120_000);
    await thread.alarm();
    expect((await call(cookie, `${merge.id}/commit`, "POST", body)).status).toBe(200);
    expect(await rowsIn("users", thread.userId, "id")).toEqual([]);
    const learner = new TestLearner(account.userId, cookie);
    expect(await learner.fromLog((one) => one.n)).toBe(2);
  });

  test("MG1: nothing is offered for an empty thread, nor to somebody who had none", async () => {
    const account = await newAccount();
    const { merge } = await signedIn(account, "1.0.0.mood");
    expect(merge).toBeUndefined();
    const { email, password } = account;
    const response = await login(email, password.auth);
    expect(await response.json()).not.toHaveProperty("merge");
    const { results } = await env.DB.prepare(`SELECT * FROM "user_merges" WHERE "user_id" = ?`)
      .bind(account.userId)
      .all();
    expect(results).toEqual([]);
  });
});
