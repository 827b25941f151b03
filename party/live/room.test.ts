import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { connect, post } from "../testing/client.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { answerUpTo, newTestLearner, valueFor } from "../testing/learner.ts";
import { newAccount } from "../testing/account.ts";
import { asLearner, join, joining, look, newFacilitator, openRoom } from "../testing/live.ts";

beforeAll(seedTestWorkbook);

describe("a room, from its code to its end", () => {
  test("LI2, LI3: what is read, agreed to and joined; the cockpit follows as it happens", async () => {
    const room = await openRoom();
    const cockpit = await room.cockpit();
    const welcome = await cockpit.next("live_welcome");
    expect(welcome.session).toMatchObject({
      liveId: room.liveId,
      title: "Thursday group",
      facilitators: [{ name: "Maria", domain: "example.org" }],
      code: room.code,
    });
    expect(welcome.members).toEqual([]);

    const read = await look(room.code.toLowerCase());
    expect(await read.json()).toMatchObject({
      title: "Thursday group",
      facilitators: [{ name: "Maria", domain: "example.org" }],
      consent: {
        id: expect.stringMatching(/^room-1\./),
        text: expect.stringContaining("Maria (example.org)"),
      },
    });

    const heron = await join(room, "Heron");
    expect(heron.pending).toBe(false);
    expect(await cockpit.member("Heron")).toMatchObject({
      participantId: heron.participantId,
      presence: "active",
      answered: 0,
      hand: false,
      position: { blockId: "1.0.0.mood" },
    });
    expect((await heron.client.next("live")).session).toMatchObject({
      sessionId: room.liveId,
      title: "Thursday group",
      alias: "Heron",
      pending: false,
      facilitators: [{ name: "Maria", domain: "example.org" }],
    });
    await heron.client.reply("1.0.0.mood", 3);
    expect(await cockpit.member("Heron", ({ answered }) => answered === 1)).toMatchObject({
      position: { blockId: "1.0.0.ready" },
    });
    const tallied = await cockpit.next("matrix", ({ prompts }) => prompts["1.0.0.mood"]?.answered === 1);
    expect(tallied.prompts["1.0.0.mood"]).toEqual({ answered: 1, skipped: 0, of: 1, waiting: [] });
    expect(await cockpit.member("Heron", ({ lastSavedAt }) => lastSavedAt !== null)).toBeTruthy();

    heron.client.send({ t: "hand", raised: true });
    expect((await cockpit.member("Heron", ({ hand }) => hand)).needs).toMatchObject({ reason: "hand" });
    expect((await heron.client.next("live", ({ session }) => session?.hand === true)).session?.hand).toBe(
      true,
    );
    heron.client.send({ t: "presence", state: "away" });
    await cockpit.member("Heron", ({ presence }) => presence === "away");

    // It sleeps with the cockpit open: the same socket hears of what comes next, and the roster is what it was.
    await room.hibernate();
    await heron.client.reply("1.0.0.ready", true);
    expect(await cockpit.member("Heron", ({ answered }) => answered === 2)).toMatchObject({ hand: true });

    // The facilitator's tab crashes and comes back.
    await cockpit.client.close();
    // A browser waits for the answer to its closing.
    expect((await cockpit.client.closed()).code).toBe(1000);
    await room.hibernate();
    const again = await room.cockpit();
    expect((await again.next("live_welcome")).members).toMatchObject([
      { alias: "Heron", answered: 2, hand: true },
    ]);

    expect((await asLearner(heron, `/api/live/${room.liveId}/leave`)).status).toBe(200);
    await again.roster((members) => members.length === 0);
    expect((await heron.client.next("live", ({ session }) => session === null)).session).toBeNull();

    const wren = await join(room, "Wren");
    await again.member("Wren");
    const ended = await (await room.act("end")).json();
    expect(ended).toMatchObject({ endedAt: expect.any(String), keptUntil: expect.any(String) });
    expect(await again.next("ended")).toMatchObject(ended as object);
    expect((await again.client.closed()).code).toBe(4403);
    await wren.client.next("live", ({ session }) => session === null);
    expect((await look(room.code)).status).toBe(404);
  });

  test("a facilitator reads one learner's thread, live; leaving ends it at once", async () => {
    const room = await openRoom();
    const { learner, client, participantId } = await join(room, "Heron");
    await learner.heal();
    const watcher = await connect(room.facilitator.cookie, {}, `/ws/observe/${participantId}`);
    const welcome = await watcher.hello();
    expect(welcome).toMatchObject({ role: "observer", userId: participantId });
    await client.reply("1.0.0.mood", 3);
    expect((await watcher.next("events")).items).toContainEqual(
      expect.objectContaining({ kind: "answer", blockId: "1.0.0.mood", value: 3 }),
    );
    expect((await client.next("presence", ({ observers }) => observers.length > 0)).observers).toEqual([
      { name: "Maria" },
    ]);
    await asLearner({ learner }, `/api/live/${room.liveId}/leave`);
    expect(await watcher.closed()).toMatchObject({ code: 4403 });
    await client.reply("1.0.0.ready", true);
    expect(watcher.texts.join()).not.toContain('1.0.0.ready","rev');
    const later = await connect(room.facilitator.cookie, {}, `/ws/observe/${participantId}`);
    later.send({ t: "hello", v: 1, deviceId: later.deviceId, epoch: null, lastSeq: 0, zone: "UTC" });
    expect(await later.closed()).toMatchObject({ code: 4403 });
  });

  test("the waiting room: nothing is shared until they are let in", async () => {
    const room = await openRoom({ waitingRoom: true });
    const cockpit = await room.cockpit();
    const heron = await join(room, "Heron");
    expect(heron.pending).toBe(true);
    const { members } = await cockpit.next("waiting");
    expect(members).toMatchObject([{ participantId: heron.participantId, alias: "Heron" }]);
    await heron.client.reply("1.0.0.mood", 3);
    expect((await room.act("admit", { participantId: heron.participantId })).status).toBe(200);
    expect(await cockpit.member("Heron")).toMatchObject({ answered: 1 });
    expect((await cockpit.next("waiting")).members).toEqual([]);
    expect(
      (await heron.client.next("live", ({ session }) => session?.pending === false)).session,
    ).toBeTruthy();
    await heron.client.reply("1.0.0.ready", true);
    await heron.learner.heal();
    const watcher = await connect(room.facilitator.cookie, {}, `/ws/observe/${heron.participantId}`);
    await watcher.hello();
    const { items } = await watcher.next("snapshot");
    const answered = items.flatMap((item) => (item.kind === "answer" ? [item.blockId] : []));
    expect(answered).toEqual(["1.0.0.ready"]);
  });

  test("a nudge is one private turn, hangs on an answer, and comes once in two minutes", async () => {
    const room = await openRoom();
    const { learner, client, participantId } = await join(room, "Heron");
    const wren = await join(room, "Wren");
    await client.reply("1.0.0.mood", 3);
    const cockpit = await room.cockpit();
    await cockpit.member("Heron", ({ answered }) => answered === 1);
    const note = { participantId, text: "Take your time.", blockId: "1.0.0.mood" };
    const sent = await room.act("note", note);
    expect(sent.status).toBe(200);
    const told = await client.until("a note", () => client.events.find((event) => event.kind === "note"));
    expect(told).toMatchObject({ from: "Maria", text: "Take your time.", blockId: "1.0.0.mood" });
    await wren.client.ping();
    expect(wren.client.texts.join()).not.toContain("Take your time.");
    expect((await room.act("note", note)).status).toBe(429);
    room.advance(121_000, learner);
    expect((await room.act("note", { ...note, blockId: "9.9.9.none" })).status).toBe(400);
    expect((await room.act("note", note)).status).toBe(200);
    await asLearner({ learner }, `/api/live/${room.liveId}/leave`);
    expect((await room.act("note", note)).status).toBe(404);
  });

  test("pace advises: the banner's data, with how far the group is from five people on", async () => {
    const room = await openRoom();
    const heron = await join(room, "Heron");
    expect((await room.act("pace", { blockId: "1.1.1.tag", paused: true })).status).toBe(200);
    const told = await heron.client.next("live", ({ session }) => session?.pace?.paused === true);
    expect(told.session?.pace).toMatchObject({ blockId: "1.1.1.tag", paused: true });
    expect(told.session?.pace).not.toHaveProperty("reached");
    // Nobody is stopped.
    expect(await heron.client.reply("1.0.0.mood", 3)).toMatchObject({ t: "ack" });
    const wren = await join(room, "Wren");
    const fen = await join(room, "Fen");
    const elm = await join(room, "Elm");
    await join(room, "Dove");
    await answerUpTo(wren.learner, wren.client, "1.1.1.tag");
    const cockpit = await room.cockpit();
    await cockpit.roster((members) => members.length === 5);
    await cockpit.member("Wren", ({ position }) => position?.blockId === "1.1.1.tag");
    await fen.client.reply("1.0.0.mood", 1);
    const later = await fen.client.next("live", ({ session }) => session?.pace?.reached === 1);
    expect(later.session?.pace).toMatchObject({ reached: 1, of: 5 });
    // The cockpit follows too, also where somebody goes.
    await answerUpTo(elm.learner, elm.client, "1.1.1.tag");
    expect((await cockpit.next("pace", ({ pace }) => pace?.reached === 2)).pace?.of).toBe(5);
    const lark = await join(room, "Lark");
    await cockpit.next("pace", ({ pace }) => pace?.of === 6);
    await asLearner(lark, `/api/live/${room.liveId}/leave`);
    await cockpit.next("pace", ({ pace }) => pace?.of === 5);
    expect((await room.act("pace", { blockId: "2.2.2.elsewhere" })).status).toBe(400);
    expect((await room.act("pace", {})).status).toBe(200);
    await heron.client.next("live", ({ session }) => session !== null && session.pace === null);
  });

  test("the report: who came, what they shared; whoever leaves afterwards disappears from it", async () => {
    const room = await openRoom();
    const heron = await join(room, "Heron");
    const wren = await join(room, "Wren");
    // Two of one name are told apart, on the roster and in the report.
    const second = await join(room, "heron");
    await answerUpTo(heron.learner, heron.client, null);
    await heron.client.operate({ t: "visibility", blockId: "1.1.2.word", onlyMe: true });
    await answerUpTo(wren.learner, wren.client, "1.1.2.word");
    await wren.client.reply("1.1.2.word", "hush", { onlyMe: true });
    expect((await room.act("own-note", { text: "A good hour." })).status).toBe(200);
    const cockpit = await room.cockpit();
    await cockpit.member("Heron", ({ position }) => position === null);
    await cockpit.member("heron (2)");
    await second.learner.heal();
    const star = { participantId: heron.participantId, blockId: "1.1.1.tag", starred: true };
    expect((await room.act("star", star)).status).toBe(200);
    await heron.learner.heal();
    await wren.learner.heal();
    await room.act("end");
    await heron.learner.heal();
    const report = await (
      await room.read("report")
    ).json<{
      participants: { alias: string }[];
      answers: { blockId: string; participantId: string; starred: boolean; value: unknown }[];
      notes: { text: string; by: string }[];
      modules: unknown[];
      session: { endedAt: string | null };
    }>();
    expect(report.participants.map(({ alias }) => alias)).toEqual(["Heron", "Wren", "heron (2)"]);
    expect(report.session.endedAt).not.toBeNull();
    // It is frozen: what they write afterwards is theirs alone.
    await heron.client.edit("1.1.1.tag", 1, valueFor(heron.learner.userId, "1.1.1.tag", "later"));
    await heron.learner.heal();
    expect((await (await room.read("report")).json<typeof report>()).answers).toEqual(report.answers);
    expect(report.notes).toMatchObject([{ text: "A good hour.", by: "Maria" }]);
    expect(report.modules).toEqual([]);
    expect(report.answers.filter(({ starred }) => starred)).toMatchObject([
      { blockId: "1.1.1.tag", value: valueFor(heron.learner.userId, "1.1.1.tag") },
    ]);
    expect(report.answers.map(({ blockId }) => blockId)).not.toContain("1.1.2.word");
    expect(report.answers.map(({ blockId }) => blockId)).not.toContain("1.1.2.diary");
    const csv = await room.read("report.csv");
    expect(csv.headers.get("Content-Type")).toContain("text/csv");
    expect(await csv.text()).toContain('"Heron"');
    // Both find it in their account.
    const audit = await heron.learner.fromLog(({ state }) => [...state.looks.values()]);
    expect(audit).toMatchObject([{ who: "Maria", what: "report", modules: ["1.0", "1.1"] }]);

    expect((await asLearner(heron, `/api/live/${room.liveId}/leave`)).status).toBe(200);
    await heron.learner.heal();
    const after = await (await room.read("report")).text();
    expect(after).not.toContain("Heron");
    expect(after).not.toContain(heron.participantId);
  });

  test("LI3: a phone whose clock is slow shares what it answers from the consent on", async () => {
    const room = await openRoom();
    const heron = await join(room, "Heron");
    const at = new Date(Date.now() - 3_600_000).toISOString();
    expect(await heron.client.operate({ t: "reply", blockId: "1.0.0.mood", value: 4, at })).toMatchObject({
      t: "ack",
    });
    await heron.learner.heal();
    await room.act("end");
    const report = await (await room.read("report")).json<{ answers: { blockId: string }[] }>();
    expect(report.answers.map(({ blockId }) => blockId)).toEqual(["1.0.0.mood"]);
  });

  test("LI1: the code runs out on the facilitator's screen too, and another one is made", async () => {
    const room = await openRoom();
    const cockpit = await room.cockpit();
    expect((await cockpit.next("live_welcome")).session).toMatchObject({ code: room.code });
    const fourHours = 4 * 3_600_000 + 1_000;
    room.advance(fourHours);
    await room.alarm();
    const { session } = await cockpit.next("session");
    expect(session).toMatchObject({ code: null, link: null, expiresAt: null });
    room.advance(-fourHours);
    expect((await room.act("code")).status).toBe(200);
    const fresh = (await cockpit.next("session")).session.code ?? "";
    expect(fresh).not.toBe(room.code);
    expect([(await look(fresh)).status, (await look(room.code)).status]).toEqual([200, 404]);
  });

  test("a session that nobody looks at for a day ends by itself; ninety days later its object knows nothing", async () => {
    const room = await openRoom();
    await join(room, "Heron");
    const kept = () => runInDurableObject(room.stub, (_object, { storage }) => [...storage.kv.list()].length);
    const isOpen = async () => (await look(room.code)).status === 200;
    // It was opened a day later by its own clock than it is now (`openRoom`).
    room.advance(47 * 3_600_000);
    await room.alarm();
    expect(await isOpen()).toBe(true);
    room.advance(2 * 3_600_000);
    await room.alarm();
    expect([await isOpen(), await kept()]).toEqual([false, 1]);
    room.advance(89 * 86_400_000);
    await room.alarm();
    expect(await kept()).toBe(1);
    room.advance(2 * 86_400_000);
    await room.alarm();
    expect(await kept()).toBe(0);
  });

  test("a dead live object costs the learner nothing; when it is back it hears everything", async () => {
    const room = await openRoom();
    const heron = await join(room, "Heron");
    const cockpit = await room.cockpit();
    await cockpit.member("Heron");
    heron.learner.seams.live = "hangs";
    expect(await heron.client.reply("1.0.0.mood", 3)).toMatchObject({ t: "ack" });
    expect(await heron.client.reply("1.0.0.ready", true)).toMatchObject({ t: "ack" });
    heron.learner.seams.live = "fails";
    expect(await heron.client.edit("1.0.0.mood", 1, 4)).toMatchObject({ t: "ack" });
    heron.learner.seams.live = "ok";
    const heard = async () => {
      heron.learner.seams.advance(120_000);
      await heron.learner.alarm();
      return cockpit.members.find(({ alias }) => alias === "Heron")?.answered;
    };
    // The one that hangs is given up after five seconds.
    await expect.poll(heard, { timeout: 10_000 }).toBe(2);
  });

  test("an object that fell asleep before the room had heard of its learner tells it when it wakes", async () => {
    const room = await openRoom();
    const learner = await newTestLearner();
    learner.seams.live = "fails";
    const heron = await join(room, "Heron", learner);
    await learner.evict();
    learner.seams.live = "ok";
    const cockpit = await room.cockpit();
    expect((await cockpit.next("live_welcome")).members).toEqual([]);
    await heron.client.close();
    await cockpit.member("Heron");
  });

  test("LI3: a leave waits for no status that is on its way", async () => {
    const room = await openRoom();
    const heron = await join(room, "Heron");
    const cockpit = await room.cockpit();
    await cockpit.member("Heron");
    heron.learner.seams.live = "hangs";
    await heron.client.reply("1.0.0.mood", 3);
    await expect.poll(() => heron.learner.seams.held).toBe(1);
    heron.learner.seams.live = "ok";
    await asLearner(heron, `/api/live/${room.liveId}/leave`);
    // The one that hangs is given up after five seconds.
    await expect.poll(() => cockpit.members, { timeout: 4_000 }).toEqual([]);
  });

  test("LI3: leaving needs nobody else: neither the live object nor D1", async () => {
    const room = await openRoom();
    const heron = await join(room, "Heron");
    const cockpit = await room.cockpit();
    await cockpit.member("Heron");
    await heron.learner.heal();
    const watcher = await connect(room.facilitator.cookie, {}, `/ws/observe/${heron.participantId}`);
    await watcher.hello();
    heron.learner.seams.live = "fails";
    heron.learner.seams.d1.now = "before";
    expect((await asLearner(heron, `/api/live/${room.liveId}/leave`)).status).toBe(200);
    expect(await watcher.closed()).toMatchObject({ code: 4403 });
    expect(await heron.client.reply("1.0.0.mood", 3)).toMatchObject({ t: "ack" });
    // It dies before anybody has heard.
    await heron.learner.crash();
    await heron.learner.heal();
    heron.learner.seams.advance(120_000);
    await heron.learner.alarm();
    await cockpit.roster((members) => members.length === 0);
    expect(await (await room.read("report")).json()).toMatchObject({ participants: [], answers: [] });
  });

  test("offline is no socket for thirty seconds, also where the learner's object sleeps", async () => {
    const room = await openRoom();
    const heron = await join(room, "Heron");
    const cockpit = await room.cockpit();
    await cockpit.member("Heron");
    await heron.learner.evict();
    await heron.client.close();
    expect((await cockpit.member("Heron")).presence).toBe("active");
    const later = async () => {
      room.advance(31_000);
      await room.alarm();
      return cockpit.members.map(({ presence }) => presence);
    };
    await expect.poll(later, { timeout: 5_000 }).toEqual(["offline"]);
  });
});

