import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { deviceLine, sessionAnswer } from "../../../shared/protocol/account.ts";
import { begin, connect, fetchWorker, origin, post } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { newTestLearner } from "../../testing/learner.ts";
import { addSession } from "../../testing/sessions.ts";

beforeAll(seedTestWorkbook);

const get = (path: string, cookie: string) => fetchWorker(path, { headers: { Cookie: cookie } });
const remove = (path: string, cookie: string) =>
  fetchWorker(path, {
    method: "DELETE",
    body: "{}",
    headers: { Origin: origin, "Content-Type": "application/json", Cookie: cookie },
  });
const deviceKeyOf = async (cookie: string) =>
  sessionAnswer.parse(await (await get("/api/session", cookie)).json()).deviceKey;

describe("the device key (DevK)", () => {
  test("is this session's own, the same at every visit, and in D1 only under a pepper", async () => {
    const [mine, other] = [await begin(), await begin()];
    const key = await deviceKeyOf(mine.cookie);
    expect(key).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(await deviceKeyOf(mine.cookie)).toBe(key);
    expect(await deviceKeyOf(other.cookie)).not.toBe(key);
    const { results } = await env.DB.prepare(`SELECT * FROM "sessions"`).all();
    expect(JSON.stringify(results)).not.toContain(key);
  });

  test("a row that was copied to another session opens nothing", async () => {
    const [mine, other] = [await begin(), await begin()];
    await env.DB.prepare(
      `UPDATE "sessions" SET "dev_key_enc" = (SELECT "dev_key_enc" FROM "sessions" WHERE "user_id" = ?1)
       WHERE "user_id" = ?2`,
    )
      .bind(mine.userId, other.userId)
      .run();
    const response = await get("/api/session", other.cookie);
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain("deviceKey");
  });

  test("goes with the session", async () => {
    const { cookie } = await begin();
    await post("/api/auth/logout", {}, { Cookie: cookie });
    expect((await get("/api/session", cookie)).status).toBe(401);
  });
});

describe("my devices", () => {
  test("are listed by browser and system only, this one marked, dead ones left out", async () => {
    const { userId, cookie } = await begin();
    const elsewhere = await addSession(userId);
    await addSession(userId, { idleExpiresAt: new Date(Date.now() - 1).toISOString() });
    await addSession(userId, { expiresAt: new Date(Date.now() - 1).toISOString() });
    await addSession((await begin()).userId);
    const { sessions } = await (await get("/api/session/list", cookie)).json<{ sessions: unknown[] }>();
    const lines = sessions.map((one) => deviceLine.parse(one));
    expect(lines).toHaveLength(2);
    expect(lines.filter((one) => one.current)).toHaveLength(1);
    expect(lines.find((one) => !one.current)).toMatchObject({
      id: elsewhere.publicId,
      label: "Firefox on Windows",
    });
  });

  test(
    "one is ended: its cookie is dead, its sockets close within a second, mine stay",
    { retry: 2 },
    async () => {
      const learner = await newTestLearner();
      const mine = await learner.device();
      const phone = await addSession(learner.userId);
      const theirs = await connect(phone.cookie);
      await theirs.hello();
      const start = Date.now();
      expect((await remove(`/api/session/${phone.publicId}`, learner.cookie)).status).toBe(200);
      expect((await theirs.closed()).code).toBe(4401);
      expect(Date.now() - start).toBeLessThan(1_000);
      expect((await get("/api/session", phone.cookie)).status).toBe(401);
      expect((await (await connect(phone.cookie)).closed()).code).toBe(4401);
      await mine.ping();
      expect(mine.isClosed).toBe(false);
      expect((await remove(`/api/session/${phone.publicId}`, learner.cookie)).status).toBe(404);
    },
  );

  test("all others are ended in one go, never this one", async () => {
    const learner = await newTestLearner();
    const phones = [await addSession(learner.userId), await addSession(learner.userId)];
    const stranger = await begin();
    const sockets = await Promise.all(phones.map(({ cookie }) => connect(cookie)));
    for (const socket of sockets) await socket.hello();
    const response = await remove("/api/session", learner.cookie);
    expect(await response.json()).toEqual({ ended: 2 });
    for (const socket of sockets) expect((await socket.closed()).code).toBe(4401);
    for (const { cookie } of phones) expect((await get("/api/session", cookie)).status).toBe(401);
    for (const { cookie } of [learner, stranger])
      expect((await get("/api/session", cookie)).status).toBe(200);
  });

  test("the session that asks is ended by signing out, not here", async () => {
    const { userId, cookie } = await begin();
    const id = await env.DB.prepare(`SELECT "public_id" FROM "sessions" WHERE "user_id" = ?`)
      .bind(userId)
      .first<string>("public_id");
    const response = await remove(`/api/session/${id}`, cookie);
    expect(response.status).toBe(400);
    expect((await get("/api/session", cookie)).status).toBe(200);
  });

  test.each([
    ["never", undefined, 403],
    ["eleven minutes ago", 11, 403],
    ["nine minutes ago", 9, 200],
  ])("with an account the password opens it for ten minutes: entered %s", async (_, minutes, status) => {
    const { userId } = await begin();
    const authAt =
      minutes === undefined ? {} : { authAt: new Date(Date.now() - minutes * 60_000).toISOString() };
    const { cookie } = await addSession(userId, { kind: "auth", ...authAt });
    const other = await addSession(userId, { kind: "auth" });
    expect((await remove(`/api/session/${other.publicId}`, cookie)).status).toBe(status);
    expect((await get("/api/session", other.cookie)).status).toBe(status === 200 ? 401 : 200);
    expect((await remove("/api/session", cookie)).status).toBe(status);
  });
});
