import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { sessionAnswer } from "../../../shared/protocol/account.ts";
import { login, newAccount, newEmail, newLocator, newPassword, randomAuth } from "../../testing/account.ts";
import { begin, connect, cookiesIn, fetchWorker, fromElsewhere, post } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { newTestLearner } from "../../testing/learner.ts";
import { rowsIn } from "../../testing/rows.ts";
import { addSession } from "../../testing/sessions.ts";

beforeAll(seedTestWorkbook);

const claim = (cookie: string, body: object) =>
  post("/api/auth/claim", body, { Cookie: cookie, ...fromElsewhere() });
const get = (path: string, cookie: string) => fetchWorker(path, { headers: { Cookie: cookie } });
const accountRows = async (userId: string) => ({
  users: await rowsIn("users", userId, "id"),
  emails: await rowsIn("emails", userId),
  auth: await rowsIn("auth", userId),
});

describe("claiming", () => {
  test("makes an account of this learner: the same id, an address, a password that D1 could not use", async () => {
    const { userId, cookie } = await begin();
    const [email, password] = [newEmail(), newPassword()];
    const response = await claim(cookie, { email: `  ${email.toUpperCase()} `, ...password });
    expect([response.status, await response.json()]).toEqual([200, { userId }]);
    const { users, emails, auth } = await accountRows(userId);
    expect(users).toMatchObject([{ is_anonymous: 0 }]);
    expect(emails).toMatchObject([{ email, is_active: 1, verified_at: null }]);
    expect(auth).toHaveLength(1);
    expect(auth[0]?.["password_hash"]).toMatch(
      /^\$dt1\$argon2id\$v=19\$m=32768,t=6,p=1,keyid=1\$[A-Za-z0-9+/=]{24}\$[A-Za-z0-9+/=]{44}$/,
    );
    const stored = JSON.stringify([auth, await rowsIn("sessions", userId)]);
    expect(stored).not.toContain(password.auth);
    expect(stored).not.toContain(password.wrapped);
    const session = sessionAnswer.parse(await (await get("/api/session", cookiesIn(response))).json());
    const { kdf, salt, wrapped } = password;
    expect(session).toMatchObject({ userId, anonymous: false, keys: { kdf, salt, wrapped, version: 1 } });
  });

  test("the device key stays, so that this browser's copy of the data key still opens", async () => {
    const { cookie } = await begin();
    const before = sessionAnswer.parse(await (await get("/api/session", cookie)).json());
    const after = cookiesIn(await claim(cookie, { email: newEmail(), ...newPassword() }));
    expect(sessionAnswer.parse(await (await get("/api/session", after)).json()).deviceKey).toBe(
      before.deviceKey,
    );
  });

  test("the conversation goes on: its socket is asked to come again, not told that it was signed out", async () => {
    const learner = await newTestLearner();
    const mine = await learner.device();
    const response = await claim(learner.cookie, { email: newEmail(), ...newPassword() });
    expect(response.status).toBe(200);
    expect((await mine.closed()).code).toBe(1012);
    // Before the new cookie is in this browser's hands.
    expect((await (await connect(learner.cookie)).closed()).code).toBe(1013);
    const again = await connect(cookiesIn(response));
    learner.clients.push(again);
    expect((await again.hello()).userId).toBe(learner.userId);
  });

  test("a minute later the old token is told to sign in, like any other that is dead", async () => {
    const { userId, cookie } = await begin();
    await claim(cookie, { email: newEmail(), ...newPassword() });
    const earlier = new Date(Date.now() - 61_000).toISOString();
    await env.DB.prepare(
      `UPDATE "sessions" SET "revoked_at" = ? WHERE "user_id" = ? AND "revoked_at" IS NOT NULL`,
    )
      .bind(earlier, userId)
      .run();
    expect((await (await connect(cookie)).closed()).code).toBe(4401);
  });

  test("every other session of the thread ends: whoever had it before has it no more", async () => {
    const learner = await newTestLearner();
    const phone = await addSession(learner.userId);
    const theirs = await connect(phone.cookie);
    await theirs.hello();
    await claim(learner.cookie, { email: newEmail(), ...newPassword() });
    expect((await theirs.closed()).code).toBe(4401);
    expect((await get("/api/session", phone.cookie)).status).toBe(401);
  });

  test("with a recovery code, in the same breath", async () => {
    const { userId, cookie } = await begin();
    const recovery = { locator: newLocator(), auth: randomAuth(), wrapped: newPassword().wrapped };
    await claim(cookie, { email: newEmail(), ...newPassword(), recovery });
    const rows = (await accountRows(userId)).auth;
    expect(rows.map((row) => row["type"]).toSorted()).toEqual(["password", "recovery"]);
    expect(JSON.stringify(rows)).not.toContain(recovery.auth);
    expect(rows.find((row) => row["type"] === "recovery")).toMatchObject({
      locator: recovery.locator,
      password_hash: expect.stringMatching(/^\$dt1\$recovery\$keyid=1\$/),
    });
  });
});

