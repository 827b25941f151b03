import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { accountAnswer } from "../../../shared/protocol/account.ts";
import { login, newAccount, newEmail } from "../../testing/account.ts";
import { appWith, posting } from "../../testing/app.ts";
import { begin, fetchWorker, post } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { confirm, lettersTo, linkIn } from "../../testing/letters.ts";
import { rowsIn } from "../../testing/rows.ts";
import { addSession } from "../../testing/sessions.ts";

beforeAll(seedTestWorkbook);

const accountOf = async (cookie: string) =>
  accountAnswer.parse(await (await fetchWorker("/api/auth/account", { headers: { Cookie: cookie } })).json());
const confirmWith = (token: string) => post("/api/auth/confirm", { token });
const change = (cookie: string, email: string) => post("/api/auth/email", { email }, { Cookie: cookie });
const newest = async (email: string) =>
  linkIn((await lettersTo(email))[0] ?? { to: "", subject: "", text: "" });

describe("confirming the address", () => {
  test("a claim sends a link; what it carries is nowhere in D1; following it changes nothing, the button does", async () => {
    const { email, cookie, userId } = await newAccount();
    const { url, token } = await newest(email);
    expect(url).toBe(`https://dreamtree.test/account/confirm#t=${token}`);
    expect(JSON.stringify(await rowsIn("auth_tokens", userId))).not.toContain(token);
    await fetchWorker("/account/confirm");
    expect(await accountOf(cookie)).toMatchObject({ email, confirmed: false, pending: null });
    expect((await confirmWith(token)).status).toBe(200);
    expect(await accountOf(cookie)).toMatchObject({ email, confirmed: true });
  });

  test("a link works once, for three days, and not after a newer one", async () => {
    const { email, cookie, userId } = await newAccount();
    const first = await newest(email);
    expect((await change(cookie, email)).status).toBe(200);
    const second = await newest(email);
    expect((await confirmWith(first.token)).status).toBe(410);
    await env.DB.prepare(`UPDATE "auth_tokens" SET "expires_at" = ? WHERE "user_id" = ?`)
      .bind(new Date(Date.now() - 1).toISOString(), userId)
      .run();
    expect((await confirmWith(second.token)).status).toBe(410);
    await change(cookie, email);
    const third = await newest(email);
    expect((await confirmWith(third.token)).status).toBe(200);
    const again = await confirmWith(third.token);
    expect([again.status, (await again.json<{ error: { code: string } }>()).error.code]).toEqual([
      410,
      "expired",
    ]);
    expect((await accountOf(cookie)).confirmed).toBe(true);
  });

  test("100 at once: one of them confirms", async () => {
    const { email } = await newAccount();
    const { token } = await newest(email);
    const answers = await Promise.all(Array.from({ length: 100 }, () => confirmWith(token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(99);
  });
});

describe("another address", () => {
  test("becomes the account's when it is confirmed; the old one stays in the history and opens nothing", async () => {
    const { email, cookie, userId, password } = await newAccount();
    const next = newEmail();
    expect(await (await change(cookie, next)).json()).toEqual({ email, pending: next });
    expect(await accountOf(cookie)).toMatchObject({ email, pending: next });
    expect((await lettersTo(email))[0]?.subject).toBe("A new address for your DreamTree account");
    expect((await login(next, password.auth)).status).toBe(403);
    expect((await confirmWith((await newest(next)).token)).status).toBe(200);
    expect(await accountOf(cookie)).toMatchObject({ email: next, confirmed: true, pending: null });
    expect((await login(next, password.auth)).status).toBe(200);
    expect((await login(email, password.auth)).status).toBe(403);
    expect(
      (await rowsIn("emails", userId)).map((row) => [row["email"], row["is_active"]]).toSorted(),
    ).toEqual(
      [
        [email, 0],
        [next, 1],
      ].toSorted(),
    );
    // Given up, it is free for somebody else.
    await newAccount(email);
  });

  test("a taken one is refused, also when it was taken while the letter was on its way", async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    const refused = await change(mine.cookie, other.email);
    expect([refused.status, await refused.json()]).toMatchObject([409, { error: { code: "email_taken" } }]);
    const next = newEmail();
    await change(mine.cookie, next);
    const { token } = await newest(next);
    const { cookie } = await newAccount(next);
    expect((await confirmWith(token)).status).toBe(409);
    expect((await accountOf(mine.cookie)).email).toBe(mine.email);
    expect((await accountOf(cookie)).email).toBe(next);
  });

  test("needs the password within ten minutes", async () => {
    const { email, userId } = await newAccount();
    const { cookie } = await addSession(userId, { kind: "auth" });
    const next = newEmail();
    expect((await change(cookie, next)).status).toBe(403);
    expect(await lettersTo(next)).toEqual([]);
    expect((await accountOf(cookie)).email).toBe(email);
  });

  test("five tries an hour: a session does not go through a list of addresses", async () => {
    const [{ cookie }, other] = [await newAccount(), await newAccount()];
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await change(cookie, other.email)).status);
    // The claim was the first.
    expect(statuses).toEqual([409, 409, 409, 409, 429, 429]);
  });

  test("where nobody carries letters it is changed at once, and says that it is unconfirmed", async () => {
    const { email, cookie, userId } = await newAccount();
    await confirm(email);
    const next = newEmail();
    const { fetch } = appWith({ mailer: null });
    const answer = await posting(fetch)("/api/auth/email", { email: next }, { Cookie: cookie });
    expect(await answer.json()).toEqual({ email: next, pending: null });
    const told = await (await fetch("/api/auth/account", { headers: { Cookie: cookie } })).json();
    expect(told).toMatchObject({ email: next, confirmed: false, letters: false });
    expect(await rowsIn("emails", userId)).toHaveLength(2);
  });
});

