import { spawn, type ChildProcess } from "node:child_process";
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { remoteD1, type D1Access } from "../../party/hosts/partykit/d1.ts";
import { d1For } from "../../party/hosts/partykit/local/gateway.ts";
import { localSettings } from "../../party/hosts/local/settings.ts";
import { Client } from "../../party/testing/raw-client.ts";
import { toBase64 } from "../../shared/crypto/bytes.ts";
import { defaultKdf } from "../../shared/crypto/kdf.ts";
import { Device, newLearnerAt } from "../browser/device.ts";
import { d1Faults, flakyBefore, type FlakyD1 } from "../browser/flaky.ts";
import { freePort, startServer, templateState, type Server } from "../browser/server.ts";
import { placements } from "../browser/thread.ts";

/* PartyKit alone. A D1 API that fails in every way: busy, waits in the outbox, arrives once (rules 1, 2, 3 and 11). */

let gateway: ChildProcess | null = null;
let state: string;
let access: D1Access;
let flaky: FlakyD1;
let server: Server;

beforeAll(async () => {
  state = await templateState();
  ({ access, gateway } = await d1For(localSettings({ DREAMTREE_STATE: state }), {}, await freePort()));
  flaky = await flakyBefore(access.D1_URL);
  const environment = { D1_URL: flaky.url, D1_TOKEN: access.D1_TOKEN };
  server = await startServer({ host: "partykit", environment });
}, 300_000);
afterAll(async () => {
  flaky.fault = "ok";
  await server.remove();
  flaky.close();
  gateway?.kill("SIGTERM");
  await rm(state, { recursive: true, force: true });
});

beforeEach(() => void (flaky.fault = "ok"));

const countOf = async (sql: string, ...values: string[]) =>
  Number(
    await remoteD1(access)
      .prepare(`SELECT count(*) AS n FROM ${sql}`)
      .bind(...values)
      .first("n"),
  );

const write = (cookie: string, path: string, body: unknown) =>
  fetch(`${server.url}${path}`, {
    method: "POST",
    headers: {
      Cookie: cookie,
      Origin: server.url,
      "Content-Type": "application/json",
      "Idempotency-Key": crypto.randomUUID(),
    },
    body: JSON.stringify(body),
  });

/** Somebody with an account whose address is confirmed. */
async function account(): Promise<{ userId: string; cookie: string }> {
  const { userId, cookie } = await newLearnerAt(server.url);
  const password = { auth: random(32), salt: random(16), kdf: defaultKdf, wrapped: random(61) };
  const claimed = await write(cookie, "/api/auth/claim", { email: `${userId}@example.org`, ...password });
  expect(claimed.status).toBe(200);
  const sql = `UPDATE "emails" SET "verified_at" = ? WHERE "user_id" = ?`;
  await remoteD1(access).prepare(sql).bind("2026-01-01T00:00:00.000Z", userId).run();
  return {
    userId,
    cookie: claimed.headers
      .getSetCookie()
      .map((one) => one.split(";")[0] ?? "")
      .join("; "),
  };
}
const random = (bytes: number) => toBase64(crypto.getRandomValues(new Uint8Array(bytes)));

/** A socket at this address. */
function raw(path: string, cookie: string): Promise<Client> {
  return new Promise((resolve, reject) => {
    // Node's own WebSocket takes headers, of which the browser's types know nothing.
    const headers = { headers: { cookie, origin: server.url } } as unknown as string[];
    const socket = new WebSocket(`${server.url.replace("http", "ws")}${path}`, headers);
    const client = new Client(socket, crypto.randomUUID());
    socket.addEventListener("open", () => resolve(client));
    socket.addEventListener("error", () => reject(new Error("no socket")));
  });
}

