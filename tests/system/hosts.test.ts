import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client } from "../../party/testing/raw-client.ts";
import { newLearnerAt } from "../browser/device.ts";
import { Generated } from "../browser/generated.ts";
import { startServer, type Host, type Server } from "../browser/server.ts";
import { blockNamed, placements } from "../browser/thread.ts";
import { whole } from "../browser/whole.ts";

/*
 * The protocol, as somebody else's client meets it, on both hosts: nothing here knows which one it speaks to, but for the
 * few lines that say what differs. Rules are quoted by their ids (protocol.md section 2, shared/protocol/SPEC.md).
 */

const hosts: readonly Host[] = ["wrangler", "partykit"];

interface Learner {
  readonly userId: string;
  readonly cookie: string;
  readonly socket: string;
  readonly answers: Generated;
}

describe.each(hosts)("the protocol on %s", (host) => {
  let server: Server;
  const open = new Set<Client>();
  beforeAll(async () => {
    server = await startServer({ host });
  });
  afterAll(async () => {
    for (const client of open) client.socket.close();
    await server.remove();
  });

  async function begun(): Promise<Learner> {
    const learner = await newLearnerAt(server.url);
    return { ...learner, answers: new Generated(learner.userId, 1) };
  }

  function opened(path: string, headers: Record<string, string>): Promise<Client> {
    return new Promise((resolve, reject) => {
      // Node's own WebSocket takes headers, of which the browser's types know nothing.
      const socket = new WebSocket(`${server.url.replace("http", "ws")}${path}`, {
        headers,
      } as unknown as string[]);
      const client = new Client(socket, crypto.randomUUID());
      open.add(client);
      socket.addEventListener("open", () => resolve(client));
      socket.addEventListener("error", () => reject(new Error("no socket")));
    });
  }
  const connect = ({ socket, cookie }: Pick<Learner, "socket" | "cookie">) =>
    opened(socket, { cookie, origin: server.url });
  async function device(learner: Learner): Promise<Client> {
    const client = await connect(learner);
    await client.ready();
    return client;
  }
  const get = (learner: Learner, path: string) =>
    fetch(`${server.url}${path}`, { headers: { Cookie: learner.cookie } });
  const write = (learner: Learner, method: string, path: string, body: unknown, key = crypto.randomUUID()) =>
    fetch(`${server.url}${path}`, {
      method,
      headers: {
        Cookie: learner.cookie,
        Origin: server.url,
        "Content-Type": "application/json",
        "Idempotency-Key": key,
      },
      body: JSON.stringify(body),
    });

  /** Answers what waits until this placement does. @returns the last `seq` */
  async function upTo(learner: Learner, client: Client, blockId: string): Promise<number> {
    let seq = 0;
    for (const { id } of placements) {
      if (id === blockId) return seq;
      const sent = await client.until(`the block ${id}`, () =>
        client
          .all("snapshot")
          .flatMap(({ items }) => items)
          .concat(client.events)
          .find((event) => event.kind === "block" && event.block.id === id),
      );
      if (sent.kind !== "block") throw new Error(id);
      const ack = await client.reply(id, learner.answers.to(sent.block));
      if (ack.t !== "ack") throw new Error(`${id}: ${JSON.stringify(ack)}`);
      seq = ack.seq;
      await client.heard(seq);
    }
    throw new Error(`no ${blockId}`);
  }

  describe("the door", () => {
    test("the socket is where the session says, and its room is the cookie's user alone (section 1)", async () => {
      const [mine, other] = [await begun(), await begun()];
      expect(mine.socket).toBe(host === "wrangler" ? "/ws" : `/parties/main/${mine.userId}`);
      if (host === "wrangler") return;
      const told = [];
      for (const room of [other.userId, crypto.randomUUID(), "none", `${mine.userId}x`, "x".repeat(300)]) {
        const client = await connect({ ...mine, socket: `/parties/main/${room}` });
        told.push(await client.closed());
      }
      expect(told).toEqual(told.map(() => ({ code: 4403, reason: "not yours" })));
    });

    test("no session is told 4401; a foreign or missing Origin gets no socket; no Upgrade is no page", async () => {
      const { socket, cookie } = await begun();
      const none = await opened(socket, { origin: server.url });
      expect((await none.closed()).code).toBe(4401);
      await expect(opened(socket, { cookie, origin: "https://elsewhere.example" })).rejects.toThrow();
      await expect(opened(socket, { cookie })).rejects.toThrow();
      const { status } = await fetch(`${server.url}${socket}`, {
        headers: { Cookie: cookie, Origin: server.url },
      });
      expect(status).toBe(host === "wrangler" ? 426 : 404);
    });

    test("what a host believes of a client is not believed: _pk, x-partykit-*, our own claims", async () => {
      const [mine, other] = [await begun(), await begun()];
      const forged = JSON.stringify({
        role: "owner",
        userId: other.userId,
        sessionId: "",
        label: "",
        anonymous: false,
      });
      const headers = {
        cookie: mine.cookie,
        origin: server.url,
        "x-dreamtree-claims": forged,
        "x-partykit-room": other.userId,
      };
      const first = await opened(`${mine.socket}?_pk=same`, headers);
      const second = await opened(`${mine.socket}?_pk=same`, headers);
      expect((await first.hello()).userId).toBe(mine.userId);
      expect((await second.hello()).userId).toBe(mine.userId);
      const { devices } = await second.next("presence", (frame) => frame.devices.length === 2);
      expect(devices).toHaveLength(2);
    });

    test("every party refuses everybody else, in any method, by socket and by request, and says nothing", async () => {
      const { cookie, userId } = await begun();
      const parties = ["main", "gate", "live", "workbook", "__proto__", "constructor"];
      const headers = { Cookie: cookie, Origin: server.url, "Content-Type": "application/json" };
      for (const path of [
        ...parties.map((party) => `/parties/${party}/${userId}`),
        `/party/${userId}`,
        `/parties/gate/x/ask`,
      ]) {
        for (const method of ["POST", "PUT", "DELETE"]) {
          const response = await fetch(`${server.url}${path}`, { method, headers, body: '{"do":"clear"}' });
          expect([path, method, response.ok]).toEqual([path, method, false]);
          expect(await response.text()).not.toMatch(/D1|SQL|\.ts|stack|select/i);
        }
        if (path.endsWith(`main/${userId}`) || path.startsWith("/party/")) continue;
        const client = await opened(path, { cookie, origin: server.url }).catch(() => null);
        if (client !== null) expect((await client.closed()).code).not.toBe(1000);
      }
    });
  });

  describe("the thread", () => {
    test("HS1, EV2: hello brings welcome, everything, presence; the first turn is every block up to what waits", async () => {
      const client = await connect(await begun());
      const welcome = await client.ready();
      expect(welcome).toMatchObject({
        v: 1,
        role: "owner",
        mode: "snapshot",
        position: { blockId: placements[0]?.id },
      });
      const items = client.all("snapshot").flatMap((frame) => frame.items);
      const blocks = items.flatMap((event) => (event.kind === "block" ? [event.block.id] : []));
      expect(blocks.at(-1)).toBe(placements[0]?.id);
      expect(welcome.savedSeq).toBeLessThanOrEqual(welcome.headSeq);
    });

    test("rule 1, 2: an answer is acked, told and saved; where the host writes through, saved is not behind the ack", async () => {
      const learner = await begun();
      const client = await device(learner);
      const ack = await client.reply("1.0.0.clarity", 4);
      expect(ack).toMatchObject({ t: "ack", rev: 1, dup: false });
      const seq = ack.t === "ack" ? ack.seq : 0;
      await client.heard(seq);
      await client.saved(seq);
      expect(client.events).toContainEqual(
        expect.objectContaining({ kind: "answer", blockId: "1.0.0.clarity", value: 4 }),
      );
      expect(client.events.map((event) => event.seq)).toEqual(
        client.events.map((_event, i) => seq - client.events.length + 1 + i),
      );
      if (host === "wrangler") return;
      const kinds = client.frames.map((frame) => frame.t);
      expect(kinds.slice(kinds.indexOf("ack"), kinds.indexOf("saved") + 1)).toEqual([
        "ack",
        "events",
        "saved",
      ]);
    });

    test("rule 3: the same opId again is a dup with the original seq; with another payload it is invalid", async () => {
      const client = await device(await begun());
      const opId = crypto.randomUUID();
      const once = await client.reply("1.0.0.clarity", 4, { opId });
      client.skipAll();
      expect(await client.reply("1.0.0.clarity", 4, { opId })).toEqual({ ...once, dup: true });
      expect(await client.reply("1.0.0.clarity", 5, { opId })).toMatchObject({
        t: "nack",
        code: "invalid",
        path: "opId",
      });
    });

    test("rule 5: two devices answer one question; the first wins, the second is shown what stands and edits it", async () => {
      const learner = await begun();
      const [phone, laptop] = [await device(learner), await device(learner)];
      const [a, b] = await Promise.all([phone.reply("1.0.0.clarity", 2), laptop.reply("1.0.0.clarity", 9)]);
      expect([a.t, b.t].toSorted()).toEqual(["ack", "nack"]);
      const refused = a.t === "nack" ? a : b;
      expect(refused).toMatchObject({
        code: "conflict",
        retryable: false,
        current: { rev: 1, value: a.t === "ack" ? 2 : 9 },
      });
      expect(await laptop.edit("1.0.0.clarity", 1, 7)).toMatchObject({ t: "ack", rev: 2 });
      expect(await phone.edit("1.0.0.clarity", 1, 8)).toMatchObject({
        t: "nack",
        code: "conflict",
        current: { rev: 2, value: 7 },
      });
      await phone.until("the other's edit", () =>
        phone.events.find((event) => event.kind === "answer_edited" && event.rev === 2),
      );
    });

    test("rule 10: what is wrong is refused by its name and changes nothing: order, shape, size, turn, requiredness", async () => {
      const learner = await begun();
      const client = await device(learner);
      expect(await client.reply("9.9.9.nothing", 1)).toMatchObject({ code: "unknown_block" });
      expect(await client.reply("1.1.1.experiences", { rows: [] })).toMatchObject({ code: "locked" });
      expect(await client.reply("1.0.0.clarity", "four")).toMatchObject({ code: "invalid", path: "value" });
      expect(await client.reply("1.0.0.clarity", 4, { admin: true })).toMatchObject({
        code: "invalid",
        path: "admin",
      });
      expect(await client.edit("1.0.0.clarity", 3, 4)).toMatchObject({ code: "conflict" });
      await upTo(learner, client, "1.1.1.experiences");
      expect(await client.skip("1.1.1.experiences")).toMatchObject({ code: "required" });
      const again = await device(learner);
      expect(again.all("welcome")[0]).toMatchObject({ position: { blockId: "1.1.1.experiences" } });
    });

    test("rule 6: a device that comes back gets what it missed; one of another log gets everything", async () => {
      const learner = await begun();
      const [stays, leaves] = [await device(learner), await device(learner)];
      const { epoch, headSeq } = leaves.all("welcome")[0] ?? { epoch: "", headSeq: 0 };
      await leaves.close();
      const ack = await stays.reply("1.0.0.clarity", 4);
      const seq = ack.t === "ack" ? ack.seq : 0;
      await stays.saved(seq);
      const back = await connect(learner);
      expect(await back.hello({ epoch, lastSeq: headSeq })).toMatchObject({
        mode: "delta",
        headSeq: seq,
        savedSeq: seq,
      });
      await back.heard(seq);
      const other = await connect(learner);
      expect(await other.hello({ epoch: crypto.randomUUID(), lastSeq: headSeq })).toMatchObject({
        mode: "snapshot",
      });
    });

    test("drafts reach the other device and end with the answer; visibility, practice and things outside are operations", async () => {
      const learner = await begun();
      const [phone, laptop] = [await device(learner), await device(learner)];
      phone.send({ t: "draft", blockId: "1.0.0.clarity", baseDraftRev: 0, value: 3 });
      expect(await laptop.next("draft")).toMatchObject({ blockId: "1.0.0.clarity", draftRev: 1, value: 3 });
      expect(await phone.reply("1.0.0.clarity", 4)).toMatchObject({ t: "ack" });
      expect(await phone.operate({ t: "visibility", blockId: "1.0.0.clarity", onlyMe: true })).toMatchObject({
        t: "ack",
      });
      expect(
        await phone.operate({
          t: "practice",
          practice: "no-such",
          day: new Date().toISOString().slice(0, 10),
          done: true,
        }),
      ).toMatchObject({ code: "not_found" });
      const tool = {
        t: "tool",
        tool: "list_builder",
        instanceId: crypto.randomUUID(),
        baseRev: 0,
        value: { rows: [] },
      };
      expect(await phone.operate(tool)).toMatchObject({ t: "nack", code: "locked" });
      const fresh = await device(learner);
      const { drafts } = fresh.all("snapshot")[0]?.state ?? { drafts: [{}] };
      expect(drafts).toEqual([]);
    });

    test("plaintext in a sealed field is refused with its path; history goes back to the first line", async () => {
      const learner = await begun();
      const client = await device(learner);
      const privately = placements.find((block) => block.private && block.type === "prompt");
      if (privately === undefined) throw new Error("nothing private in the workbook");
      const answer = await client.edit(privately.id, 0, "in the clear");
      expect(answer).toMatchObject({ t: "nack", code: "locked" });
      await client.reply("1.0.0.clarity", 4);
      client.send({ t: "history", before: 10_000, limit: 100 });
      const { items, more } = await client.next("page");
      expect(more).toBe(false);
      const blocks = items.flatMap((event) => (event.kind === "block" ? [event.block.id] : []));
      expect(blocks[0]).toBe(blockNamed("1.0.0.roots").id);
    });
  });

  describe("the socket", () => {
    test("ping is answered; three frames that cannot be read close 4400; one over 256 KiB 4413; before hello 4501", async () => {
      const learner = await begun();
      const client = await device(learner);
      await client.ping();
      for (const text of ["{", "no", "[1"]) client.socket.send(text);
      expect(await client.closed()).toMatchObject({ code: 4400 });
      const large = await device(learner);
      large.socket.send(`"${"x".repeat(257 * 1024)}"`);
      expect(await large.closed()).toMatchObject({ code: 4413 });
      const early = await connect(learner);
      early.send({ t: "presence", state: "idle" });
      expect(await early.closed()).toMatchObject({ code: 4501 });
      const binary = await device(learner);
      for (let n = 0; n < 3; n += 1) binary.socket.send(new Uint8Array([1, 2]));
      expect(await binary.closed()).toMatchObject({ code: 4400 });
    });

    test("the eleventh socket closes the oldest with 4409", async () => {
      const learner = await begun();
      const clients = [];
      for (let n = 0; n < 11; n += 1) clients.push(await device(learner));
      expect(await clients[0]?.closed()).toMatchObject({ code: 4409 });
      expect(clients.slice(1).filter((client) => client.isClosed)).toEqual([]);
    });

    // Under `wrangler dev` what closes a socket on which nothing was ever said leaves ten seconds later, when the object
    // sleeps; `party/workbook/sockets.test.ts` has it there.
    test.runIf(whole && host !== "wrangler")(
      "a hello that never comes closes 4501, by the object's alarm",
      async () => {
        const client = await connect(await begun());
        expect(await client.closed()).toMatchObject({ code: 4501 });
      },
    );

    test("signing out closes this session's sockets 4401 within a second, and the cookie is dead", async () => {
      const learner = await begun();
      const client = await device(learner);
      expect((await write(learner, "POST", "/api/auth/logout", {})).status).toBe(200);
      expect(await client.closed()).toMatchObject({ code: 4401 });
      expect((await get(learner, "/api/session")).status).toBe(401);
    });
  });

  describe("over HTTP", () => {
    test("reads come from the learner's object; a write is an operation that every device hears, once", async () => {
      const learner = await begun();
      const client = await device(learner);
      await client.reply("1.0.0.clarity", 4);
      expect(await (await get(learner, "/api/progress")).json()).toMatchObject({ workbookComplete: false });
      const key = crypto.randomUUID();
      const made = await write(learner, "POST", "/api/skills", { name: "Bee keeping" }, key);
      expect(made.status).toBe(201);
      expect((await write(learner, "POST", "/api/skills", { name: "Bee keeping" }, key)).status).toBe(200);
      await client.until("the skill", () => client.events.find((event) => event.kind === "skill"));
      expect(client.events.filter((event) => event.kind === "skill")).toHaveLength(1);
      expect(await (await get(learner, "/api/export")).text()).toContain('"value":4');
      const erased = await write(learner, "DELETE", "/api/answers/1.0.0.clarity", {});
      expect(erased.status).toBe(200);
      await client.until("the erasure", () => client.events.find((event) => event.kind === "erased"));
    });

    test("deleting the account takes every row and the object's own storage: 4401, and nobody is there", async () => {
      const learner = await begun();
      const client = await device(learner);
      await client.reply("1.0.0.clarity", 4);
      const receipt = await write(learner, "DELETE", "/api/account", {});
      expect(receipt.status).toBe(200);
      expect(await client.closed()).toMatchObject({ code: 4401 });
      expect((await get(learner, "/api/session")).status).toBe(401);
    });

    test("the page has its policy at every address, the keys' worker its own; files keep their types", async () => {
      for (const path of ["/", "/tools", "/shell/index.html", "/..%2f..%2fpartykit.json"]) {
        const response = await fetch(`${server.url}${path}`);
        expect(response.headers.get("Content-Type")).toMatch(/^text\/html/);
        expect(response.headers.get("Content-Security-Policy")).toMatch(/script-src 'self';.*'nonce-/);
      }
      const sw = await fetch(`${server.url}/sw.js`);
      expect(sw.headers.get("Content-Type")).toMatch(/javascript/);
      expect((await fetch(`${server.url}/workers/none.js`)).status).toBe(404);
      expect((await fetch(`${server.url}/api/nothing`)).status).toBe(404);
    });
  });

  test("the host stops and starts again: what was acked is there, and goes on", async () => {
    const learner = await begun();
    const client = await device(learner);
    const seq = await upTo(learner, client, "1.1.1.experiences");
    await client.saved(seq);
    client.send({
      t: "draft",
      blockId: "1.1.1.experiences",
      baseDraftRev: 0,
      value: { rows: [], half: "a list" },
    });
    await client.ping();
    await server.stop();
    await server.start();
    const back = await device(learner);
    expect(back.all("welcome")[0]).toMatchObject({
      headSeq: seq,
      savedSeq: seq,
      position: { blockId: "1.1.1.experiences" },
    });
    expect(back.all("snapshot")[0]?.state?.drafts).toMatchObject([
      { blockId: "1.1.1.experiences", value: { half: "a list" } },
    ]);
  });
});
