import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { reopenAnswer } from "../../../shared/protocol/account.ts";
import {
  login,
  newAccount,
  newEmail,
  newLocator,
  newPassword,
  randomAuth,
  type Account,
} from "../../testing/account.ts";
import { appWith, posting } from "../../testing/app.ts";
import { connect, cookiesIn, fetchWorker, fromElsewhere, post } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { answerUpTo, envelope, TestLearner } from "../../testing/learner.ts";
import { confirm, lettersTo, linkIn } from "../../testing/letters.ts";
import { expectD1ToBeTheLog, rowsIn } from "../../testing/rows.ts";
import { servicesOf } from "../../hosts/durable-object/services.ts";

beforeAll(seedTestWorkbook);

const get = (path: string, cookie: string) => fetchWorker(path, { headers: { Cookie: cookie } });
const recover = (email: string) => post("/api/auth/recover", { email }, fromElsewhere());
const confirmWith = (token: string, password = newPassword()) =>
  post("/api/auth/recover/confirm", { token, ...password });

/** The token of the newest letter about a reset. The letter leaves after the answer. */
async function resetToken(email: string, before = 0): Promise<string> {
  for (let i = 0; i < 100; i += 1) {
    const letters = (await lettersTo(email)).filter((one) => one.subject === "A new password for DreamTree");
    if (letters.length > before && letters[0] !== undefined) return linkIn(letters[0]).token;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("no letter");
}

/** An account with private answers in the thread, its address confirmed. */
async function diary(): Promise<{ account: Account; learner: TestLearner }> {
  const account = await newAccount();
  await confirm(account.email);
  const learner = new TestLearner(account.userId, account.cookie);
  const client = await learner.device();
  await answerUpTo(learner, client, null);
  const seq = client.all("ack").at(-1)?.seq ?? 0;
  await client.saved(seq);
  return { account, learner };
}
const resetTokens = async (userId: string) =>
  (await rowsIn("auth_tokens", userId)).filter((row) => row["kind"] === "reset");
const sealedRows = (userId: string) => rowsIn("user_sealed", userId);
const everythingPrivate = async (userId: string) =>
  JSON.stringify([
    await rowsIn("user_responses", userId),
    await rowsIn("user_list_items", userId),
    await rowsIn("user_revisions", userId),
  ]);

describe("asking for a link", () => {
  test("known, unconfirmed and unknown addresses look the same; only a confirmed one gets a letter", async () => {
    const [confirmed, unconfirmed] = [await newAccount(), await newAccount()];
    await confirm(confirmed.email);
    const answers = await Promise.all(
      [confirmed.email, unconfirmed.email, newEmail()].map(async (email) => {
        const response = await recover(email);
        return [response.status, [...response.headers].toSorted(), await response.text()];
      }),
    );
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(await resetToken(confirmed.email)).toMatch(/^[\w-]{43}$/);
    expect(await lettersTo(unconfirmed.email)).toHaveLength(1);
  });

  test("nobody's mailbox is filled: three an hour", async () => {
    const { email } = await newAccount();
    await confirm(email);
    for (let i = 0; i < 6; i += 1) expect((await recover(email)).status).toBe(200);
    await resetToken(email, 2);
    const letters = (await lettersTo(email)).filter((one) => one.subject.startsWith("A new password"));
    expect(letters).toHaveLength(3);
  });

  test("the link stands under the public origin, works ten minutes, once, and not after a newer one", async () => {
    const { email, userId } = await newAccount();
    await confirm(email);
    await recover(email);
    const first = await resetToken(email);
    expect(linkIn((await lettersTo(email))[0] ?? { to: "", subject: "", text: "" }).url).toBe(
      `https://dreamtree.test/account/reset#t=${first}.${userId}`,
    );
    expect(JSON.stringify(await rowsIn("auth_tokens", userId))).not.toContain(first);
    await recover(email);
    const second = await resetToken(email, 1);
    expect((await confirmWith(first)).status).toBe(410);
    const [row] = await resetTokens(userId);
    const minutes =
      (Date.parse(String(row?.["expires_at"])) - Date.parse(String(row?.["created_at"]))) / 60_000;
    expect(minutes).toBe(10);
    expect((await confirmWith(second)).status).toBe(200);
    expect((await confirmWith(second)).status).toBe(410);
  });

  test("100 at once: one of them sets the password", async () => {
    const { email } = await newAccount();
    await confirm(email);
    await recover(email);
    const token = await resetToken(email);
    const passwords = Array.from({ length: 100 }, () => newPassword());
    const answers = await Promise.all(passwords.map((one) => confirmWith(token, one)));
    const won = answers.flatMap(({ status }, i) => (status === 200 ? [i] : []));
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(99);
    expect((await login(email, passwords[won[0] ?? 0]?.auth ?? "")).status).toBe(200);
  });

  test("where nobody carries letters it says so plainly, to everybody", async () => {
    const { fetch } = appWith({ mailer: null });
    const answer = await posting(fetch)("/api/auth/recover", { email: newEmail() });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      error: { message: expect.stringContaining("Nobody carries letters") },
    });
  });
});

