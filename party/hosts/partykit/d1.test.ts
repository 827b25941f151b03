import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { brokenKey } from "../../db/batch.ts";
import { database } from "../../db/client.ts";
import { createAnonymous, findSession, listSessions, type NewSession } from "../../db/sessions.ts";
import { access, overHttp, throughGateway } from "../../testing/gateway.ts";
import { D1AccessError, readD1Access, remoteD1 } from "./d1.ts";

/* D1 over HTTP behaves as the binding does, and everything else it may answer is an error like any of D1's. */

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const now = "2026-11-25T00:00:00.000Z";
const made = (): NewSession => ({
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  publicId: crypto.randomUUID(),
  anonymous: true,
  label: "a “phone”",
  deviceKey: null,
  now,
  createdAt: now,
  idleExpiresAt: "2027-11-25T00:00:00.000Z",
  expiresAt: null,
  authAt: null,
});

describe("the same as the binding", () => {
  test("drizzle over it: a batch, a row, no row, nulls, what another wrote", async () => {
    const [remote, bound] = [database(overHttp()), database(env.DB)];
    const [mine, theirs] = [made(), made()];
    await createAnonymous(remote, mine);
    await createAnonymous(bound, theirs);
    for (const { id } of [mine, theirs]) {
      expect(await findSession(remote, id, now)).toEqual(await findSession(bound, id, now));
      expect(await findSession(remote, id, now)).not.toBeNull();
    }
    expect(await findSession(remote, "none", now)).toBeNull();
    expect(await listSessions(remote, mine.userId, now)).toHaveLength(1);
  });

  test("a batch is one transaction: the second statement fails, the first has not been; the key is named", async () => {
    const remote = database(overHttp());
    const one = made();
    await createAnonymous(remote, one);
    const again = { ...made(), id: one.id };
    const error = await createAnonymous(remote, again).then(
      () => null,
      (failed: unknown) => failed,
    );
    expect(brokenKey(error)).toBe("sessions.id");
    const { results } = await env.DB.prepare(`SELECT * FROM "users" WHERE "id" = ?`).bind(again.userId).all();
    expect(results).toEqual([]);
  });

  test("values by position, by name, one, none; columns of one name are kept apart in `raw`", async () => {
    const d1 = overHttp();
    const two = (db: D1Database) => db.prepare("SELECT 1 AS id, ? AS id, NULL AS nil").bind("ü\u0000'");
    for (const db of [d1, env.DB]) {
      expect(await two(db).raw()).toEqual([[1, "ü\u0000'", null]]);
      expect((await db.prepare("SELECT 1 AS a WHERE 0").all()).results).toEqual([]);
      expect(await db.prepare("SELECT 1 AS a WHERE 0").first()).toBeNull();
      expect(await db.prepare("SELECT 1 AS a, 2.5 AS b").first()).toEqual({ a: 1, b: 2.5 });
      expect(await db.prepare("SELECT 1 AS a, 2.5 AS b").first("b")).toBe(2.5);
      expect(await db.prepare("SELECT ? AS yes").bind(true).first("yes")).toBe(1);
      const batch = [db.prepare("SELECT 1 AS a"), db.prepare("SELECT 1 AS a WHERE 0")];
      expect((await db.batch(batch)).map(({ results }) => results)).toEqual([[{ a: 1 }], []]);
    }
    expect(() => d1.prepare("SELECT ?").bind(undefined)).toThrow("D1_TYPE_ERROR");
  });
});

