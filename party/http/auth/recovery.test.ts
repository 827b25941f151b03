import { beforeAll, describe, expect, test } from "vitest";
import { sessionAnswer } from "../../../shared/protocol/account.ts";
import { login, newAccount, newLocator, newPassword, randomAuth } from "../../testing/account.ts";
import { begin, cookiesIn, fetchWorker, fromElsewhere, post } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { rowsIn } from "../../testing/rows.ts";
import { addSession } from "../../testing/sessions.ts";

beforeAll(seedTestWorkbook);

const newCode = () => ({ locator: newLocator(), auth: randomAuth(), wrapped: newPassword().wrapped });
const set = (cookie: string, code: object) => post("/api/auth/recovery-code", code, { Cookie: cookie });
const enter = (
  { locator, auth }: { locator: string; auth: string },
  headers: Record<string, string> = {},
  more: object = {},
) => post("/api/auth/recovery-login", { locator, auth, ...more }, { ...fromElsewhere(), ...headers });
const sessionOf = async (cookie: string) =>
  sessionAnswer.parse(await (await fetchWorker("/api/session", { headers: { Cookie: cookie } })).json());

describe("a recovery code", () => {
  test("is the way back for a learner without an account; D1 has nothing of it that opens", async () => {
    const { userId, cookie } = await begin();
    const code = newCode();
    expect((await set(cookie, code)).status).toBe(200);
    const stored = JSON.stringify(await rowsIn("auth", userId));
    for (const part of [code.auth, code.wrapped]) expect(stored).not.toContain(part);
    const response = await enter(code);
    expect(response.status).toBe(200);
    const body = await response.json<{ deviceKey: string }>();
    expect(body).toMatchObject({ userId, wrapped: code.wrapped });
    expect(await sessionOf(cookiesIn(response))).toMatchObject({
      userId,
      anonymous: true,
      deviceKey: body.deviceKey,
    });
    expect((await rowsIn("users", userId, "id"))[0]?.["is_anonymous"]).toBe(1);
  });

  test("stays good until another takes its place: an answer that is lost on the way loses nothing", async () => {
    const { cookie } = await begin();
    const [old, next] = [newCode(), newCode()];
    await set(cookie, old);
    await enter(old);
    const again = await enter(old);
    expect(again.status).toBe(200);
    expect((await set(cookiesIn(again), next)).status).toBe(200);
    expect((await enter(old)).status).toBe(403);
    expect((await enter(next)).status).toBe(200);
  });

  test("of an account opens the account, and stands for the password that was forgotten, once it is changed", async () => {
    const account = await newAccount();
    const code = newCode();
    expect((await set(account.cookie, code)).status).toBe(200);
    const cookie = cookiesIn(await enter(code));
    expect(await sessionOf(cookie)).toMatchObject({ anonymous: false, keys: { version: 1 } });
    const { auth: authNew, ...made } = newPassword();
    const body = { authOld: code.auth, authNew, ...made, version: 1, endOthers: true };
    expect((await post("/api/auth/password", body, { Cookie: cookie })).status).toBe(200);
    expect((await login(account.email, account.password.auth)).status).toBe(403);
    expect((await login(account.email, authNew)).status).toBe(200);
    expect((await enter(code)).status).toBe(200);
  });

  test("of an account needs the password within ten minutes to be set", async () => {
    const { userId } = await newAccount();
    const { cookie } = await addSession(userId, { kind: "auth" });
    const code = newCode();
    expect((await set(cookie, code)).status).toBe(403);
    expect((await enter(code)).status).toBe(403);
  });

  test("on a shared computer leaves nothing behind", async () => {
    const { cookie } = await newAccount();
    const code = newCode();
    await set(cookie, code);
    const response = await enter(code, {}, { shared: true });
    expect(await response.json()).toMatchObject({ deviceKey: null });
    expect(response.headers.getSetCookie()).toEqual([expect.not.stringContaining("Max-Age")]);
  });

  test("with letters that another learner's begins with is refused, and theirs still opens", async () => {
    const [mine, other] = [await begin(), await begin()];
    const theirs = newCode();
    await set(other.cookie, theirs);
    const response = await set(mine.cookie, { ...newCode(), locator: theirs.locator });
    expect([response.status, await response.json()]).toMatchObject([
      409,
      { error: { fields: { locator: expect.any(String) } } },
    ]);
    expect(await (await enter(theirs)).json()).toMatchObject({ userId: other.userId });
  });

  test("a wrong one and an unknown one look the same, and guessing waits longer and longer", async () => {
    const { cookie } = await begin();
    const code = newCode();
    await set(cookie, code);
    const faces = async (locator: string) => {
      const all: unknown[] = [];
      for (let i = 0; i < 7; i += 1) {
        const response = await enter({ locator, auth: randomAuth() });
        all.push([response.status, response.headers.get("Retry-After"), await response.text()]);
      }
      return all;
    };
    expect(await faces(code.locator)).toEqual(await faces(newLocator()));
  });

  test.each([
    [{ locator: "short" }, "locator"],
    [{ locator: "ILOU0000" }, "locator"],
    [{ auth: "the secret itself" }, "auth"],
    [{ wrapped: "AAAA" }, "wrapped"],
  ])("%j names the field", async (change, field) => {
    const { cookie } = await begin();
    const response = await set(cookie, { ...newCode(), ...change });
    const { error } = await response.json<{ error: { fields: object } }>();
    expect([response.status, Object.keys(error.fields)]).toEqual([400, [field]]);
  });
});

test("fixation: entering by a code gives a new token, in the same browser too; the one before it is dead", async () => {
  const { cookie } = await begin();
  const code = newCode();
  await set(cookie, code);
  const before = await sessionOf(cookie);
  const entered = cookiesIn(await enter(code, { Cookie: cookie }));
  expect((await fetchWorker("/api/session", { headers: { Cookie: cookie } })).status).toBe(401);
  expect((await sessionOf(entered)).deviceKey).toBe(before.deviceKey);
});