describe("the reset itself", () => {
  test("ends every session and socket; the new password opens, the old one does not", async () => {
    const { account } = await diary();
    const socket = await connect(account.cookie);
    await socket.hello();
    await recover(account.email);
    const made = newPassword();
    const response = await confirmWith(await resetToken(account.email), made);
    expect(response.status).toBe(200);
    expect((await socket.closed()).code).toBe(4401);
    expect((await get("/api/session", account.cookie)).status).toBe(401);
    expect((await login(account.email, account.password.auth)).status).toBe(403);
    const again = await login(account.email, made.auth);
    expect(await again.json()).toMatchObject({ wrapped: made.wrapped });
    expect((await lettersTo(account.email)).map((one) => one.subject)).toContain(
      "Your DreamTree password was replaced",
    );
  });

  test("moves every envelope out of the way, for thirty days; progress stays to the last number", async () => {
    const { account, learner } = await diary();
    const { userId } = account;
    expect(await everythingPrivate(userId)).toContain("ciphertext");
    const before = await (await get("/api/progress", account.cookie)).json();
    await recover(account.email);
    const made = newPassword();
    await confirmWith(await resetToken(account.email), made);
    const cookie = cookiesIn(await login(account.email, made.auth));
    expect(await (await get("/api/progress", cookie)).json()).toEqual(before);
    const mine = new TestLearner(userId, cookie);
    const client = await mine.device();
    await client.saved((await learner.fromLog((one) => one.headSeq)) ?? 0);
    expect(await everythingPrivate(userId)).not.toContain("ciphertext");
    const sealed = await sealedRows(userId);
    expect(sealed.length).toBeGreaterThan(0);
    for (const row of sealed) {
      expect(row["generation"]).toBe(1);
      const days = (Date.parse(String(row["until"])) - Date.now()) / 86_400_000;
      expect(Math.round(days)).toBe(30);
    }
    await expectD1ToBeTheLog(mine);
    expect(await resetTokens(userId)).toEqual([]);
    await mine.leave();
  });

  test("an object that does not answer is asked again at the next visit", async () => {
    const { account } = await diary();
    await recover(account.email);
    const token = await resetToken(account.email);
    const services = servicesOf(env);
    const deaf = {
      ...services.workbook,
      ask: () => Promise.reject(new Error("the object is away")),
    };
    const made = newPassword();
    const { fetch } = appWith({ workbook: deaf });
    expect((await posting(fetch)("/api/auth/recover/confirm", { token, ...made })).status).toBe(200);
    expect(await resetTokens(account.userId)).toHaveLength(1);
    expect(await everythingPrivate(account.userId)).toContain("ciphertext");
    const { fetch: healthy, settled } = appWith({});
    const response = await posting(healthy)("/api/auth/login", { email: account.email, auth: made.auth });
    expect(response.status).toBe(200);
    await settled();
    expect(await resetTokens(account.userId)).toEqual([]);
    const mine = new TestLearner(account.userId, cookiesIn(response));
    const client = await mine.device();
    await client.saved(await mine.fromLog((one) => one.headSeq));
    expect(await everythingPrivate(account.userId)).not.toContain("ciphertext");
    await mine.leave();
  });
});