describe("a claim that is refused changes nothing", () => {
  test("a taken address says so, and offers to sign in", async () => {
    const { email } = await newAccount();
    const { userId, cookie } = await begin();
    const before = await accountRows(userId);
    const response = await claim(cookie, { email, ...newPassword() });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ error: { code: "email_taken" } });
    expect(response.headers.get("Set-Cookie")).toBeNull();
    expect(await accountRows(userId)).toEqual(before);
    expect((await get("/api/session", cookie)).status).toBe(200);
  });

  test("five tries an hour: a session does not go through a list of addresses", async () => {
    const { email } = await newAccount();
    const { cookie } = await begin();
    const statuses: number[] = [];
    for (let i = 0; i < 7; i += 1) statuses.push((await claim(cookie, { email, ...newPassword() })).status);
    expect(statuses).toEqual([409, 409, 409, 409, 409, 429, 429]);
  });

  test("two at once with one address: one account, one refusal", async () => {
    const email = newEmail();
    const learners = await Promise.all([begin(), begin()]);
    const answers = await Promise.all(
      learners.map(({ cookie }) => claim(cookie, { email, ...newPassword() })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const anonymous = await Promise.all(learners.map(({ userId }) => rowsIn("users", userId, "id")));
    expect(anonymous.map((rows) => rows[0]?.["is_anonymous"]).toSorted()).toEqual([0, 1]);
  });

  test("an account is not claimed a second time", async () => {
    const account = await newAccount();
    const response = await claim(account.cookie, { email: newEmail(), ...newPassword() });
    expect([response.status, (await response.json<{ error: { code: string } }>()).error.code]).toEqual([
      409,
      "conflict",
    ]);
    expect((await login(account.email, account.password.auth)).status).toBe(200);
  });

  test.each([
    ["an address that is none", { email: "somebody" }, "email"],
    ["an address with a line end in it", { email: "a@b.org\r\nBcc: c@d.org" }, "email"],
    ["a weaker derivation", { kdf: { alg: "argon2id", m: 8, t: 1, p: 1 } }, "kdf.m"],
    ["another derivation", { kdf: { alg: "pbkdf2", m: 32_768, t: 6, p: 1 } }, "kdf.alg"],
    ["a short salt", { salt: "AAAA" }, "salt"],
    ["a password", { auth: "my own password" }, "auth"],
    ["a data key that is not wrapped", { wrapped: randomAuth() }, "wrapped"],
    ["an id of its own", { userId: crypto.randomUUID() }, "userId"],
    ["a recovery code in lower case", { recovery: { locator: "abcdefgh" } }, "recovery.locator"],
  ])("%s names the field", async (_, change, field) => {
    const { userId, cookie } = await begin();
    const before = await accountRows(userId);
    const response = await claim(cookie, { email: newEmail(), ...newPassword(), ...change });
    expect(response.status).toBe(400);
    const { error } = await response.json<{ error: { code: string; fields: object } }>();
    expect([error.code, Object.keys(error.fields)]).toEqual(["invalid", [field]]);
    expect(await accountRows(userId)).toEqual(before);
  });
});
