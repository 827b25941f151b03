import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { newLearnerAt } from "../browser/device.ts";
import { startServer, type Server } from "../browser/server.ts";

let server: Server;
let learner: { userId: string; cookie: string };
beforeAll(async () => {
  server = await startServer();
  learner = await newLearnerAt(server.url);
});
afterAll(() => server.remove());

const hello = {
  t: "hello",
  v: 1,
  deviceId: "3f0c6a52-7d1b-4c0e-9d0e-4b9f1f6a0c11",
  epoch: null,
  lastSeq: 0,
  zone: "UTC",
};

interface Talk {
  readonly frames: Record<string, unknown>[];
  readonly code: number | null;
}

/** Opens a socket, says these texts after each other, and hears until it closes or `enough`. */
function talk(
  headers: Record<string, string>,
  texts: readonly string[],
  enough: (frame: Record<string, unknown>) => boolean,
): Promise<Talk> {
  return new Promise((resolve) => {
    const frames: Record<string, unknown>[] = [];
    // Node's own WebSocket takes headers, of which the browser's types know nothing.
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws`, {
      headers,
    } as unknown as string[]);
    socket.addEventListener("open", () => texts.forEach((text) => socket.send(text)));
    socket.addEventListener("message", ({ data }) => {
      if (!String(data).startsWith("{")) return;
      const frame = JSON.parse(String(data)) as Record<string, unknown>;
      frames.push(frame);
      if (enough(frame)) {
        resolve({ frames, code: null });
        socket.close();
      }
    });
    socket.addEventListener("close", ({ code }) => resolve({ frames, code }));
    socket.addEventListener("error", () => resolve({ frames, code: null }));
  });
}
const never = () => false;
const mine = () => ({ cookie: learner.cookie, origin: server.url });
const nacked = (frame: Record<string, unknown>) => frame["t"] === "nack";

describe("the door of the socket", () => {
  const upgrade = (headers: Record<string, string>) =>
    fetch(`${server.url}/ws`, { headers: { Cookie: learner.cookie, ...headers } }).then(
      (response) => response.status,
    );

  test("without an upgrade it answers 426", async () => {
    expect(await upgrade({ Origin: server.url })).toBe(426);
  });
  test("a foreign or missing Origin gets no socket", async () => {
    expect(await talk({ cookie: learner.cookie, origin: "https://elsewhere.example" }, [], never)).toEqual({
      frames: [],
      code: null,
    });
    expect((await talk({ cookie: learner.cookie }, [], never)).frames).toEqual([]);
  });
  test("no cookie, and one that nobody has, are told 4401", async () => {
    expect((await talk({ origin: server.url }, [], never)).code).toBe(4401);
    const cookie = `__Host-dreamtree=${"A".repeat(43)}`;
    expect((await talk({ origin: server.url, cookie }, [], never)).code).toBe(4401);
  });
  test("nobody watches anybody yet: 4403", async () => {
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws/observe/${learner.userId}`, {
      headers: mine(),
    } as unknown as string[]);
    const code = await new Promise((resolve) =>
      socket.addEventListener("close", (event) => resolve(event.code)),
    );
    expect(code).toBe(4403);
  });
});

describe("frames", () => {
  const blockId = "1.0.0.clarity";
  const opId = "0d6e2a1c-5d2e-4f70-9f4e-1f1d7f0a9b01";
  const refused = async (frame: unknown) => {
    const { frames } = await talk(mine(), [JSON.stringify(hello), JSON.stringify(frame)], nacked);
    const { code, path, opId: told } = frames.find(nacked) ?? {};
    return { code, path, told };
  };

  test("three that are not JSON close 4400", async () => {
    const { frames, code } = await talk(mine(), [JSON.stringify(hello), "{", "no", "[1"], never);
    expect(code).toBe(4400);
    expect(frames.filter(nacked)).toHaveLength(3);
  });
  test("one over 256 KiB closes 4413", async () => {
    const { code } = await talk(mine(), [JSON.stringify(hello), `"${"x".repeat(257 * 1024)}"`], never);
    expect(code).toBe(4413);
  });
  test("an unknown kind, an extra key, and a wrong type name the field", async () => {
    expect(await refused({ t: "steal", opId })).toMatchObject({ code: "invalid", path: "t" });
    expect(await refused({ t: "reply", opId, blockId, value: 5, admin: true })).toEqual({
      code: "invalid",
      path: "admin",
      told: opId,
    });
    expect(await refused({ t: "reply", opId, blockId, value: "five" })).toEqual({
      code: "invalid",
      path: "value",
      told: opId,
    });
  });
  test("a block out of turn, one that is not there, an edit on an old revision", async () => {
    expect(
      await refused({ t: "reply", opId, blockId: "1.1.1.experiences", value: { rows: [] } }),
    ).toMatchObject({ code: "locked" });
    expect(await refused({ t: "reply", opId, blockId: "9.9.9.nothing", value: 5 })).toMatchObject({
      code: "unknown_block",
    });
    expect(await refused({ t: "edit", opId, blockId, baseRev: 3, value: 5 })).toMatchObject({
      code: "conflict",
    });
  });
  test("after all of it the conversation is where it was", async () => {
    const { frames } = await talk(mine(), [JSON.stringify(hello)], (frame) => frame["t"] === "presence");
    const welcome = frames.find((frame) => frame["t"] === "welcome");
    expect(welcome?.["position"]).toMatchObject({ blockId });
    expect(JSON.stringify(frames)).not.toMatch(/Error|\.ts:|stack/);
  });
});

describe("requests", () => {
  const post = (path: string, headers: Record<string, string>, body: string) =>
    fetch(`${server.url}${path}`, { method: "POST", headers: { Cookie: learner.cookie, ...headers }, body });

  test("a write from another site, or that is not JSON, is refused", async () => {
    const json = { "Content-Type": "application/json" };
    for (const path of ["/api/session", "/api/skills", "/api/auth/logout"]) {
      expect((await post(path, json, "{}")).status).toBe(403);
      expect((await post(path, { ...json, Origin: "https://elsewhere.example" }, "{}")).status).toBe(403);
      expect((await post(path, { ...json, Origin: "null" }, "{}")).status).toBe(403);
      expect((await post(path, { "Content-Type": "text/plain", Origin: server.url }, "{}")).status).toBe(400);
    }
    const still = await fetch(`${server.url}/api/session`, { headers: { Cookie: learner.cookie } });
    expect(still.status).toBe(200);
  });
  test("a body names the field that is wrong", async () => {
    const headers = { "Content-Type": "application/json", Origin: server.url };
    const response = await post(
      "/api/skills",
      { ...headers, "Idempotency-Key": crypto.randomUUID() },
      `{"name":"x","colour":1}`,
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toHaveProperty("error.fields");
  });
});

test("the worker that is deployed has no route or seam that only tests use", async () => {
  const folder = "party";
  const names = (await readdir(folder, { recursive: true })).filter(
    (name) => /(?<!\.test)\.ts$/.test(name) && !/testing\//.test(name),
  );
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const paths = texts.join("\n").match(/app\.(get|post|all|delete|patch)\("[^"]*"/g) ?? [];
  expect(paths.length).toBeGreaterThan(5);
  expect(paths.filter((path) => /test|debug|fixture/.test(path))).toEqual([]);
  expect(names.filter((_name, i) => /from "[^"]*testing\//.test(texts[i] ?? ""))).toEqual([]);
});