describe("whatever else it answers is D1's failure, in D1's way, and tells nobody anything", () => {
  const json = (status: number, body: unknown) => async () => Response.json(body, { status });
  test.each<[string, (request: Request) => Promise<Response>]>([
    [
      "4xx",
      json(400, { success: false, errors: [{ code: 7500, message: "no such table: x" }], result: null }),
    ],
    [
      "429, the limit of Cloudflare's API",
      json(429, { success: false, errors: [{ code: 971, message: "slow down" }] }),
    ],
    ["5xx", json(502, { success: true, result: [{ results: { columns: [], rows: [] } }] })],
    ["a page", async () => new Response("<html>Bad gateway</html>", { status: 502 })],
    ["a page that says 200", async () => new Response("<html>Welcome to the hotel</html>")],
    ["half an answer", async () => new Response('{"success":true,"result":[{"results":')],
    ["an empty one", async () => new Response("")],
    ["another shape", json(200, { success: true, result: [{ results: [{ a: 1 }] }] })],
    ["success, and nothing", json(200, { success: true, result: [] })],
    [
      "values that D1 has not",
      json(200, { success: true, result: [{ results: { columns: ["a"], rows: [[{}]] } }] }),
    ],
    ["somewhere else", async () => Response.redirect("https://elsewhere.test/", 302)],
    ["nothing at all", async () => Promise.reject(new TypeError("Network connection lost."))],
  ])("%s", async (_, answer) => {
    const d1 = overHttp(answer);
    const refused = async (work: Promise<unknown>) => {
      const error = await work.then(
        () => null,
        (failed: unknown) => failed,
      );
      expect(error).toBeInstanceOf(Error);
      expect(String(error)).not.toContain(access.D1_TOKEN);
    };
    await refused(d1.prepare("SELECT 1").first());
    await refused(d1.batch([d1.prepare("SELECT 1"), d1.prepare("SELECT 2")]));
  });

  test("it leaves an answer of a batch out", async () => {
    const d1 = overHttp(json(200, { success: true, result: [{ results: { columns: [], rows: [] } }] }));
    await expect(d1.batch([d1.prepare("SELECT 1"), d1.prepare("SELECT 2")])).rejects.toThrow(
      "left answers out",
    );
  });

  test("it is silent: given up after five seconds", { timeout: 10_000 }, async () => {
    vi.stubGlobal(
      "fetch",
      (_url: string, { signal }: RequestInit) =>
        new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
    );
    await expect(remoteD1(access).prepare("SELECT 1").first()).rejects.toThrow();
  });

  test.each([
    [401, "D1_TOKEN"],
    [403, "D1_TOKEN"],
    [404, "D1_URL"],
  ])("%i is told once, by the variable's name", async (status, name) => {
    const lines = vi.spyOn(console, "error").mockReturnValue(undefined);
    const d1 = overHttp(async () => new Response("no", { status }));
    for (let n = 0; n < 3; n += 1)
      await expect(d1.prepare("SELECT 1").first()).rejects.toThrow(D1AccessError);
    expect(lines.mock.calls).toEqual([
      [expect.stringMatching(new RegExp(`^environment variable ${name}: `))],
    ]);
  });
});

test.each([
  [{}, /^environment variable D1_URL: is missing/],
  [{ D1_TOKEN: access.D1_TOKEN }, /^environment variable D1_URL: is missing/],
  [{ D1_URL: access.D1_URL }, /^environment variable D1_TOKEN: is missing/],
  [{ ...access, D1_URL: "api.cloudflare.com" }, /^environment variable D1_URL: is no address/],
  [{ ...access, D1_URL: `${access.D1_URL}/query` }, /^environment variable D1_URL: is no address/],
  [{ ...access, D1_TOKEN: "short" }, /^environment variable D1_TOKEN: is no token/],
  [{ ...access, D1_TOKEN: `${access.D1_TOKEN}\n` }, /^environment variable D1_TOKEN: is no token/],
])("a configuration that is wrong says which variable, in one line: %j", (env_, line) => {
  const read = () => readD1Access(env_);
  expect(read).toThrow(line);
  expect(read).not.toThrow(/\n/);
});

describe("the gateway", () => {
  const path = "/accounts/a/d1/database/dreamtree/raw";
  const ask = (init: RequestInit = {}, at = path, token = access.D1_TOKEN) =>
    throughGateway(
      new Request(`https://gateway.test${at}`, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}` },
        body: JSON.stringify({ sql: "SELECT 1 AS one" }),
        ...init,
      }),
    );

  test("answers in the shape of Cloudflare's API", async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      success: true,
      errors: [],
      messages: [],
      result: [{ success: true, meta: {}, results: { columns: ["one"], rows: [[1]] } }],
    });
  });

  test.each([
    ["no token", () => ask({ headers: {} }), 401],
    ["another token", () => ask({}, path, `${access.D1_TOKEN}x`), 401],
    ["an empty one", () => ask({}, path, ""), 401],
    ["another address", () => ask({}, "/"), 404],
    ["another method", () => ask({ method: "PUT" }), 404],
    ["no query", () => ask({ body: "{" }), 400],
    ["another shape", () => ask({ body: '{"sql":7}' }), 400],
    ["an empty batch", () => ask({ body: '{"batch":[]}' }), 400],
    ["what SQLite refuses", () => ask({ body: '{"sql":"SELECT * FROM nothing_here"}' }), 400],
  ])("%s: %i", async (_, asked, status) => {
    const response = await asked();
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ success: false, result: null });
  });
});
