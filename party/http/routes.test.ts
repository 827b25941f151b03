import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { accessRows } from "../testing/access/rows.ts";
import { begin, cookieIn, fetchWorker, origin, post } from "../testing/client.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { newTestLearner } from "../testing/learner.ts";
import { everythingOf } from "../testing/rows.ts";

beforeAll(seedTestWorkbook);

/** Every route that changes something: the access matrix has a row for each (`access.test.ts` sees to that). */
const writes = Object.entries(accessRows).filter(([route]) => !route.startsWith("GET "));

const json = { "Content-Type": "application/json" };
const strangers: readonly [string, Record<string, string>][] = [
  ["no Origin", json],
  ["a foreign Origin", { ...json, Origin: "https://evil.test" }],
  ["the Origin null", { ...json, Origin: "null" }],
  ["another port", { ...json, Origin: `${origin}:8443` }],
  [
    "our Origin, but cross-site by the browser's word",
    { ...json, Origin: origin, "Sec-Fetch-Site": "cross-site" },
  ],
  ["text/plain", { Origin: origin, "Content-Type": "text/plain" }],
  ["a form", { Origin: origin, "Content-Type": "application/x-www-form-urlencoded" }],
  ["a type that only begins like JSON", { Origin: origin, "Content-Type": "application/jsonp" }],
  ["no type", { Origin: origin }],
];
const count = async (table: string) =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM "${table}"`).first<{ n: number }>())?.n;

describe("CSRF: every write route × every stranger is refused, and nothing changes (section 4)", () => {
  test.each(writes)("%s", async (route, row) => {
    const [method = "", path = ""] = route.split(" ");
    const learner = await newTestLearner();
    const client = await learner.device();
    const ack = await client.reply("1.0.0.mood", 2);
    await client.saved(ack.t === "ack" ? ack.seq : 0);
    const name = (await row.make?.({ ...learner, auth: null })) ?? "";
    const before = [await everythingOf(learner.userId), await count("users")];
    const { body = {}, headers = {} } = row.call?.(name, { ...learner, auth: null }) ?? {};
    for (const [who, stranger] of strangers) {
      const response = await fetchWorker(path.replaceAll(/:[a-zA-Z]+/g, encodeURIComponent(name)), {
        method,
        body: new TextEncoder().encode(JSON.stringify(body)),
        headers: { Cookie: learner.cookie, ...headers, ...stranger },
      });
      expect([who, [400, 403].includes(response.status)]).toEqual([who, true]);
      expect(response.headers.get("Set-Cookie")).toBeNull();
      const { error } = await response.json<{ error: { code: string } }>();
      expect(["forbidden", "invalid"]).toContain(error.code);
    }
    expect([await everythingOf(learner.userId), await count("users")]).toEqual(before);
    expect(client.isClosed).toBe(false);
  });

  test("a GET changes nothing and opens no cross-origin reading", async () => {
    const learner = await newTestLearner();
    const response = await fetchWorker("/api/progress", {
      headers: { Cookie: learner.cookie, Origin: "https://evil.test" },
    });
    expect(response.headers.get("Access-Control-Allow-Origin")).toBeNull();
    const preflight = await fetchWorker("/api/skills", {
      method: "OPTIONS",
      headers: { Origin: "https://evil.test", "Access-Control-Request-Method": "POST" },
    });
    expect(preflight.headers.get("Access-Control-Allow-Origin")).toBeNull();
    expect(preflight.ok).toBe(false);
  });
});

describe("sessions", () => {
  test("begin makes a user, a session and settings; the cookie is the browser's alone, D1 has only its hash", async () => {
    const response = await post("/api/session", {});
    expect(response.status).toBe(201);
    const made = await response.json<{ userId: string; anonymous: boolean; socket: string }>();
    expect(made).toMatchObject({ anonymous: true, socket: "/ws" });
    const set = response.headers.get("Set-Cookie") ?? "";
    expect(set).toMatch(
      /^__Host-dreamtree=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=34560000$/,
    );
    const token = /=([^;]+)/.exec(set)?.[1] ?? "none";
    const rows = [
      await env.DB.prepare(`SELECT * FROM "sessions" WHERE "user_id" = ?`).bind(made.userId).all(),
      await env.DB.prepare(`SELECT * FROM "user_settings" WHERE "user_id" = ?`).bind(made.userId).all(),
      await env.DB.prepare(`SELECT * FROM "users" WHERE "id" = ?`).bind(made.userId).all(),
    ].map(({ results }) => results);
    expect(rows.map((one) => one.length)).toEqual([1, 1, 1]);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("with a valid cookie it is the same session; a chosen cookie is never taken (fixation)", async () => {
    const { userId, cookie } = await begin();
    const again = await post("/api/session", {}, { Cookie: cookie });
    expect([again.status, (await again.json<{ userId: string }>()).userId]).toEqual([200, userId]);
    const chosen = `__Host-dreamtree=${"x".repeat(43)}`;
    const fixed = await post("/api/session", {}, { Cookie: chosen });
    expect(fixed.status).toBe(201);
    expect(cookieIn(fixed)).not.toBe(chosen);
    expect((await fetchWorker("/api/session", { headers: { Cookie: chosen } })).status).toBe(401);
  });

  test("after logout the cookie is dead", async () => {
    const { cookie } = await begin();
    const out = await post("/api/auth/logout", {}, { Cookie: cookie });
    expect(out.headers.get("Set-Cookie")).toMatch(/^__Host-dreamtree=; .*Max-Age=0$/);
    for (const path of ["/api/session", "/api/progress", "/api/outline", "/api/tools", "/api/skills"]) {
      expect((await fetchWorker(path, { headers: { Cookie: cookie } })).status).toBe(401);
    }
  });
});

describe("errors name fields and never a stack", () => {
  test.each([
    ["/api/session", { code: 7 }, {}, "code"],
    ["/api/session", { name: "x" }, {}, "name"],
    ["/api/session", [], {}, "body"],
    ["/api/skills", { name: "juggling" }, {}, "Idempotency-Key"],
    ["/api/skills", { name: "juggling" }, { "Idempotency-Key": "not one" }, "Idempotency-Key"],
    ["/api/skills", { name: "" }, { "Idempotency-Key": crypto.randomUUID() }, "name"],
    ["/api/skills", { name: "x".repeat(81) }, { "Idempotency-Key": crypto.randomUUID() }, "name"],
    ["/api/skills", { name: "!!" }, { "Idempotency-Key": crypto.randomUUID() }, "name"],
    [
      "/api/skills",
      { name: "ok", category: "magic" },
      { "Idempotency-Key": crypto.randomUUID() },
      "category",
    ],
  ])("POST %s %j", async (path, body, headers, field) => {
    const { cookie } = await begin();
    const response = await post(path, body, {
      ...(path === "/api/session" ? {} : { Cookie: cookie }),
      ...(headers as Record<string, string>),
    });
    expect(response.status).toBe(400);
    const { error } = await response.json<{
      error: { code: string; message: string; fields: Record<string, string> };
    }>();
    expect(error.code).toBe("invalid");
    expect(Object.keys(error.fields)).toEqual([field]);
  });

  test.each([
    ["GET", "/api/nothing", 404],
    ["GET", "/api/content/999/index", 404],
    ["GET", "/api/content/x/index", 404],
    ["GET", "/api/content/1/9.9", 404],
    ["GET", "/api/progress", 401],
  ])("%s %s is %i", async (method, path, status) => {
    const response = await fetchWorker(path, { method });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: { code: expect.any(String), message: expect.any(String) },
    });
  });

  test("a body that is too large, or is not JSON", async () => {
    const { cookie } = await begin();
    const large = await post(
      "/api/skills",
      { name: "x".repeat(70_000) },
      { Cookie: cookie, "Idempotency-Key": crypto.randomUUID() },
    );
    expect(large.status).toBe(413);
    const body = new ReadableStream({
      start(controller) {
        for (let n = 0; n < 70; n += 1) controller.enqueue(new TextEncoder().encode(" ".repeat(1024)));
        controller.close();
      },
    });
    const headers = { ...json, Origin: origin, Cookie: cookie, "Idempotency-Key": crypto.randomUUID() };
    const streamed = await fetchWorker("/api/skills", { method: "POST", body, headers });
    expect(streamed.status).toBe(413);
    expect(await streamed.json()).toMatchObject({ error: { code: "too_large" } });
    const broken = await fetchWorker("/api/skills", {
      method: "POST",
      body: "{",
      headers: { ...json, Origin: origin, Cookie: cookie, "Idempotency-Key": crypto.randomUUID() },
    });
    expect(broken.status).toBe(400);
  });
});

describe("a skill of one's own (POST /api/skills)", () => {
  test("is an operation: every device hears, the key makes it one, D1 has it", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    client.skipAll();
    const key = { Cookie: learner.cookie, "Idempotency-Key": crypto.randomUUID() };
    const response = await post("/api/skills", { name: "  fire   juggling ", category: "knowledge" }, key);
    expect(response.status).toBe(201);
    const made = await response.json<{ id: string; name: string }>();
    expect(made).toMatchObject({ name: "fire juggling", category: "knowledge", status: "pending" });
    const { items, to } = await client.next("events");
    expect(items).toMatchObject([{ kind: "skill", id: made.id }]);
    const again = await post("/api/skills", { name: "  fire   juggling ", category: "knowledge" }, key);
    expect([again.status, await again.json()]).toEqual([200, made]);
    const same = await post(
      "/api/skills",
      { name: "Fire Juggling" },
      { ...key, "Idempotency-Key": crypto.randomUUID() },
    );
    expect([same.status, await same.json()]).toEqual([200, made]);
    const other = await post("/api/skills", { name: "something else" }, key);
    expect(other.status).toBe(400);
    await client.saved(to);
    const { results } = await env.DB.prepare(
      `SELECT "name", "is_custom", "review_status" FROM "skills" WHERE "created_by" = ?`,
    )
      .bind(learner.userId)
      .all();
    expect(results).toEqual([{ name: "fire juggling", is_custom: 1, review_status: "pending" }]);
  });
});