/** What is written to the log from now on. */
function logged(): () => string[] {
  const warned = vi.spyOn(console, "warn");
  onTestFinished(() => warned.mockRestore());
  return () => warned.mock.calls.map(([line]) => String(line));
}
const refusals = (lines: readonly string[]) => lines.filter((line) => line.includes('"live_refused"'));

describe("who may not", () => {
  test("wrong, old and guessed codes are alike, counted, and logged without the code", async () => {
    const lines = logged();
    expect((await look("AAAAAA")).status).toBe(404);
    expect((await look("not a code")).status).toBe(404);
    expect(refusals(lines()).length).toBe(2);
    expect(lines().join()).not.toMatch(/AAAAAA|not a code/);
    const room = await openRoom();
    await env.DB.prepare(
      `UPDATE "live_sessions" SET "code_until" = '2020-01-01T00:00:00.000Z' WHERE "id" = ?`,
    )
      .bind(room.liveId)
      .run();
    expect((await look(room.code)).status).toBe(404);
    const learner = await newTestLearner();
    expect((await joining(room, learner, "Heron", "room-1")).status).toBe(404);
  });

  test("opening needs an account with a confirmed address", async () => {
    const unconfirmed = await newAccount();
    await expect(openRoom({}, unconfirmed)).rejects.toThrow("403");
    const anonymous = await newTestLearner();
    await expect(openRoom({}, { ...unconfirmed, cookie: anonymous.cookie })).rejects.toThrow("403");
  });

  test("another's session is not there: cockpit, actions, report and threads", async () => {
    const room = await openRoom();
    const other = await newFacilitator();
    const heron = await join(room, "Heron");
    await heron.learner.heal();
    const lines = logged();
    const socket = await connect(other.cookie, {}, `/ws/live/${room.liveId}`);
    expect(await socket.closed()).toEqual({ code: 4403, reason: "not yours" });
    const watcher = await connect(other.cookie, {}, `/ws/observe/${heron.participantId}`);
    expect(await watcher.closed()).toEqual({ code: 4403, reason: "not yours" });
    const theirs = await openRoom({}, other);
    for (const [path, body] of [
      ["note", { participantId: heron.participantId, text: "hello" }],
      ["admit", { participantId: heron.participantId }],
      ["remove", { participantId: heron.participantId }],
      ["star", { participantId: heron.participantId, blockId: "1.0.0.mood", starred: true }],
    ] as const) {
      expect((await room.act(path, body, other)).status).toBe(404);
      // Nor somebody from outside in one's own.
      expect((await theirs.act(path, body)).status).toBe(404);
    }
    expect((await room.read("report", other)).status).toBe(404);
    // Two sockets, eight actions, a report: each is written down, without saying who.
    expect(refusals(lines()).length).toBe(11);
    for (const secret of [heron.learner.userId, other.userId]) expect(lines().join()).not.toContain(secret);
    expect(heron.client.events.filter(({ kind }) => kind === "note")).toEqual([]);
  });

  test("signed out, a facilitator watches nothing any more", async () => {
    const room = await openRoom();
    const heron = await join(room, "Heron");
    await heron.learner.heal();
    const cockpit = await room.cockpit();
    await cockpit.next("live_welcome");
    const watcher = await connect(room.facilitator.cookie, {}, `/ws/observe/${heron.participantId}`);
    await watcher.hello();
    await post("/api/auth/logout", {}, { Cookie: room.facilitator.cookie });
    expect(await cockpit.client.closed()).toMatchObject({ code: 4401 });
    expect(await watcher.closed()).toMatchObject({ code: 4401 });
    expect(heron.client.isClosed).toBe(false);
  });

  test("a cockpit that speaks is refused, and closed at the third word", async () => {
    const room = await openRoom();
    const cockpit = await room.cockpit();
    await cockpit.next("live_welcome");
    const lines = logged();
    for (const text of ['{"t":"reply"}', "nonsense", '{"t":"hello"}']) cockpit.client.socket.send(text);
    expect(await cockpit.next("nack")).toMatchObject({ code: "readonly" });
    expect(await cockpit.client.closed()).toMatchObject({ code: 4400 });
    expect(refusals(lines()).length).toBe(3);
  });

  test("a removed learner's late events are refused: they are out, and stay out", async () => {
    const room = await openRoom();
    const cockpit = await room.cockpit();
    const heron = await join(room, "Heron");
    await cockpit.member("Heron");
    expect((await room.act("remove", { participantId: heron.participantId })).status).toBe(200);
    await cockpit.roster((members) => members.length === 0);
    await heron.client.next("live", ({ session }) => session === null);
    await heron.client.reply("1.0.0.mood", 3);
    const lines = logged();
    const late = await env.LIVE.getByName(room.liveId).fetch("https://object/ask", {
      method: "POST",
      body: JSON.stringify({
        ask: "status",
        status: {
          participantId: heron.participantId,
          position: null,
          private: false,
          arrivedAt: null,
          settled: {},
          done: false,
          presence: "active",
          typed: false,
          hand: false,
          unsent: false,
          savedAt: null,
          took: {},
          edits: 0,
        },
      }),
    });
    expect(await late.json()).toEqual({ gone: "removed", keepUntil: null });
    expect(refusals(lines()).length).toBe(1);
    await cockpit.roster((members) => members.length === 0);
    // With the code that they still know they come as far as the door.
    expect((await join(room, "Heron", heron.learner)).pending).toBe(true);
    expect((await cockpit.next("waiting", (frame) => frame.members.length === 1)).members).toMatchObject([
      { alias: "Heron" },
    ]);
    expect((await join(room, "Wren")).pending).toBe(false);
  });
});
