import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { servicesOf } from "../../hosts/durable-object/services.ts";
import { newAccount } from "../../testing/account.ts";
import { memoryGates } from "../../testing/app.ts";
import { connect, fetchWorker, fromElsewhere, origin, post } from "../../testing/client.ts";
import { seedTestWorkbook } from "../../testing/content.ts";
import { newTestLearner, type TestLearner } from "../../testing/learner.ts";
import { asLearner, join, joining, look, newFacilitator, openRoom } from "../../testing/live.ts";
import { httpApp } from "../app.ts";

beforeAll(seedTestWorkbook);

const key = () => ({ "Idempotency-Key": crypto.randomUUID() });
const nextMonth = () => new Date(Date.now() + 30 * 86_400_000).toISOString();
const get = (path: string, cookie: string) => fetchWorker(path, { headers: { Cookie: cookie } });
const erase = (path: string, cookie: string) =>
  fetchWorker(path, {
    method: "DELETE",
    headers: { Cookie: cookie, Origin: origin, "Content-Type": "application/json" },
  });

const until = nextMonth();
async function share(learner: TestLearner, modules = ["1.0", "1.1"], headers = key()) {
  const what = { modules, until };
  const asked = { Cookie: learner.cookie, ...headers };
  const { consent } = await (await post("/api/share/look", what, asked)).json<{ consent: { id: string } }>();
  return post("/api/share", { ...what, consent: consent.id }, asked);
}
const tokenOf = (link: string) => link.split("#")[1] ?? "";
const accept = (cookie: string, token: string) =>
  post("/api/share/accept", { token, name: "Jo" }, { Cookie: cookie, ...key(), ...fromElsewhere() });

describe("LI10: share with a coach", () => {
  test("LI10: one person, for some modules, until a day: watched, told, ended at once", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await client.reply("1.0.0.mood", 3);
    const opened = await share(learner);
    expect(opened.status).toBe(201);
    const { id, link } = await opened.json<{ id: string; link: string }>();
    expect(link).toMatch(/\/coach#/);
    expect((await client.next("live")).shares).toMatchObject([{ id, name: null, modules: ["1.0", "1.1"] }]);
    await learner.heal();

    const coach = await newFacilitator();
    const taken = await accept(coach.cookie, tokenOf(link));
    expect(taken.status).toBe(200);
    const { participantId, socket } = await taken.json<{ participantId: string; socket: string }>();
    expect(participantId).toBe(id);
    expect((await client.next("live", ({ shares }) => shares[0]?.name === "Jo")).shares).toMatchObject([
      { name: "Jo", domain: "example.org" },
    ]);
    await learner.heal();
    // Whoever comes first; again is the same.
    expect((await accept((await newFacilitator()).cookie, tokenOf(link))).status).toBe(410);
    expect((await accept(coach.cookie, tokenOf(link))).status).toBe(200);
    expect(await (await get("/api/coach", coach.cookie)).json()).toMatchObject({
      learners: [{ participantId: id, modules: ["1.0", "1.1"], socket }],
    });

    const watcher = await connect(coach.cookie, {}, socket);
    await watcher.hello();
    expect(JSON.stringify((await watcher.next("snapshot")).items)).not.toContain('"value":3');
    await client.reply("1.0.0.ready", true);
    expect((await watcher.next("events")).items).toContainEqual(
      expect.objectContaining({ kind: "answer", blockId: "1.0.0.ready", value: true }),
    );
    expect((await client.next("presence", ({ observers }) => observers.length > 0)).observers).toEqual([
      { name: "Jo" },
    ]);
    expect((await erase(`/api/share/${id}`, learner.cookie)).status).toBe(200);
    expect(await watcher.closed()).toMatchObject({ code: 4403 });
    await learner.heal();
    expect(await (await get("/api/coach", coach.cookie)).json()).toEqual({ learners: [] });
  });

  test("LI10: three at a time; asked again it is the same link; a forged one is none", async () => {
    const learner = await newTestLearner();
    await learner.device();
    const headers = key();
    const first = await (await share(learner, ["1.1"], headers)).json<{ id: string; link: string }>();
    expect(await (await share(learner, ["1.1"], headers)).json()).toMatchObject({
      id: first.id,
      link: first.link,
    });
    expect((await share(learner)).status).toBe(201);
    expect((await share(learner)).status).toBe(201);
    expect((await share(learner)).status).toBe(409);
    const coach = await newFacilitator();
    const forged = `${tokenOf(first.link).slice(0, -2)}AA`;
    expect((await accept(coach.cookie, forged)).status).toBe(410);
    const far = { modules: ["1.1"], until: "2099-01-01T00:00:00Z" };
    const asked = { Cookie: learner.cookie };
    expect((await post("/api/share/look", far, asked)).status).toBe(400);
    expect((await post("/api/share/look", { modules: ["9.9"], until: nextMonth() }, asked)).status).toBe(400);
  });

  test("LI10: the day comes, and the coach is out, in the middle of a look", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    const { link } = await (await share(learner)).json<{ link: string }>();
    await learner.heal();
    const coach = await newFacilitator();
    const { socket } = await (await accept(coach.cookie, tokenOf(link))).json<{ socket: string }>();
    await learner.heal();
    const watcher = await connect(coach.cookie, {}, socket);
    await watcher.hello();
    learner.seams.advance(31 * 86_400_000);
    await learner.alarm();
    expect(await watcher.closed()).toMatchObject({ code: 4403 });
    await client.reply("1.0.0.mood", 3);
    expect(watcher.texts.join()).not.toContain('1.0.0.mood","rev');
  });
});

