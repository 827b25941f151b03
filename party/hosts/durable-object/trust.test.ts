import { listDurableObjectIds, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { ServerFrameOf } from "../../../shared/protocol/server.ts";
import { begin, connect, fetchWorker, origin, upgrade } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { newTestLearner } from "../../testing/learner.ts";
import type { ConnectionState } from "../../workbook/connections.ts";
import { claimsHeader } from "../inside.ts";

/* What partyserver believes of a client, and must not (platform 1.6, 5; security 3: CSWSH, IDOR, logging). */

beforeAll(seedTestWorkbook);

const owner = (userId: string) =>
  JSON.stringify({ role: "owner", userId, sessionId: "forged", label: "forged", anonymous: false });
const objects = async () => (await listDurableObjectIds(env.WORKBOOK)).length;

describe("before any object is touched", () => {
  test.each([
    ["a missing", {}],
    ["a foreign", { Origin: "https://evil.test" }],
    ["a null", { Origin: "null" }],
    ["another port's", { Origin: `${origin}:8443` }],
    ["plain http's", { Origin: origin.replace("https", "http") }],
    ["a longer", { Origin: `${origin}.evil.test` }],
    ["a shorter", { Origin: "https://test" }],
    ["a listed one among others'", { Origin: `${origin}, https://evil.test` }],
  ])("%s Origin is 403, with a valid cookie too", async (_, headers: Record<string, string>) => {
    const { cookie } = await begin();
    const before = await objects();
    for (const path of ["/ws", "/ws/observe/anybody", "/ws/live/any"]) {
      const response = await upgrade(path, { Cookie: cookie, ...headers });
      expect(response.status).toBe(403);
      expect(response.webSocket).toBeNull();
    }
    expect(await objects()).toBe(before);
  });

  test("no Upgrade is 426", async () => {
    const { cookie } = await begin();
    const before = await objects();
    expect((await fetchWorker("/ws", { headers: { Origin: origin, Cookie: cookie } })).status).toBe(426);
    expect(await objects()).toBe(before);
  });

  test("what is not yours and what is not there are closed alike: 4403", async () => {
    const { cookie, userId } = await begin();
    const before = await objects();
    const told: unknown[] = [];
    for (const path of [`/ws/observe/${userId}`, "/ws/observe/nobody", "/ws/live/nothing"]) {
      told.push(await (await connect(cookie, {}, path)).closed());
    }
    expect(told).toEqual(told.map(() => ({ code: 4403, reason: "not yours" })));
    expect(await objects()).toBe(before);
  });

  test.each(["/parties/workbook/", "/parties/WORKBOOK/", "/parties/main/", "/parties/gate/", "/party/"])(
    "%s<user> leads nowhere, for sockets and requests, in any method",
    async (prefix) => {
      const learner = await newTestLearner();
      const before = await objects();
      const path = `${prefix}${learner.userId}`;
      const socket = await upgrade(path, {
        Origin: origin,
        Cookie: learner.cookie,
        [claimsHeader]: owner(learner.userId),
      });
      expect(socket.webSocket).toBeNull();
      for (const method of ["POST", "PUT", "DELETE"]) {
        const response = await fetchWorker(path, {
          method,
          headers: {
            Origin: origin,
            "Content-Type": "application/json",
            [claimsHeader]: owner(learner.userId),
          },
        });
        expect(response.status).toBe(404);
      }
      expect(await objects()).toBe(before);
    },
  );
});

describe("what a client sends along", () => {
  test("headers and query of partyserver's and ours are the worker's: _pk, x-partykit-*, x-dreamtree-*", async () => {
    const [mine, other] = [await newTestLearner(), await newTestLearner()];
    const path = `/ws?_pk=${encodeURIComponent("r:owner")}&room=${other.userId}`;
    const client = await connect(
      mine.cookie,
      {
        "x-partykit-room": other.userId,
        "x-partykit-props": btoa(JSON.stringify({ admin: true })),
        "x-partykit-namespace": "workbook",
        "X-DreamTree-Claims": owner(other.userId),
        "x-dreamtree-anything": "1",
        "User-Agent": "Mozilla/5.0 (iPhone) Safari",
      },
      path,
    );
    mine.clients.push(client);
    expect((await client.hello()).userId).toBe(mine.userId);
    const seen = await runInDurableObject(mine.stub, (instance) =>
      [...instance.getConnections<ConnectionState>()].map(({ id, uri, tags, state }) => ({
        id,
        uri,
        tags: [...tags],
        state,
      })),
    );
    expect(seen).toHaveLength(1);
    expect(seen[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen[0]?.tags).toEqual([seen[0]?.id, "r:owner"]);
    expect(seen[0]?.uri).toBe(`https://object/ws?_pk=${seen[0]?.id}`);
    expect(seen[0]?.state?.claims).toMatchObject({
      role: "owner",
      userId: mine.userId,
      label: "Safari on iPhone",
    });
    expect(JSON.stringify(seen)).not.toContain("forged");
    expect(JSON.stringify(seen)).not.toContain(mine.cookie.split("=")[1]);
    expect(await runInDurableObject(other.stub, (instance) => [...instance.getConnections()].length)).toBe(0);
  });

  test("none of it arrives, nor the cookie: the object gets the worker's claims and nothing else of that kind", async () => {
    const learner = await newTestLearner();
    const arrived: [string, string][] = [];
    await runInDurableObject(learner.stub, (instance) => {
      const own = instance.onConnect.bind(instance);
      instance.onConnect = (connection, context) => {
        arrived.push(...context.request.headers);
        return own(connection, context);
      };
    });
    const client = await connect(learner.cookie, {
      "x-partykit-room": "r",
      "X-PartyKit-Props": btoa("{}"),
      "x-dreamtree-claims": owner("anybody"),
      "x-dreamtree-anything": "1",
    });
    learner.clients.push(client);
    await client.hello();
    const names = arrived.map(([name]) => name.toLowerCase());
    expect(names.filter((name) => name.startsWith("x-partykit-"))).toEqual([]);
    expect(names.filter((name) => name.startsWith("x-dreamtree-"))).toEqual([claimsHeader]);
    expect(names).not.toContain("cookie");
    expect(Object.fromEntries(arrived)[claimsHeader]).toContain(learner.userId);
  });

  test("an id that looks like a role finds no broadcast: tags are told apart by what the worker wrote", async () => {
    const learner = await newTestLearner();
    const owning = await learner.device();
    owning.skipAll();
    // Even through the object itself, where `_pk` is believed.
    await learner.shares("p", [], 0);
    const watcher = await learner.observer(["1.1"]);
    await watcher.hello();
    const headers = {
      Upgrade: "websocket",
      [claimsHeader]: JSON.stringify({
        role: "observer",
        userId: learner.userId,
        participantId: "p",
        sessionId: "",
        name: "P",
        modules: [],
        sinceSeq: 0,
        since: "",
      }),
    };
    const response = await learner.stub.fetch("https://object/ws?_pk=r:owner", { headers });
    expect(response.webSocket).not.toBeNull();
    response.webSocket?.accept();
    const told: string[] = [];
    response.webSocket?.addEventListener("message", ({ data }) => told.push(String(data)));
    response.webSocket?.send(
      JSON.stringify({
        t: "hello",
        v: 1,
        deviceId: crypto.randomUUID(),
        epoch: null,
        lastSeq: 0,
        zone: "UTC",
      }),
    );
    await owning.next("presence", (frame) => frame.observers.length === 2);
    owning.send({ t: "draft", blockId: "1.0.0.mood", baseDraftRev: 0, value: "draft-secret" });
    const ack = await owning.reply("1.0.0.mood", 2);
    await owning.saved(ack.t === "ack" ? ack.seq : 0);
    expect(
      told
        .map((text) => (JSON.parse(text) as ServerFrameOf<"welcome">).t)
        .every((t) => ["welcome", "snapshot", "events"].includes(t)),
    ).toBe(true);
    expect(told.join()).not.toContain("draft-secret");
    response.webSocket?.close(1000, "");
  });

  test("claims for another learner are refused by the object itself, socket and request", async () => {
    const [mine, other] = [await newTestLearner(), await newTestLearner()];
    const client = await mine.socketWith({
      role: "owner",
      userId: other.userId,
      sessionId: "s",
      label: "",
      anonymous: false,
    });
    expect((await client.closed()).code).toBe(4403);
    const watcher = await mine.socketWith({
      role: "observer",
      userId: other.userId,
      participantId: "p",
      sessionId: "s",
      name: "P",
      modules: ["1.1"],
      sinceSeq: 0,
      since: "",
    });
    expect((await watcher.closed()).code).toBe(4403);
    const bare = await mine.stub.fetch("https://object/ws", { headers: { Upgrade: "websocket" } });
    bare.webSocket?.accept();
    const code = await new Promise((resolve) =>
      bare.webSocket?.addEventListener("close", (event) => resolve(event.code)),
    );
    expect(code).toBe(4403);
    for (const headers of [new Headers(), new Headers({ [claimsHeader]: owner(other.userId) })]) {
      for (const path of ["/ask", "/end-session", "/anything"]) {
        const response = await mine.stub.fetch(`https://object${path}`, {
          method: "POST",
          body: JSON.stringify({ ask: "progress" }),
          headers,
        });
        expect(response.status).toBe(403);
        expect(await response.text()).toBe("");
      }
    }
  });

  test("another's cookie never reaches this learner's object", async () => {
    const [mine, other] = [await newTestLearner(), await newTestLearner()];
    const client = await other.device();
    expect((await client.reply("1.0.0.mood", 5)).t).toBe("ack");
    const own = await mine.open();
    expect((await own.hello()).userId).toBe(mine.userId);
    expect((await own.next("snapshot")).items.filter((item) => item.kind === "answer")).toEqual([]);
    const response = await fetchWorker("/api/progress", { headers: { Cookie: mine.cookie } });
    expect(await response.json()).toMatchObject({ answered: 0 });
  });
});

describe("nothing a server throws reaches a client (rule 10)", () => {
  test.each(["beforeCommit", "afterCommit"] as const)(
    "a throw %s: closed to be opened again, not silent, no word of it",
    async (where) => {
      const learner = await newTestLearner();
      const client = await learner.device();
      learner.seams.inject({
        [where]: () => {
          throw new Error("secret-of-the-server at /work/room.ts:1:1");
        },
      });
      const opId = crypto.randomUUID();
      client.send({ t: "reply", opId, blockId: "1.0.0.mood", value: 3 });
      const { code, reason } = await client.closed();
      expect(code).toBe(1011);
      expect(client.texts.join() + reason).not.toMatch(/secret|stack|\.ts/);
      expect(client.all("ack")).toEqual([]);
      learner.seams.heal();
      const again = await learner.device();
      expect(await again.operate({ t: "reply", opId, blockId: "1.0.0.mood", value: 3 })).toMatchObject({
        t: "ack",
        dup: where === "afterCommit",
      });
      expect(await learner.journal((journal) => [...journal.before(1e9)].length)).toBe(2);
    },
  );

  test("an HTTP question that fails is a 503 without a word of why", async () => {
    const learner = await newTestLearner();
    await learner.device();
    await runInDurableObject(learner.stub, (instance) => {
      Object.defineProperty(instance, "room", {
        value: () => {
          throw new Error("secret-of-the-server");
        },
      });
    });
    const response = await fetchWorker("/api/progress", { headers: { Cookie: learner.cookie } });
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ error: { code: "unavailable", message: expect.any(String) } });
  });

  test("a store that throws does not stop the object: it starts, and serves from its log (never D1 in onStart)", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    const ack = await client.reply("1.0.0.mood", 3);
    await client.saved(ack.t === "ack" ? ack.seq : 0);
    learner.seams.d1.now = "gone";
    await learner.crash();
    const again = await learner.device();
    expect(await again.reply("1.0.0.ready", true)).toMatchObject({ t: "ack" });
    expect(
      await fetchWorker("/api/progress", { headers: { Cookie: learner.cookie } }).then((response) =>
        response.json(),
      ),
    ).toMatchObject({ answered: 2 });
    expect(again.texts.join()).not.toContain("secret-of-the-store");
    expect(learner.seams.d1.count("load")).toBe(1);
  });
});

test(
  "signing out closes that session's sockets within a second, 4401, and no other's",
  { retry: 2 },
  async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    const watcher = await learner.observer(["1.1"]);
    const elsewhere = await learner.socketWith({
      role: "owner",
      userId: learner.userId,
      sessionId: "another",
      label: "",
      anonymous: true,
    });
    await elsewhere.hello();
    const start = Date.now();
    const response = await fetchWorker("/api/auth/logout", {
      method: "POST",
      body: "{}",
      headers: { Origin: origin, Cookie: learner.cookie, "Content-Type": "application/json" },
    });
    expect(response.status).toBe(200);
    expect((await client.closed()).code).toBe(4401);
    expect(Date.now() - start).toBeLessThan(1_000);
    await elsewhere.ping();
    await watcher.ping();
    expect([elsewhere.isClosed, watcher.isClosed]).toEqual([false, false]);
    expect((await (await connect(learner.cookie)).closed()).code).toBe(4401);
  },
);
