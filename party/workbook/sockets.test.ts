import { evictDurableObject, listDurableObjectIds } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { limits } from "../../shared/protocol/limits.ts";
import { connect } from "../testing/client.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { answerUpTo, newTestLearner } from "../testing/learner.ts";
import { loggedBy } from "../testing/rows.ts";

beforeAll(seedTestWorkbook);

describe("draft", () => {
  test("reaches the other devices, not the sender and no observer; an answer puts it away", async () => {
    const learner = await newTestLearner();
    const [one, two] = [await learner.device(), await learner.device()];
    const watcher = await learner.observer(["1.0", "1.1", "1.2"]);
    await watcher.hello();
    one.skipAll();
    one.send({ t: "draft", blockId: "1.0.0.mood", baseDraftRev: 0, value: { half: "written" } });
    expect(await two.next("draft")).toMatchObject({
      blockId: "1.0.0.mood",
      draftRev: 1,
      value: { half: "written" },
      deviceId: one.deviceId,
    });
    const third = await learner.open();
    await third.hello();
    expect((await third.next("snapshot")).state?.drafts).toMatchObject([
      { blockId: "1.0.0.mood", draftRev: 1, deviceId: one.deviceId },
    ]);
    await one.reply("1.0.0.mood", 3);
    const fourth = await learner.open();
    await fourth.hello();
    expect((await fourth.next("snapshot")).state?.drafts).toEqual([]);
    expect(one.all("draft")).toEqual([]);
    await watcher.ping();
    expect(watcher.all("draft")).toEqual([]);
  });

  test("a stale base gets the draft that stands, and overwrites nothing", async () => {
    const learner = await newTestLearner();
    const [one, two] = [await learner.device(), await learner.device()];
    one.send({ t: "draft", blockId: "1.1.2.word", baseDraftRev: 0, value: "first" });
    await two.next("draft");
    two.send({ t: "draft", blockId: "1.1.2.word", baseDraftRev: 0, value: "blind" });
    expect(await two.next("draft")).toMatchObject({ draftRev: 1, value: "first", deviceId: one.deviceId });
    two.send({ t: "draft", blockId: "1.1.2.word", baseDraftRev: 1, value: "second" });
    expect(await one.next("draft")).toMatchObject({ draftRev: 2, value: "second", deviceId: two.deviceId });
  });

  test("survives a crash and comes with a delta too; one of an instance keeps its name", async () => {
    const learner = await newTestLearner();
    const one = await learner.device();
    const instanceId = crypto.randomUUID();
    const { epoch, headSeq } = await (await learner.open()).hello();
    one.send({ t: "draft", instanceId, baseDraftRev: 0, value: "of a tool" });
    await one.reply("1.0.0.mood", 1);
    await learner.crash();
    const two = await learner.open();
    await two.hello({ epoch, lastSeq: headSeq });
    expect(await two.next("draft")).toMatchObject({ instanceId, draftRev: 1, value: "of a tool" });
    const three = await learner.open();
    await three.hello();
    expect((await three.next("snapshot")).state?.drafts).toMatchObject([{ instanceId, draftRev: 1 }]);
    expect((await learner.journal((journal) => journal.drafts.all())).length).toBe(1);
  });

  test.each([
    ["too_large", { blockId: "1.1.2.word", value: "€".repeat(70_000) }],
    ["unknown_block", { blockId: "9.9.9.nothing", value: 1 }],
    ["unknown_block", { blockId: "1.0.0.hello", value: 1 }],
    ["invalid", { value: 1 }],
    ["invalid", { blockId: "1.1.2.word", instanceId: "00000000-0000-4000-8000-000000000000", value: 1 }],
    ["invalid", { blockId: "1.1.2.word" }],
  ])("%s is refused and kept nowhere", async (code, frame) => {
    const learner = await newTestLearner();
    const one = await learner.device();
    one.send({ t: "draft", baseDraftRev: 0, ...frame });
    expect(await one.next("nack")).toMatchObject({ opId: null, code });
    expect(await learner.journal((journal) => journal.drafts.all())).toEqual([]);
  });
});

test("history pages back to the first event, without gaps or repeats", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await answerUpTo(learner, client, "1.2.1.plan");
  const head = await learner.fromLog(({ headSeq }) => headSeq);
  const seqs: number[] = [];
  for (let before = head + 1, more = true; more;) {
    client.send({ t: "history", before, limit: 7 });
    const page = await client.next("page");
    expect(page.before).toBe(before);
    expect(page.items.length).toBeLessThanOrEqual(7);
    seqs.unshift(...page.items.map((item) => item.seq));
    ({ more } = page);
    before = page.items[0]?.seq ?? 1;
  }
  expect(seqs).toEqual(Array.from({ length: head }, (_, i) => i + 1));
});

test("presence: who is here, in what state, and gone again", async () => {
  const learner = await newTestLearner();
  const one = await learner.device();
  const two = await learner.device();
  const { devices } = await one.next("presence", (frame) => frame.devices.length === 2);
  for (const { deviceId } of [one, two])
    expect(devices).toContainEqual({ deviceId, label: "another device", state: "active" });
  two.send({ t: "presence", state: "typing" });
  expect((await one.next("presence")).devices).toContainEqual(
    expect.objectContaining({ deviceId: two.deviceId, state: "typing" }),
  );
  const watcher = await learner.observer(["1.1"]);
  await watcher.hello();
  expect((await one.next("presence")).observers).toEqual([{ name: "Fay" }]);
  await watcher.ping();
  expect(watcher.all("presence")).toEqual([]);
  await two.close();
  expect((await one.next("presence", (frame) => frame.devices.length === 1)).devices).toMatchObject([
    { deviceId: one.deviceId },
  ]);
  await watcher.close();
  expect((await one.next("presence", (frame) => frame.observers.length === 0)).devices).toHaveLength(1);
});

