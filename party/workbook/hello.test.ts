import { beforeAll, describe, expect, test } from "vitest";
import { limits } from "../../shared/protocol/limits.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { answerUpTo, newTestLearner, valueFor } from "../testing/learner.ts";
import { expectD1ToBeTheLog } from "../testing/rows.ts";

beforeAll(seedTestWorkbook);

test("a whole conversation, from the first turn to the end, lands in D1 as its projection (rules 1, 2, 7)", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await answerUpTo(learner, client, null);
  await client.saved(await learner.fromLog(({ headSeq }) => headSeq));
  expect(client.events.at(-1)).toMatchObject({ kind: "block", block: { id: "1.3.1.done" } });
  expect(client.events.filter((event) => event.kind === "workbook_completed")).toHaveLength(1);
  expect(
    client.events.filter((event) => event.kind === "module_completed").map((event) => event.moduleId),
  ).toEqual(["1.0", "1.1", "1.2", "1.3"]);
  await expectD1ToBeTheLog(learner);
});

test("a new learner gets a welcome, a snapshot and the first turn, up to the block that waits (rule 9)", async () => {
  const learner = await newTestLearner();
  const client = await learner.open();
  const welcome = await client.hello();
  expect(welcome).toMatchObject({
    v: 1,
    role: "owner",
    userId: learner.userId,
    mode: "snapshot",
    contentVersion: 1,
  });
  expect(welcome.position).toEqual({
    blockId: "1.0.0.mood",
    part: 1,
    module: 0,
    exercise: 0,
    activity: 1,
    sequence: 20,
  });
  expect(welcome.frontier).toBe("1.0.0.mood");
  const snapshot = await client.next("snapshot");
  expect(snapshot).toMatchObject({
    part: 1,
    of: 1,
    state: { drafts: [], live: { session: null, shares: [] }, settings: { background_color: "cream" } },
  });
  expect(snapshot.items.flatMap((item) => (item.kind === "block" ? [item.block.id] : []))).toEqual([
    "1.0.0.hello",
    "1.0.0.mood",
  ]);
  expect(snapshot.items.map((item) => item.seq)).toEqual(
    snapshot.items.map((item) => item.seq).toSorted((a, b) => a - b),
  );
});

describe("rule 6: delta, snapshot", () => {
  test("a client that is behind gets exactly what it has missed, contiguous and in order", async () => {
    const learner = await newTestLearner();
    const first = await learner.device();
    const second = await learner.open();
    const welcome = await second.hello();
    await second.next("presence");
    await second.close();
    await answerUpTo(learner, first, "1.1.2.word");
    const again = await learner.open();
    const back = await again.hello({ epoch: welcome.epoch, lastSeq: welcome.headSeq });
    expect(back.mode).toBe("delta");
    await again.next("presence");
    const missed = again.all("events");
    expect(missed[0]?.from).toBe(welcome.headSeq + 1);
    expect(missed.at(-1)?.to).toBe(back.headSeq);
    expect(missed.flatMap((frame) => frame.items.map((item) => item.seq))).toEqual(
      Array.from({ length: back.headSeq - welcome.headSeq }, (_, i) => welcome.headSeq + 1 + i),
    );
    expect(missed.flatMap((frame) => frame.items)).toEqual(first.events);
  });

  test("a client that is up to date gets a delta of nothing", async () => {
    const learner = await newTestLearner();
    const { epoch, headSeq } = await (await learner.open()).hello();
    const again = await learner.open();
    expect((await again.hello({ epoch, lastSeq: headSeq })).mode).toBe("delta");
    await again.next("presence");
    expect(again.all("events")).toEqual([]);
    expect(again.all("snapshot")).toEqual([]);
  });

  test.each([
    ["another epoch", (head: number) => ({ epoch: "another", lastSeq: head })],
    ["no epoch", (head: number) => ({ epoch: null, lastSeq: head })],
    ["a client that is ahead, which is no error", (head: number) => ({ lastSeq: head + 1 })],
  ])("%s: a snapshot", async (_, known) => {
    const learner = await newTestLearner();
    const { epoch, headSeq } = await (await learner.open()).hello();
    const again = await learner.open();
    expect((await again.hello({ epoch, ...known(headSeq) })).mode).toBe("snapshot");
    expect((await again.next("snapshot")).items.length).toBeGreaterThan(0);
  });

  test("more than 500 events behind: a snapshot of the newest answers; 500 are still a delta", async () => {
    const learner = await newTestLearner();
    learner.seams.hold();
    const client = await learner.device();
    const { epoch } = await learner.fromLog(({ epoch }) => ({ epoch }));
    await client.reply("1.0.0.mood", 1);
    const head = () => learner.fromLog(({ headSeq }) => headSeq);
    for (let rev = 1; (await head()) <= limits.deltaEvents + 2; rev += 40) {
      const edits = Array.from({ length: 40 }, (_, i) =>
        client.edit("1.0.0.mood", rev + i, ((rev + i) % 7) + 1),
      );
      await Promise.all(edits);
      learner.seams.advance(10_000);
    }
    const headSeq = await head();
    const near = await learner.open();
    expect((await near.hello({ epoch, lastSeq: headSeq - limits.deltaEvents })).mode).toBe("delta");
    const far = await learner.open();
    expect((await far.hello({ epoch, lastSeq: headSeq - limits.deltaEvents - 1 })).mode).toBe("snapshot");
    const { items } = await far.next("snapshot");
    expect(items.filter((item) => item.kind === "answer" || item.kind === "answer_edited")).toHaveLength(1);
  });
});