describe("LI11: report and block (decision 37)", () => {
  test("LI11: leaves, tells an operator, and they cannot be joined again until it is lifted", async () => {
    const maria = await newFacilitator();
    const room = await openRoom({}, maria);
    const heron = await join(room, "Heron");
    const reason = { reason: "They asked for my address" };
    expect((await asLearner(heron, `/api/live/${room.liveId}/block`, reason)).status).toBe(200);
    await heron.client.next("live", ({ session }) => session === null);
    const alert = await env.DB.prepare(
      `SELECT "detail" FROM "operator_alerts" WHERE "code" = 'live_reported' ORDER BY "created_at" DESC`,
    ).first<string>("detail");
    expect(JSON.parse(alert ?? "null")).toMatchObject({ liveId: room.liveId, ...reason });
    expect(alert).not.toContain(heron.learner.userId);

    const another = await openRoom({}, maria);
    const { consent } = await (await look(another.code)).json<{ consent: { id: string } }>();
    expect((await joining(another, heron.learner, "Heron", consent.id)).status).toBe(403);
    expect((await (await another.cockpit()).next("live_welcome")).members).toEqual([]);
    // Nor do they come in as somebody's help: the learner is out at once.
    const jos = await openRoom();
    const there = await join(jos, "Heron", heron.learner);
    const cockpit = await jos.cockpit();
    await cockpit.member("Heron");
    const { link } = await (await jos.act("facilitators")).json<{ link: string }>();
    const invited = { token: tokenOf(link), name: "Maria" };
    const asked = { Cookie: maria.cookie, ...fromElsewhere() };
    expect((await post("/api/live/facilitate", invited, asked)).status).toBe(200);
    await cockpit.roster((members) => members.length === 0);
    await heron.learner.heal();
    const watcher = await connect(maria.cookie, {}, `/ws/observe/${there.participantId}`);
    watcher.send({ t: "hello", v: 1, deviceId: watcher.deviceId, epoch: null, lastSeq: 0, zone: "UTC" });
    expect(await watcher.closed()).toMatchObject({ code: 4403 });

    const { cookie } = heron.learner;
    expect(await (await get("/api/live-blocks", cookie)).json()).toEqual({ blocked: 1 });
    expect((await erase("/api/live-blocks", cookie)).status).toBe(200);
    expect((await joining(another, heron.learner, "Heron", consent.id)).status).toBe(200);
  });

  test("OT3: an operator reads what was reported, and can end the session; nobody else", async () => {
    const operator = await newFacilitator();
    const room = await openRoom();
    const cockpit = await room.cockpit();
    await cockpit.next("live_welcome");
    const heron = await join(room, "Heron");
    await asLearner(heron, `/api/live/${room.liveId}/block`, {});
    const app = httpApp(servicesOf({ ...env, OPERATORS: operator.email }));
    const ask = (cookie: string, path: string, body?: string) => {
      const headers = { Cookie: cookie, Origin: origin, "Content-Type": "application/json" };
      const init = body === undefined ? { headers } : { method: "POST", body, headers };
      return app.fetch(new Request(`${origin}/api/operator/${path}`, init), env, createExecutionContext());
    };
    const openSessions = async () =>
      (await (await ask(operator.cookie, "alerts")).json<{ openSessions: string[] }>()).openSessions;
    const end = (cookie: string) => ask(cookie, `live/${room.liveId}/end`, "{}");
    expect((await end(room.facilitator.cookie)).status).toBe(404);
    expect(await openSessions()).toContain(room.liveId);
    expect((await end(operator.cookie)).status).toBe(200);
    await cockpit.next("ended");
    expect(await openSessions()).not.toContain(room.liveId);
  });
});

