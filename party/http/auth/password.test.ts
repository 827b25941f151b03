import { beforeAll, describe, expect, test } from "vitest";
import { sessionAnswer } from "../../../shared/protocol/account.ts";
import { login, newAccount, newPassword, randomAuth, type Account } from "../../testing/account.ts";
import { connect, cookiesIn, fetchWorker, fromElsewhere, origin, post } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { rowsIn } from "../../testing/rows.ts";
import { addSession } from "../../testing/sessions.ts";

beforeAll(seedTestWorkbook);

const get = (path: string, cookie: string) => fetchWorker(path, { headers: { Cookie: cookie } });
const sessionOf = async (cookie: string) =>
  sessionAnswer.parse(await (await get("/api/session", cookie)).json());

function change({ cookie, password }: Pick<Account, "cookie" | "password">, more: object = {}) {
  const { auth: authNew, ...made } = newPassword();
  const body = { authOld: password.auth, authNew, ...made, version: 1, endOthers: true, ...more };
  return { made: { auth: authNew, ...made }, sent: post("/api/auth/password", body, { Cookie: cookie }) };
}

describe("changing the password", () => {
  test("wraps the same data key anew: the new one opens, the old one does not, everything else stays", async () => {
    const account = await newAccount();
    const before = await sessionOf(account.cookie);
    const { made, sent } = change(account);
    const response = await sent;
    expect(response.status).toBe(200);
    const { salt, kdf, wrapped } = made;
    const after = await sessionOf(cookiesIn(response));
    expect(after.keys).toEqual({ salt, kdf, wrapped, version: 2 });
    expect(after.deviceKey).toBe(before.deviceKey);
    expect((await login(account.email, account.password.auth)).status).toBe(403);
    expect(await (await login(account.email, made.auth)).json()).toMatchObject({ wrapped });
  });

  test("ends the other sessions unless it is asked not to; the old token is dead at once", async () => {
    for (const endOthers of [true, false]) {
      const account = await newAccount();
      const phone = await addSession(account.userId, { kind: "auth" });
      const socket = await connect(phone.cookie);
      await socket.hello();
      const response = await change(account, { endOthers }).sent;
      expect(await response.json()).toEqual({ ended: endOthers ? 1 : 0 });
      if (endOthers) expect((await socket.closed()).code).toBe(4401);
      else await socket.ping();
      expect((await get("/api/session", phone.cookie)).status).toBe(endOthers ? 401 : 200);
      expect((await get("/api/session", account.cookie)).status).toBe(401);
      await socket.close();
    }
  });

  test("needs the old one: with another nothing has changed", async () => {
    const account = await newAccount();
    const before = [await rowsIn("auth", account.userId), await rowsIn("sessions", account.userId)];
    const response = await change(account, { authOld: randomAuth() }).sent;
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { fields: { authOld: expect.any(String) } } });
    expect([await rowsIn("auth", account.userId), await rowsIn("sessions", account.userId)]).toEqual(before);
  });

  test("on two devices at once: one wins whole, the other changes nothing", async () => {
    for (let round = 0; round < 10; round += 1) {
      const account = await newAccount();
      const other = await addSession(account.userId, { kind: "auth" });
      const [a, b] = [
        change(account, { endOthers: false }),
        change({ ...account, cookie: other.cookie }, { endOthers: false }),
      ];
      const answers = await Promise.all([a.sent, b.sent]);
      expect(answers.map((one) => one.status).toSorted()).toEqual([200, 409]);
      const winner = answers[0]?.status === 200 ? a : b;
      const [row] = await rowsIn("auth", account.userId);
      expect(row?.["version"]).toBe(2);
      expect(row?.["password_hash"]).toContain(winner.made.salt);
      const loserCookie = winner === a ? other.cookie : account.cookie;
      expect((await get("/api/session", loserCookie)).status).toBe(200);
    }
  });

  test("an older version is told so", async () => {
    const account = await newAccount();
    expect((await change(account, { version: 0 }).sent).status).toBe(409);
    expect((await login(account.email, account.password.auth)).status).toBe(200);
  });
});

describe("the password entered again (step-up)", () => {
  test("opens for ten minutes what asks for it, in this session alone", async () => {
    const { userId, password } = await newAccount();
    const [mine, other] = [
      await addSession(userId, { kind: "auth" }),
      await addSession(userId, { kind: "auth" }),
    ];
    const end = (cookie: string) =>
      fetchWorker("/api/session", {
        method: "DELETE",
        body: "{}",
        headers: { Cookie: cookie, Origin: origin, "Content-Type": "application/json" },
      });
    expect((await end(mine.cookie)).status).toBe(403);
    const verified = await post("/api/auth/verify", { auth: password.auth }, { Cookie: mine.cookie });
    expect(verified.status).toBe(200);
    expect((await end(other.cookie)).status).toBe(403);
    expect((await end(mine.cookie)).status).toBe(200);
  });

  test("a wrong one opens nothing, and guessing waits longer and longer", async () => {
    const { userId } = await newAccount();
    const { cookie } = await addSession(userId, { kind: "auth" });
    const statuses: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      statuses.push((await post("/api/auth/verify", { auth: randomAuth() }, { Cookie: cookie })).status);
    }
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429, 429]);
    const [row] = (await rowsIn("sessions", userId)).filter((one) => one["auth_at"] === null);
    expect(row).toBeDefined();
  });

  test("guessing through the change of the password is the same guessing", async () => {
    const account = await newAccount();
    for (let i = 0; i < 5; i += 1) {
      await post("/api/auth/verify", { auth: randomAuth() }, { Cookie: account.cookie });
    }
    expect((await change(account, { authOld: randomAuth() }).sent).status).toBe(429);
  });
});

test("fixation: four ways to a new right, a new token each, and the one before it is dead (security 3)", async () => {
  const { email, password, cookie: claimed } = await newAccount();
  const loggedIn = cookiesIn(await login(email, password.auth));
  const again = cookiesIn(await login(email, password.auth, { Cookie: loggedIn, ...fromElsewhere() }));
  const response = await change({ cookie: again, password }, { endOthers: false }).sent;
  const changed = cookiesIn(response);
  const tokens = [claimed, loggedIn, again, changed].map((one) => /__Host-dreamtree=([^;]+)/.exec(one)?.[1]);
  expect(new Set(tokens).size).toBe(4);
  for (const dead of [loggedIn, again]) expect((await get("/api/session", dead)).status).toBe(401);
  expect((await get("/api/session", changed)).status).toBe(200);
});
