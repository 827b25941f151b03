import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { handoverAnswer, handoverState, sessionAnswer } from "../../../shared/protocol/account.ts";
import { newAccount, newPassword } from "../../testing/account.ts";
import { begin, connect, cookiesIn, fetchWorker, fromElsewhere, origin, post } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { confirm, lettersTo } from "../../testing/letters.ts";
import { rowsIn } from "../../testing/rows.ts";

beforeAll(seedTestWorkbook);

const phone = { "User-Agent": "Mozilla/5.0 (Linux; Android 16) Chrome/147" };
const sealed = () => newPassword().wrapped;
const start = async (cookie: string) =>
  handoverAnswer.parse(await (await post("/api/auth/handover", {}, { Cookie: cookie })).json());
const leave = (id: string, cookie: string, key: string | null = sealed()) =>
  post(`/api/auth/handover/${id}`, { sealed: key }, { Cookie: cookie });
const accept = (ticket: string, headers: Record<string, string> = {}) =>
  post("/api/auth/handover/accept", { ticket }, { ...fromElsewhere(), ...phone, ...headers });
const stateOf = async (id: string, cookie: string) =>
  handoverState.parse(
    await (await fetchWorker(`/api/auth/handover/${id}`, { headers: { Cookie: cookie } })).json(),
  );
const end = (id: string, cookie: string) =>
  fetchWorker(`/api/auth/handover/${id}`, {
    method: "DELETE",
    body: "{}",
    headers: { Cookie: cookie, Origin: origin, "Content-Type": "application/json" },
  });
const get = (cookie: string) => fetchWorker("/api/session", { headers: { Cookie: cookie } });

describe("continue on my phone", () => {
  test("opens a second session of the same learner, account or not; the key travels as it was left, once", async () => {
    for (const learner of [await begin(), await newAccount()]) {
      const { ticket, id } = await start(learner.cookie);
      expect(JSON.stringify(await rowsIn("auth_tokens", learner.userId))).not.toContain(ticket);
      const key = sealed();
      expect((await leave(id, learner.cookie, key)).status).toBe(200);
      expect(await stateOf(id, learner.cookie)).toEqual({ state: "waiting", label: null });
      const response = await accept(ticket);
      expect(response.status).toBe(200);
      const body = await response.json<{ deviceKey: string }>();
      expect(body).toEqual({ userId: learner.userId, sealed: key, deviceKey: expect.any(String) });
      const there = sessionAnswer.parse(await (await get(cookiesIn(response))).json());
      expect(there).toMatchObject({ userId: learner.userId, deviceKey: body.deviceKey });
      const here = sessionAnswer.parse(await (await get(learner.cookie)).json());
      expect(here.anonymous).toBe(there.anonymous);
      expect(here.deviceKey).not.toBe(there.deviceKey);
      expect(await stateOf(id, learner.cookie)).toEqual({ state: "accepted", label: "Chrome on Android" });
      expect(JSON.stringify(await rowsIn("auth_tokens", learner.userId))).not.toContain(key);
      expect((await accept(ticket)).status).toBe(410);
    }
  });

  test("100 at once: one of them comes in", async () => {
    const { cookie, userId } = await begin();
    const { ticket, id } = await start(cookie);
    await leave(id, cookie);
    const answers = await Promise.all(Array.from({ length: 100 }, () => accept(ticket)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(99);
    expect(await rowsIn("sessions", userId)).toHaveLength(2);
  });

  test("a ticket lasts two minutes, waits for its key, and goes when another is made", async () => {
    const { cookie, userId } = await begin();
    const first = await start(cookie);
    expect((await accept(first.ticket)).status).toBe(410);
    expect((await leave(first.id, cookie, null)).status).toBe(200);
    expect((await leave(first.id, cookie)).status).toBe(404);
    const second = await start(cookie);
    expect((await accept(first.ticket)).status).toBe(410);
    await leave(second.id, cookie);
    const [row] = await rowsIn("auth_tokens", userId);
    const seconds =
      (Date.parse(String(row?.["expires_at"])) - Date.parse(String(row?.["created_at"]))) / 1000;
    expect(seconds).toBe(120);
    await env.DB.prepare(`UPDATE "auth_tokens" SET "expires_at" = ? WHERE "user_id" = ?`)
      .bind(new Date(Date.now() - 1).toISOString(), userId)
      .run();
    expect((await accept(second.ticket)).status).toBe(410);
    expect(await stateOf(second.id, cookie)).toEqual({ state: "expired", label: null });
  });

  test("a learner without a private field hands over none", async () => {
    const { cookie } = await begin();
    const { ticket, id } = await start(cookie);
    await leave(id, cookie, null);
    expect(await (await accept(ticket)).json()).toMatchObject({ sealed: null });
  });

  test("the first device ends it with one tap, before and after; nobody else can", async () => {
    const [{ cookie }, other] = [await newAccount(), await newAccount()];
    const before = await start(cookie);
    await leave(before.id, cookie);
    expect((await end(before.id, other.cookie)).status).toBe(404);
    expect((await end(before.id, cookie)).status).toBe(200);
    expect((await accept(before.ticket)).status).toBe(410);
    const after = await start(cookie);
    await leave(after.id, cookie);
    const there = cookiesIn(await accept(after.ticket));
    const socket = await connect(there);
    await socket.hello();
    expect((await end(after.id, there)).status).toBe(404);
    expect((await end(after.id, cookie)).status).toBe(200);
    expect((await socket.closed()).code).toBe(4401);
    expect((await get(there)).status).toBe(401);
    expect((await get(cookie)).status).toBe(200);
  });

  test("it opens nothing that asks for the password, and the account's owner hears of the device", async () => {
    const account = await newAccount();
    await confirm(account.email);
    const { ticket, id } = await start(account.cookie);
    await leave(id, account.cookie);
    const there = cookiesIn(await accept(ticket));
    const response = await post("/api/auth/email", { email: "new@example.org" }, { Cookie: there });
    expect(response.status).toBe(403);
    const [letter] = await lettersTo(account.email);
    expect(letter?.text).toContain("Chrome on Android");
  });

  test("fixation: in a browser that is signed in already it is a new token, and the old one is dead", async () => {
    const [mine, theirs] = [await newAccount(), await newAccount()];
    const { ticket, id } = await start(mine.cookie);
    await leave(id, mine.cookie);
    const there = cookiesIn(await accept(ticket, { Cookie: theirs.cookie }));
    expect((await get(theirs.cookie)).status).toBe(401);
    expect(await (await get(there)).json()).toMatchObject({ userId: mine.userId });
  });
});