describe("letters", () => {
  test("a Host of the sender's own is in no letter and gets no cookie (Host-header injection)", async () => {
    const { cookie } = await begin();
    const email = newEmail();
    const { newPassword } = await import("../../testing/account.ts");
    const { exports } = await import("cloudflare:workers");
    const response = await exports.default.fetch(
      new Request("https://evil.test/api/auth/claim", {
        method: "POST",
        body: JSON.stringify({ email, ...newPassword() }),
        headers: {
          Cookie: cookie,
          Origin: "https://evil.test",
          "Content-Type": "application/json",
          "X-Forwarded-Host": "evil.test",
          Forwarded: "host=evil.test",
        },
      }),
    );
    // In development any host is this machine; what counts is where the link leads.
    expect(response.status).toBe(200);
    for (const { text } of await lettersTo(email)) expect(text).not.toContain("evil.test");
    expect((await newest(email)).url).toMatch(/^https:\/\/dreamtree\.test\//);
  });

  test("in production another host than the public one is refused outright", async () => {
    const { servicesOf } = await import("../../hosts/durable-object/services.ts");
    const { httpApp } = await import("../app.ts");
    const services = servicesOf(env);
    const variables = { ...services.variables, ENVIRONMENT: "production" as const };
    const app = httpApp({ ...services, variables });
    const call = (origin: string) =>
      app.fetch(
        new Request(`${origin}/api/session`, {
          method: "POST",
          body: "{}",
          headers: { Origin: origin, "Content-Type": "application/json" },
        }),
        env,
      );
    expect((await call("https://evil.test")).status).toBe(403);
    expect((await call("https://dreamtree.test")).status).toBe(201);
  });

  test("a new device and a changed password are told to a confirmed address, and to no other", async () => {
    const { email, password, cookie } = await newAccount();
    await login(email, password.auth);
    expect(await lettersTo(email)).toHaveLength(1);
    await confirm(email);
    await login(email, password.auth);
    const [letter] = await lettersTo(email);
    expect(letter?.subject).toBe("A new device is signed in to DreamTree");
    expect(letter?.text).toContain("another device");
    await login(email, password.auth, { Cookie: cookie });
    expect(await lettersTo(email)).toHaveLength(2);
  });

  test("a letter that cannot be sent is nobody's trouble but the operator's, and its address is not logged", async () => {
    const logged: string[] = [];
    const real = console.error;
    console.error = (line: string) => void logged.push(line);
    try {
      const failing = { send: () => Promise.reject(new Error("the mail provider answered 500")) };
      const { fetch, settled } = appWith({ mailer: failing });
      const { cookie } = await begin();
      const { newPassword } = await import("../../testing/account.ts");
      const email = newEmail();
      const body = { email, ...newPassword() };
      const response = await posting(fetch)("/api/auth/claim", body, { Cookie: cookie });
      await settled();
      expect(response.status).toBe(200);
      expect(logged.join()).toContain("mail_failed");
      expect(logged.join()).not.toContain(email);
    } finally {
      console.error = real;
    }
  });
});
