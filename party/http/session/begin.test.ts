import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { cookieIn, connect, fetchWorker, post } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";

beforeAll(seedTestWorkbook);

const beginWith = async (key: string) => {
  const response = await post("/api/session", {}, { "Idempotency-Key": key });
  const { userId } = await response.json<{ userId: string }>();
  return { status: response.status, userId, cookie: cookieIn(response) };
};
const isIn = async (cookie: string) =>
  (await fetchWorker("/api/session", { headers: { Cookie: cookie } })).status === 200;
const countOf = async (table: string, column: string, userId: string) =>
  (
    await env.DB.prepare(`SELECT count(*) AS n FROM "${table}" WHERE "${column}" = ?`)
      .bind(userId)
      .first<{ n: number }>()
  )?.n;

describe("HT11: Begin, again with the same key", () => {
  test("is the same learner, once, under a new cookie: the one before was lost", async () => {
    const key = crypto.randomUUID();
    const first = await beginWith(key);
    const again = await beginWith(key);
    expect([again.status, again.userId]).toEqual([201, first.userId]);
    expect([await isIn(first.cookie), await isIn(again.cookie)]).toEqual([false, true]);
    expect([
      await countOf("users", "id", first.userId),
      await countOf("user_settings", "user_id", first.userId),
      await countOf("sessions", "user_id", first.userId),
    ]).toEqual([1, 1, 1]);
    expect(first.userId).not.toContain(key.slice(0, 8));
  });

  test("with the cookie that did arrive it is the session that stands", async () => {
    const key = crypto.randomUUID();
    const { userId, cookie } = await beginWith(key);
    const again = await post("/api/session", {}, { "Idempotency-Key": key, Cookie: cookie });
    expect([again.status, (await again.json<{ userId: string }>()).userId]).toEqual([200, userId]);
    expect(again.headers.get("Set-Cookie")).toBeNull();
  });

  test("is somebody else once the conversation was opened, or an hour later; who was there stays", async () => {
    const key = crypto.randomUUID();
    const opened = await beginWith(key);
    const client = await connect(opened.cookie);
    await client.ready();
    await client.saved((await client.hello()).headSeq);
    const thief = await beginWith(key);
    expect(thief.userId).not.toBe(opened.userId);
    expect(await isIn(opened.cookie)).toBe(true);

    const late = crypto.randomUUID();
    const old = await beginWith(late);
    const before = new Date(Date.now() - 61 * 60_000).toISOString();
    await env.DB.prepare(`UPDATE "users" SET "created_at" = ? WHERE "id" = ?`).bind(before, old.userId).run();
    expect((await beginWith(late)).userId).not.toBe(old.userId);
    expect(await isIn(old.cookie)).toBe(true);
  });

  test("another key is another learner; what is no UUID is refused and makes nobody", async () => {
    const ids = [await beginWith(crypto.randomUUID()), await beginWith(crypto.randomUUID())];
    expect(new Set(ids.map((one) => one.userId)).size).toBe(2);
    const wrong = await post("/api/session", {}, { "Idempotency-Key": "again" });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ error: { fields: { "Idempotency-Key": "a UUID" } } });
  });
});