describe("joining", () => {
  test("LI2: guesses are counted, right ones too", async () => {
    const gates = memoryGates();
    const app = httpApp({ ...servicesOf(env), gates });
    const room = await openRoom();
    const guess = async (code: string) => {
      const init = {
        method: "POST",
        body: JSON.stringify({ code }),
        headers: { Origin: origin, "Content-Type": "application/json" },
      };
      return (await app.fetch(new Request(`${origin}/api/live/look`, init), env, createExecutionContext()))
        .status;
    };
    for (let i = 0; i < 240; i += 1) expect(await guess("AAAAAA")).toBe(404);
    expect(await guess("AAAAAA")).toBe(429);
    expect(await guess(room.code)).toBe(429);
    gates.advance(10 * 60_000 + 1);
    expect(await guess(room.code)).toBe(200);
  });

  test("LI2: a room behind one address gets in: sessions with its code count against its places", async () => {
    const room = await openRoom();
    const app = httpApp({ ...servicesOf({ ...env, SESSIONS_PER_HOUR: "1" }), gates: memoryGates() });
    const begins = async (body: object) => {
      const headers = { Origin: origin, "Content-Type": "application/json" };
      const init = { method: "POST", body: JSON.stringify(body), headers };
      return (await app.fetch(new Request(`${origin}/api/session`, init), env, createExecutionContext()))
        .status;
    };
    expect([await begins({}), await begins({})]).toEqual([201, 429]);
    expect(await begins({ code: "AAAAAA" })).toBe(429);
    for (let i = 0; i < 40; i += 1) expect(await begins({ code: room.code })).toBe(201);
    expect(await begins({ code: room.code })).toBe(429);
  });

  test("LI3: what was agreed to has to stand: another facilitator, and it is read again", async () => {
    const room = await openRoom();
    const { consent } = await (await look(room.code)).json<{ consent: { id: string } }>();
    const { link } = await (await room.act("facilitators")).json<{ link: string }>();
    const jo = await newFacilitator();
    const invited = { token: tokenOf(link), name: "Jo" };
    const headers = { Cookie: jo.cookie, ...fromElsewhere() };
    expect((await post("/api/live/facilitate", invited, headers)).status).toBe(200);
    const learner = await newTestLearner();
    await learner.device();
    const refused = await joining(room, learner, "Heron", consent.id);
    expect([refused.status, await refused.json()]).toMatchObject([
      409,
      { error: { fields: { consent: {} } } },
    ]);
    const heron = await join(room, "Heron", learner);
    const told = await heron.client.next("live", ({ session }) => session !== null);
    expect(told.session?.facilitators.map(({ name }) => name).toSorted()).toEqual(["Jo", "Maria"]);
    // Both have the cockpit.
    await (await room.cockpit(jo)).member("Heron");
    await (await room.cockpit()).member("Heron");
    // One link is for one account, which may ask again.
    expect((await post("/api/live/facilitate", invited, headers)).status).toBe(200);
    const kim = { Cookie: (await newFacilitator()).cookie, ...fromElsewhere() };
    expect((await post("/api/live/facilitate", invited, kim)).status).toBe(410);
    const forged = { token: `${tokenOf(link).slice(0, -3)}AAA` };
    expect((await post("/api/live/facilitate", forged, headers)).status).toBe(410);
  });

  test("a full room takes nobody else; asked again it is the same seat", async () => {
    const room = await openRoom();
    const learner = await newTestLearner();
    await learner.device();
    const { consent } = await (await look(room.code)).json<{ consent: { id: string } }>();
    const headers = { Cookie: learner.cookie, ...key(), ...fromElsewhere() };
    const body = { code: room.code, alias: "Heron", consent: consent.id };
    const first = await (await post("/api/live/join", body, headers)).json<{ participantId: string }>();
    expect(await (await post("/api/live/join", body, headers)).json()).toEqual(first);
    // Another request of the same learner: still one seat.
    expect(await (await joining(room, learner, "Heron", consent.id)).json()).toMatchObject({
      participantId: first.participantId,
    });
    const { live } = servicesOf(env);
    for (let i = 1; i < 40; i += 1) {
      const seat = {
        ask: "seat",
        participantId: crypto.randomUUID(),
        userId: `u${i}`,
        alias: `A${i}`,
      } as const;
      expect((await live.ask(room.liveId, seat)).status).toBe(200);
    }
    const late = await newTestLearner();
    await late.device();
    expect((await joining(room, late, "Wren", consent.id)).status).toBe(409);
    expect(await late.fromLog(({ state }) => state.sharing.stays.size)).toBe(0);
  });

  test.each([
    [{ alias: "" }, "alias"],
    [{ alias: "two\nlines" }, "alias"],
    [{ alias: "x".repeat(41) }, "alias"],
    [{ consent: 3 }, "consent"],
    [{ userId: "somebody" }, "userId"],
  ])("%j is refused with its field", async (more, field) => {
    const learner = await newTestLearner();
    const body = { code: "AAAAAA", alias: "Heron", consent: "room-1", ...more };
    const response = await post("/api/live/join", body, { Cookie: learner.cookie });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "invalid", fields: { [field]: {} } } });
  });
});