describe("an answer while D1 fails", () => {
  test.each(d1Faults)(
    "%s: refused as busy, kept by the client, there once when D1 is well",
    async (fault) => {
      const { userId, cookie } = await newLearnerAt(server.url);
      const device = new Device(server.url, cookie);
      await device.connect();
      await device.until(() => device.complete);
      const before = await countOf("user_ops WHERE user_id = ?", userId);
      flaky.fault = fault;
      const opId = crypto.randomUUID();
      device.send({ t: "reply", opId, blockId: "1.0.0.clarity", value: 4 });
      expect(await device.until(() => device.put.some((nack) => nack.opId === opId), 10_000)).toBe(true);
      expect(device.put[0]).toMatchObject({ code: "busy", retryable: true, retryAfterMs: 2_000 });
      expect(await device.until(() => device.store === "degraded")).toBe(true);
      expect([device.acked.size, device.refused.size, device.unsent]).toEqual([0, 0, 1]);
      expect(JSON.stringify(device.put)).not.toContain("secret");
      // What D1 does not have nobody calls saved.
      expect(await countOf("user_ops WHERE user_id = ?", userId)).toBe(before + Number(fault === "lost"));
      flaky.fault = "ok";
      const arrived = async () => {
        for (let n = 0; n < 8 && device.unsent > 0; n += 1) {
          await device.until(() => device.unsent === 0 || !device.connected, 5_000);
          if (!device.connected) await device.connect();
        }
      };
      await arrived();
      expect(device.acked.has(opId)).toBe(true);
      expect(
        await device.until(
          () => device.answers.get("1.0.0.clarity")?.value === 4 && device.waiting?.id === placements[1]?.id,
        ),
      ).toBe(true);
      const seq = device.acked.get(opId) ?? 0;
      expect(await device.until(() => device.savedSeq >= seq)).toBe(true);
      expect(await device.until(() => device.store === "ok")).toBe(true);
      expect(await countOf("user_ops WHERE op_id = ?", opId)).toBe(1);
      expect(await countOf("user_responses WHERE user_id = ?", userId)).toBe(1);
      device.close();
    },
  );

  test("reading goes on from memory, and a write over HTTP is 503, never half a row", async () => {
    const { userId, cookie } = await newLearnerAt(server.url);
    const device = new Device(server.url, cookie);
    await device.connect();
    await device.until(() => device.complete);
    flaky.fault = "500";
    const headers = {
      Cookie: cookie,
      Origin: server.url,
      "Content-Type": "application/json",
      "Idempotency-Key": crypto.randomUUID(),
    };
    const skill = () =>
      fetch(`${server.url}/api/skills`, { method: "POST", headers, body: '{"name":"Bee keeping"}' });
    expect((await skill()).status).toBe(503);
    expect((await fetch(`${server.url}/api/progress`, { headers: { Cookie: cookie } })).status).toBe(200);
    expect(await (await fetch(`${server.url}/healthz`)).json()).toMatchObject({ ok: true, d1: false });
    flaky.fault = "ok";
    expect(await countOf("skills WHERE created_by = ?", userId)).toBe(0);
    let status = 0;
    for (let n = 0; n < 20 && status !== 201; n += 1) {
      ({ status } = await skill());
      if (status !== 201) await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect([status, await countOf("skills WHERE created_by = ?", userId)]).toEqual([201, 1]);
    device.close();
  });

  test("one reply is one request to D1 (Cloudflare's own API allows four a second)", async () => {
    const { cookie } = await newLearnerAt(server.url);
    const device = new Device(server.url, cookie);
    await device.connect();
    await device.until(() => device.complete);
    await fetch(`${server.url}/api/progress`, { headers: { Cookie: cookie } });
    flaky.asked = 0;
    device.send({ t: "reply", opId: crypto.randomUUID(), blockId: "1.0.0.clarity", value: 4 });
    await device.until(() => device.unsent === 0);
    expect(flaky.asked).toBe(1);
    device.close();
  });
});

test("a live session: its room closed to strangers, followed by its facilitator, a thread watched without its learner's id", async () => {
  const [fay, ada, eve] = [await account(), await newLearnerAt(server.url), await newLearnerAt(server.url)];
  const opened = (await (
    await write(fay.cookie, "/api/live", { title: "Thursday", modules: ["1.0"], mode: "guided" })
  ).json()) as { liveId: string; code: string; socket: string };
  expect(opened.socket).toBe(`/parties/live/${opened.liveId}`);
  const cockpit = await raw(opened.socket, fay.cookie);
  await cockpit.until("live_welcome", () => cockpit.texts.find((text) => text.includes("live_welcome")));
  for (const path of [opened.socket, `/parties/live/${crypto.randomUUID()}`, `/parties/main/${ada.userId}`]) {
    expect(await (await raw(path, eve.cookie)).closed()).toEqual({ code: 4403, reason: "not yours" });
  }
  const look = (await (await write(ada.cookie, "/api/live/look", { code: opened.code })).json()) as {
    consent: { id: string };
  };
  const device = await raw(ada.socket, ada.cookie);
  await device.ready();
  const joined = await write(ada.cookie, "/api/live/join", {
    code: opened.code,
    alias: "Ada",
    consent: look.consent.id,
  });
  const { participantId } = (await joined.json()) as { participantId: string };
  await cockpit.until("Ada on the roster", () => cockpit.texts.find((text) => text.includes(participantId)));
  expect(cockpit.texts.join("")).not.toContain(ada.userId);
  const watched = `${opened.socket}?observe=${participantId}`;
  expect(await (await raw(watched, eve.cookie)).closed()).toEqual({ code: 4403, reason: "not yours" });
  const observer = await raw(watched, fay.cookie);
  expect(await observer.hello()).toMatchObject({ role: "observer", userId: participantId });
  expect(await device.reply("1.0.0.clarity", 4)).toMatchObject({ t: "ack" });
  await observer.until("the answer", () =>
    observer.events.find((event) => event.kind === "answer" && event.value === 4),
  );
  expect(observer.texts.join("")).not.toContain(ada.userId);
  // As the page asks for them, on every host.
  const page = await raw(`/ws/observe/${participantId}`, fay.cookie);
  expect(await page.hello()).toMatchObject({ role: "observer", userId: participantId });
  const again = await raw(`/ws/live/${opened.liveId}`, fay.cookie);
  await again.until("live_welcome", () => again.texts.find((text) => text.includes("live_welcome")));
  expect((await write(ada.cookie, `/api/live/${opened.liveId}/leave`, {})).status).toBe(200);
  await observer.closed();
});

describe("at start-up", () => {
  /** What it says before it stops. */
  const said = (environment: Record<string, string>): Promise<string> =>
    new Promise((resolve) => {
      const env = { ...process.env, ...environment, DREAMTREE_STATE: state };
      const child = spawn("tsx", ["party/hosts/partykit/local/start.ts", "--no-build"], { env });
      let text = "";
      child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
      child.on("exit", (code) => resolve(`${code}: ${text.trim()}`));
    });

  test("a token that the D1 API refuses, one that is missing, an address where nothing is: one line, with the variable", async () => {
    const nobody = `http://127.0.0.1:${await freePort()}/accounts/a/d1/database/b`;
    const [wrong, missing, nowhere] = await Promise.all([
      said({ D1_URL: access.D1_URL, D1_TOKEN: "x".repeat(40) }),
      said({ D1_URL: access.D1_URL }),
      said({ ...access, D1_URL: nobody }),
    ]);
    expect(wrong).toBe("1: environment variable D1_TOKEN: the D1 API refuses it");
    expect(missing).toBe("1: environment variable D1_TOKEN: is missing: the token that the D1 API takes");
    expect(nowhere).toBe(`1: environment variable D1_URL: no D1 API answers at ${nobody}`);
  });
});