test("ping is answered without waking the object", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await learner.evict();
  await client.ping();
  // Evicting what does not run is refused: so it has not been woken.
  await expect(evictDurableObject(learner.stub)).rejects.toThrow();
  expect((await client.reply("1.0.0.mood", 2)).t).toBe("ack");
});

describe("close codes", () => {
  test.each([
    ["no JSON", "{"],
    ["no object", "[]"],
    ["an unknown t", JSON.stringify({ t: "sudo", opId: "00000000-0000-4000-8000-000000000000" })],
    ["an unknown key", JSON.stringify({ t: "presence", state: "idle", as: "admin" })],
    ["a prototype", '{"t":"presence","state":"idle","__proto__":{"role":"owner"}}'],
  ])("4400: the third frame that cannot be read: %s", async (_, text) => {
    const learner = await newTestLearner();
    const client = await learner.device();
    const before = await loggedBy(learner);
    client.skipAll();
    for (let i = 0; i < limits.malformedFrames; i += 1) client.socket.send(text);
    const { code, reason } = await client.closed();
    expect(code).toBe(4400);
    expect(new TextEncoder().encode(reason).length).toBeLessThanOrEqual(123);
    expect(client.all("nack")).toHaveLength(limits.malformedFrames);
    expect(client.all("nack").every((nack) => nack.code === "invalid")).toBe(true);
    expect(await loggedBy(learner)).toEqual(before);
  });

  test("4400 counts through an eviction, and binary frames count", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    client.socket.send("{");
    await client.next("nack");
    client.socket.send(new Uint8Array([1, 2, 3]));
    await client.next("nack");
    await learner.evict();
    client.socket.send("{");
    expect((await client.closed()).code).toBe(4400);
  });

  test("4409: the eleventh socket of a learner closes the oldest; an observer's does not count", async () => {
    const learner = await newTestLearner();
    const first = await learner.device();
    await learner.observer(["1.1"]);
    for (let i = 1; i < limits.ownerSockets; i += 1) {
      learner.seams.advance(10);
      await learner.device();
    }
    await first.ping();
    expect(first.isClosed).toBe(false);
    await learner.device();
    expect((await first.closed()).code).toBe(4409);
    expect(learner.clients.filter((client) => client.isClosed)).toEqual([first]);
  });

  test("4409: the twenty-first observer closes the oldest observer", async () => {
    const learner = await newTestLearner();
    const owner = await learner.device();
    const first = await learner.observer(["1.1"]);
    for (let i = 0; i < limits.observers; i += 1) {
      learner.seams.advance(10);
      await learner.observer(["1.1"]);
    }
    expect((await first.closed()).code).toBe(4409);
    expect(owner.isClosed).toBe(false);
  });

  test("4413: a frame over 256 KiB, measured in bytes before parsing; one of exactly that is read", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    client.skipAll();
    client.socket.send(`"${"x".repeat(limits.frameBytes - 2)}"`);
    expect(await client.next("nack")).toMatchObject({ code: "invalid" });
    client.socket.send(`"${"€".repeat(90_000)}"`);
    expect((await client.closed()).code).toBe(4413);
    const other = await learner.device();
    other.socket.send("x".repeat(limits.frameBytes + 1));
    expect((await other.closed()).code).toBe(4413);
  });

  test.each([
    [4426, 0],
    [4502, 2],
  ])("%i: a hello of version %i", async (code, v) => {
    const learner = await newTestLearner();
    const client = await learner.open();
    client.send({ t: "hello", v, deviceId: client.deviceId, epoch: null, lastSeq: 0, zone: "UTC" });
    expect((await client.closed()).code).toBe(code);
  });

  test("4501: anything before hello", async () => {
    const learner = await newTestLearner();
    const client = await learner.open();
    client.send({ t: "presence", state: "active" });
    expect((await client.closed()).code).toBe(4501);
  });

  test("4501: no hello within ten seconds, told by the alarm, also after an eviction; one that said hello stays", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    const silent = await learner.open();
    learner.seams.advance(limits.helloWithinMs - 1000);
    await learner.alarm();
    await silent.ping();
    expect(silent.isClosed).toBe(false);
    await learner.evict();
    learner.seams.advance(1000);
    expect(await learner.alarm()).toBe(true);
    expect((await silent.closed()).code).toBe(4501);
    expect((await client.reply("1.0.0.mood", 1)).t).toBe("ack");
  });

  test("4529: more than 100 frames in a second", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    learner.seams.hold();
    learner.seams.advance(10_000);
    for (let i = 0; i <= limits.framesPerSecond; i += 1) client.send({ t: "presence", state: "active" });
    expect((await client.closed()).code).toBe(4529);
  });

  test("4401: no cookie, a made-up one: accepted, then closed, and no object is touched", async () => {
    const before = (await listDurableObjectIds(env.WORKBOOK)).length;
    for (const cookie of ["", "__Host-dreamtree=short", `__Host-dreamtree=${"A".repeat(43)}`]) {
      const client = await connect(cookie);
      expect((await client.closed()).code).toBe(4401);
    }
    expect(await listDurableObjectIds(env.WORKBOOK)).toHaveLength(before);
  });
});
