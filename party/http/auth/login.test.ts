import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { sessionAnswer } from "../../../shared/protocol/account.ts";
import { Peppers } from "../../keys/peppers.ts";
import { login, newAccount, newEmail, randomAuth } from "../../testing/account.ts";
import { appWith, memoryGates, posting } from "../../testing/app.ts";
import { connect, cookiesIn, fetchWorker, fromElsewhere, post } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { rowsIn } from "../../testing/rows.ts";

beforeAll(seedTestWorkbook);

const get = (path: string, cookie: string) => fetchWorker(path, { headers: { Cookie: cookie } });
const sessionOf = async (cookie: string) =>
  sessionAnswer.parse(await (await get("/api/session", cookie)).json());
const prelogin = (email: string) => post("/api/auth/prelogin", { email }, fromElsewhere());

describe("signing in", () => {
  test("gives what the browser needs to come to the data key, and a session of this device's own", async () => {
    const { userId, email, password, cookie } = await newAccount();
    const { salt, kdf } = password;
    expect(await (await prelogin(email)).json()).toEqual({ salt, kdf });
    const response = await login(email, password.auth);
    expect(response.status).toBe(200);
    const body = await response.json<{ userId: string; wrapped: string; deviceKey: string }>();
    expect(body).toEqual({ userId, wrapped: password.wrapped, deviceKey: expect.any(String) });
    const mine = await sessionOf(cookiesIn(response));
    expect(mine).toMatchObject({ userId, anonymous: false, deviceKey: body.deviceKey });
    expect(mine.deviceKey).not.toBe((await sessionOf(cookie)).deviceKey);
    const rows = await rowsIn("sessions", userId);
    expect(JSON.stringify(rows)).not.toContain(body.deviceKey);
  });

  test("lives 90 days without a visit and a year at most", async () => {
    const { email, password, userId } = await newAccount();
    const response = await login(email, password.auth);
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^__Host-dreamtree=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=7776000$/,
    );
    const days = (until: unknown) => Math.round((Date.parse(String(until)) - Date.now()) / 86_400_000);
    for (const row of await rowsIn("sessions", userId)) {
      if (row["revoked_at"] !== null) continue;
      expect([row["kind"], days(row["idle_expires_at"]), days(row["expires_at"])]).toEqual(["auth", 90, 365]);
    }
    await env.DB.prepare(`UPDATE "sessions" SET "expires_at" = ? WHERE "user_id" = ?`)
      .bind(new Date(Date.now() - 1).toISOString(), userId)
      .run();
    expect((await get("/api/session", cookiesIn(response))).status).toBe(401);
  });

  test("on a shared computer nothing is to be kept: no device key, a cookie that goes with the browser", async () => {
    const { email, password } = await newAccount();
    const response = await login(email, password.auth, fromElsewhere(), { shared: true });
    expect(await response.json()).toMatchObject({ deviceKey: null });
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-dreamtree=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/),
    ]);
    const cookie = cookiesIn(response);
    expect((await sessionOf(cookie)).deviceKey).toBeNull();
    expect((await get("/api/session", cookie)).headers.getSetCookie()[0]).not.toContain("Max-Age");
  });

  test("again in the same browser: the same device, a new token", async () => {
    const { userId, email, password, cookie } = await newAccount();
    const before = await sessionOf(cookie);
    const response = await login(email, password.auth, { Cookie: cookie, ...fromElsewhere() });
    expect((await sessionOf(cookiesIn(response))).deviceKey).toBe(before.deviceKey);
    expect((await get("/api/session", cookie)).status).toBe(401);
    const { sessions } = await (
      await get("/api/session/list", cookiesIn(response))
    ).json<{ sessions: unknown[] }>();
    expect(sessions).toHaveLength(1);
    expect((await rowsIn("sessions", userId)).filter((row) => row["revoked_at"] === null)).toHaveLength(1);
  });

  test("to another account: the session that was here ends, sockets and all", async () => {
    const [here, there] = [await newAccount(), await newAccount()];
    const socket = await connect(here.cookie);
    await socket.hello();
    const response = await login(there.email, there.password.auth, {
      Cookie: here.cookie,
      ...fromElsewhere(),
    });
    expect((await sessionOf(cookiesIn(response))).userId).toBe(there.userId);
    expect((await socket.closed()).code).toBe(4401);
    expect((await get("/api/session", here.cookie)).status).toBe(401);
  });
});

describe("what is refused", () => {
  test("a wrong password and an unknown address: the same words, nothing made", async () => {
    const { userId, email } = await newAccount();
    const before = await rowsIn("sessions", userId);
    const answers = await Promise.all([login(email, randomAuth()), login(newEmail(), randomAuth())]);
    const texts = await Promise.all(answers.map((one) => one.text()));
    expect(answers.map((one) => one.status)).toEqual([403, 403]);
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toContain("@");
    for (const one of answers) expect(one.headers.getSetCookie()).toEqual([]);
    expect(await rowsIn("sessions", userId)).toEqual(before);
  });

  test("somebody else's proof; an address that was given up", async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    expect((await login(mine.email, other.password.auth)).status).toBe(403);
    await env.DB.prepare(`UPDATE "emails" SET "is_active" = 0 WHERE "email" = ?`).bind(mine.email).run();
    expect((await login(mine.email, mine.password.auth)).status).toBe(403);
  });

  test.each([
    [{ email: "x@example.org" }, "auth"],
    [{ email: "x@example.org", auth: "password" }, "auth"],
    [{ email: "x", auth: randomAuth() }, "email"],
    [{ email: "x@example.org", auth: randomAuth(), admin: true }, "admin"],
    [{ email: ["x@example.org"], auth: randomAuth() }, "email"],
  ])("%j names the field", async (body, field) => {
    const response = await post("/api/auth/login", body, fromElsewhere());
    const { error } = await response.json<{ error: { fields: object } }>();
    expect([response.status, Object.keys(error.fields)]).toEqual([400, [field]]);
  });
});

test("a new pepper stands before the old one: the login that brings the proof moves the account to it", async () => {
  const { userId, email, password } = await newAccount();
  const peppers = Peppers.from(`2:${"z".repeat(32)},1:${env.PEPPER_SOURCE}`);
  const { fetch, settled } = appWith({ peppers, gates: memoryGates() });
  const signIn = () => posting(fetch)("/api/auth/login", { email, auth: password.auth });
  for (let round = 0; round < 2; round += 1) {
    expect(await (await signIn()).json()).toMatchObject({ wrapped: password.wrapped });
    await settled();
    const [row] = await rowsIn("auth", userId);
    expect(row?.["password_hash"]).toContain("keyid=2");
    expect(row?.["wrapped_data_key"]).toMatch(/^2\./);
  }
});