interface Sealed {
  generation: number;
  type: string;
  wrapped: string;
  sealed: { key: string; at: [string, string, string]; env: object }[];
}
const commit = (cookie: string, body: object, key = crypto.randomUUID()) =>
  post("/api/keys/reopen/commit", body, { Cookie: cookie, "Idempotency-Key": key });

describe("reopening", () => {
  async function reset({ account }: { account: Account }): Promise<string> {
    const before = (await lettersTo(account.email)).filter((one) => one.subject.startsWith("A new password"));
    await recover(account.email);
    const made = newPassword();
    await confirmWith(await resetToken(account.email, before.length), made);
    return cookiesIn(await login(account.email, made.auth));
  }

  test("the old password brings everything back, encrypted anew, in one operation", async () => {
    const { account, learner } = await diary();
    const old = await learner.fromLog((one) =>
      [...one.state.answers].map(([key, { value }]) => [key, value]),
    );
    const cookie = await reset({ account });
    const told = reopenAnswer.parse(await (await get("/api/keys/reopen", cookie)).json());
    const { salt, kdf, auth, wrapped } = account.password;
    expect(told).toMatchObject({ generation: 1, salt, kdf, recovery: false });
    const mine = new TestLearner(account.userId, cookie);
    const client = await mine.device();
    await client.saved(await mine.fromLog((one) => one.headSeq));
    const wrong = await post("/api/keys/reopen", { auth: randomAuth() }, { Cookie: cookie });
    expect(wrong.status).toBe(403);
    const opened = await (await post("/api/keys/reopen", { auth }, { Cookie: cookie })).json<Sealed>();
    expect(opened).toMatchObject({ generation: 1, type: "password", wrapped });
    expect(opened.sealed.length).toBeGreaterThan(0);
    // The browser would open them and seal them anew; the server cannot tell the difference.
    const items = opened.sealed.map(({ key, at, env }) => ({ key, at, env }));
    const once = crypto.randomUUID();
    const body = { generation: 1, items };
    expect(await (await commit(cookie, body, once)).json()).toEqual({ reopened: items.length, left: 0 });
    expect((await commit(cookie, body, once)).status).toBe(200);
    const now = await mine.fromLog((one) => [...one.state.answers].map(([id, { value }]) => [id, value]));
    expect(now).toEqual(old);
    await client.saved(await mine.fromLog((one) => one.headSeq));
    expect(await sealedRows(account.userId)).toEqual([]);
    await expectD1ToBeTheLog(mine);
    await mine.leave();
  });

  test("a mailbox thief who resets twice has destroyed nothing: the first password still opens the first", async () => {
    const { account } = await diary();
    await reset({ account });
    const cookie = await reset({ account });
    const mine = new TestLearner(account.userId, cookie);
    const client = await mine.device();
    await client.saved(await mine.fromLog((one) => one.headSeq));
    const told = reopenAnswer.parse(await (await get("/api/keys/reopen", cookie)).json());
    expect(told.generations.map((one) => one.generation)).toEqual([2, 1]);
    const { auth } = account.password;
    const opened = await (await post("/api/keys/reopen", { auth }, { Cookie: cookie })).json<Sealed>();
    expect(opened.generation).toBe(1);
    const answer = await commit(cookie, { generation: 1, items: opened.sealed });
    expect(await answer.json()).toMatchObject({ reopened: opened.sealed.length });
    await mine.leave();
  });

  test("the recovery code of that time opens it, too", async () => {
    const { account } = await diary();
    const recovery = { locator: newLocator(), auth: randomAuth(), wrapped: newPassword().wrapped };
    await post("/api/auth/recovery-code", recovery, { Cookie: account.cookie });
    const cookie = await reset({ account });
    expect(reopenAnswer.parse(await (await get("/api/keys/reopen", cookie)).json()).recovery).toBe(true);
    const opened = await post("/api/keys/reopen", { auth: recovery.auth }, { Cookie: cookie });
    expect(await opened.json()).toMatchObject({ type: "recovery", wrapped: recovery.wrapped });
  });

  test("what was answered since is left alone; what is erased for good does not come back", async () => {
    const { account } = await diary();
    const cookie = await reset({ account });
    const mine = new TestLearner(account.userId, cookie);
    const client = await mine.device();
    await client.saved(await mine.fromLog((one) => one.headSeq));
    const { auth } = account.password;
    const opened = await (await post("/api/keys/reopen", { auth }, { Cookie: cookie })).json<Sealed>();
    const lost = await mine.fromLog((one) =>
      [...one.state.answers].flatMap(([key, { erased, rev }]) => (erased ? [[key, rev] as const] : [])),
    );
    const [first] = lost;
    expect(first).toBeDefined();
    if (first === undefined) return;
    const fresh = envelope("Z");
    expect(await client.edit(first[0], first[1], fresh)).toMatchObject({ t: "ack" });
    expect((await commit(cookie, { generation: 1, items: opened.sealed })).status).toBe(200);
    const value = await mine.fromLog((one) => one.state.answers.get(first[0])?.value);
    expect(value).toEqual(fresh);
    await client.saved(await mine.fromLog((one) => one.headSeq));
    expect((await sealedRows(account.userId)).map((row) => row["key"])).toEqual([first[0]]);
    const gone = await fetchWorker(`/api/answers/${first[0]}`, {
      method: "DELETE",
      body: "{}",
      headers: {
        Cookie: cookie,
        Origin: "https://dreamtree.test",
        "Content-Type": "application/json",
        "Idempotency-Key": crypto.randomUUID(),
      },
    });
    expect(gone.status).toBe(200);
    await client.saved(await mine.fromLog((one) => one.headSeq));
    expect(await sealedRows(account.userId)).toEqual([]);
    await mine.leave();
  });

  test("without a reset there is nothing; thirty days after one there is nothing any more", async () => {
    const { account } = await diary();
    expect((await get("/api/keys/reopen", account.cookie)).status).toBe(404);
    const cookie = await reset({ account });
    expect((await get("/api/keys/reopen", cookie)).status).toBe(200);
    await env.DB.prepare(`UPDATE "auth" SET "updated_at" = ? WHERE "user_id" = ? AND "type" = 'sealed'`)
      .bind(new Date(Date.now() - 31 * 86_400_000).toISOString(), account.userId)
      .run();
    expect((await get("/api/keys/reopen", cookie)).status).toBe(404);
    const { auth } = account.password;
    expect((await post("/api/keys/reopen", { auth }, { Cookie: cookie })).status).toBe(404);
    expect((await commit(cookie, { generation: 1, items: [] })).status).toBe(404);
  });

  test.each([
    [{ generation: 0, items: [] }, "generation"],
    [{ generation: 1, items: [{ key: "k", at: ["a", "b"], env: envelope() }] }, "items.0.at"],
    [{ generation: 1, items: [{ key: "k", at: ["a", "b", "c"], env: "in the clear" }] }, "items.0.env"],
    [{ generation: 1, items: "all" }, "items"],
  ])("%j names the field", async (body, field) => {
    const { cookie } = await newAccount();
    const response = await commit(cookie, body);
    expect(response.status).toBe(400);
    const { error } = await response.json<{ error: { fields: object } }>();
    expect(Object.keys(error.fields)[0]).toContain(field);
  });

  test("guessing the old password waits longer and longer", async () => {
    const { account } = await diary();
    const cookie = await reset({ account });
    const statuses: number[] = [];
    for (let i = 0; i < 7; i += 1) {
      statuses.push((await post("/api/keys/reopen", { auth: randomAuth() }, { Cookie: cookie })).status);
    }
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429]);
  });
});