test("after a snapshot and after every delta a device knows the same answers", async () => {
  const learner = await newTestLearner();
  const first = await learner.device();
  await answerUpTo(learner, first, "1.1.2.word");
  await first.edit("1.1.1.things", 1, valueFor(learner.userId, "1.1.1.things", "edited"));
  await first.operate({ t: "visibility", blockId: "1.0.0.mood", onlyMe: true });
  const second = await learner.device();
  const told = new Map(
    second
      .all("snapshot")
      .flatMap((frame) =>
        frame.items.flatMap((item) =>
          item.kind === "answer" || item.kind === "answer_edited" ? [[item.blockId, item] as const] : [],
        ),
      ),
  );
  const kept = await learner.fromLog(({ state }) =>
    [...state.answers].map(([key, { rev, value, onlyMe }]) => ({ key, rev, value, onlyMe })),
  );
  expect(kept.map(({ key }) => told.get(key))).toMatchObject(
    kept.map(({ key, ...answer }) => ({ blockId: key, ...answer })),
  );
  expect(told.size).toBe(kept.length);
});

test("the wake of an evicted object goes unnoticed: same epoch, same numbers, sockets still open", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await client.reply("1.0.0.mood", 3);
  const before = await learner.fromLog(({ epoch, headSeq }) => ({ epoch, headSeq }));
  await learner.evict();
  expect((await client.reply("1.0.0.ready", true)).t).toBe("ack");
  expect(client.isClosed).toBe(false);
  const after = await learner.fromLog(({ epoch, headSeq }) => ({ epoch, headSeq }));
  expect(after.epoch).toBe(before.epoch);
  expect(after.headSeq).toBeGreaterThan(before.headSeq);
});

test("a learner whose object has nothing and whose D1 is down hears so and may try again (HS9)", async () => {
  const learner = await newTestLearner();
  learner.seams.d1.now = "before";
  const client = await learner.open();
  client.send({ t: "hello", v: 1, deviceId: client.deviceId, epoch: null, lastSeq: 0, zone: "UTC" });
  expect(await client.next("status")).toMatchObject({ store: "degraded" });
  expect((await client.closed()).code).toBe(1013);
  learner.seams.heal();
  expect((await (await learner.open()).hello()).mode).toBe("snapshot");
});

test("a D1 that never answers does not hold a hello for ever (platform 2.3: 3 s)", async () => {
  const learner = await newTestLearner();
  learner.seams.d1.now = "hangs";
  const client = await learner.open();
  client.send({ t: "hello", v: 1, deviceId: client.deviceId, epoch: null, lastSeq: 0, zone: "UTC" });
  expect((await client.closed()).code).toBe(1013);
  learner.seams.heal();
  expect((await (await learner.open()).hello()).mode).toBe("snapshot");
});