describe("what ends with an account", () => {
  const deletes = (cookie: string) => erase("/api/account", cookie);

  test("a facilitator's sessions and their reports; the learners go on", async () => {
    const account = await newAccount();
    await env.DB.prepare(`UPDATE "emails" SET "verified_at" = 'then' WHERE "user_id" = ?`)
      .bind(account.userId)
      .run();
    const room = await openRoom({}, account);
    const heron = await join(room, "Heron");
    await heron.client.reply("1.0.0.mood", 3);
    await heron.learner.heal();
    expect((await deletes(account.cookie)).status).toBe(200);
    await heron.client.next("live", ({ session }) => session === null);
    expect(await heron.client.reply("1.0.0.ready", true)).toMatchObject({ t: "ack" });
    expect((await look(room.code)).status).toBe(404);
    expect(
      await env.DB.prepare(`SELECT count(*) AS "n" FROM "live_sessions" WHERE "id" = ?`)
        .bind(room.liveId)
        .first("n"),
    ).toBe(0);
  });

  test("a learner's part in a session and in its report", async () => {
    const room = await openRoom();
    const cockpit = await room.cockpit();
    const heron = await join(room, "Heron");
    await heron.client.reply("1.0.0.mood", 3);
    await cockpit.member("Heron");
    await heron.learner.heal();
    expect((await deletes(heron.learner.cookie)).status).toBe(200);
    await cockpit.roster((members) => members.length === 0);
    expect(await (await room.read("report")).json()).toMatchObject({ participants: [], answers: [] });
  });
});

describe("LI14: the projector", () => {
  test("LI14: no names, starred answers while they are shared, and the room from five people on", async () => {
    const room = await openRoom();
    const heron = await join(room, "Heron");
    const cockpit = await room.cockpit();
    await heron.client.reply("1.0.0.mood", 3);
    await cockpit.member("Heron", ({ answered }) => answered === 1);
    await heron.learner.heal();
    const star = { participantId: heron.participantId, blockId: "1.0.0.mood", starred: true };
    expect((await room.act("star", star)).status).toBe(200);
    const shown = async () => (await room.read("projector")).json<Record<string, unknown>>();
    expect(await shown()).toMatchObject({
      title: "Thursday group",
      people: null,
      exercises: [],
      starred: [{ blockId: "1.0.0.mood", value: 3 }],
    });
    for (const alias of ["Wren", "Fen", "Elm", "Dove"]) await join(room, alias);
    await cockpit.roster((members) => members.length === 5);
    const large = await shown();
    expect(large).toMatchObject({
      people: 5,
      exercises: expect.arrayContaining([{ exercise: "1.0.0", answered: 0, of: 5 }]),
    });
    expect(JSON.stringify(large)).not.toContain("Heron");
    expect(JSON.stringify(large)).not.toContain(heron.participantId);
    const looks = await heron.learner.fromLog(({ state }) => [...state.looks.values()]);
    expect(looks).toMatchObject([{ what: "projector", who: "Maria" }]);
    await heron.client.operate({ t: "visibility", blockId: "1.0.0.mood", onlyMe: true });
    await heron.learner.heal();
    expect(await shown()).toMatchObject({ starred: [] });
  });
});
