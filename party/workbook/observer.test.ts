import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { limits } from "../../shared/protocol/limits.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { answerUpTo, newTestLearner, valueFor } from "../testing/learner.ts";
import { loggedBy } from "../testing/rows.ts";

beforeAll(seedTestWorkbook);

describe("observers (rule 8)", () => {
  test.each([
    [{ t: "reply", blockId: "1.0.0.ready", value: true }],
    [{ t: "skip", blockId: "1.0.0.ready" }],
    [{ t: "edit", blockId: "1.0.0.mood", baseRev: 1, value: 2 }],
    [{ t: "visibility", blockId: "1.0.0.mood", onlyMe: true }],
  ])("readonly, and nothing changes: %j", async (frame) => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await client.reply("1.0.0.mood", 1);
    const before = await loggedBy(learner);
    const watcher = await learner.observer(["1.0"]);
    await watcher.hello();
    expect(await watcher.operate(frame)).toMatchObject({ t: "nack", code: "readonly", retryable: false });
    expect(await loggedBy(learner)).toEqual(before);
    // Nor does it take of the learner's rate.
    learner.seams.hold();
    learner.seams.advance(60_000);
    for (let i = 0; i < limits.opsBurst; i += 1) await watcher.operate(frame);
    expect(await client.edit("1.0.0.mood", 1, 7)).toMatchObject({ t: "ack" });
  });

  test("drafts and strange frames are refused; readonly comes before hello", async () => {
    const learner = await newTestLearner();
    await learner.device();
    const watcher = await learner.observer(["1.0"]);
    const warned = vi.spyOn(console, "warn");
    onTestFinished(() => warned.mockRestore());
    watcher.send({ t: "draft", blockId: "1.0.0.mood", baseDraftRev: 0, value: "draft-secret" });
    expect(await watcher.next("nack")).toMatchObject({ opId: null, code: "readonly" });
    watcher.socket.send('{"t":"nonsense"}');
    expect(await watcher.next("nack")).toMatchObject({ opId: null, code: "invalid" });
    // Both are written down, without what was in them.
    const lines = warned.mock.calls.map(([line]) => String(line));
    expect(lines.filter((line) => line.includes('"live_refused"'))).toHaveLength(2);
    expect(lines.join()).not.toContain("draft-secret");
    expect(await learner.journal((journal) => journal.drafts.all())).toEqual([]);
  });

  test("see their modules live, and of everything else only that it was", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    const watcher = await learner.observer(["1.1"]);
    const welcome = await watcher.hello();
    expect(welcome).toMatchObject({
      role: "observer",
      userId: `participant of ${learner.userId.slice(0, 8)}`,
      position: null,
      frontier: null,
    });
    expect((await watcher.next("snapshot")).state).toBeUndefined();
    await answerUpTo(learner, client, null);
    const head = await learner.fromLog(({ headSeq }) => headSeq);
    await watcher.heard(head);
    const frames = watcher.all("events");
    frames.slice(1).forEach((frame, i) => expect(frame.from).toBe((frames[i]?.to ?? 0) + 1));
    expect(
      new Set(
        watcher.events.flatMap((event) =>
          "blockId" in event
            ? [event.blockId?.slice(0, 3)]
            : event.kind === "block"
              ? [`${event.block.part}.${event.block.module}`]
              : [],
        ),
      ),
    ).toEqual(new Set(["1.1"]));
    const kinds = new Set(watcher.events.map((event) => event.kind));
    expect([...kinds].toSorted()).toEqual([
      "answer",
      "block",
      "exercise_completed",
      "module_completed",
      "progress",
      "withheld",
    ]);
    expect(watcher.events.filter((event) => event.kind === "withheld").map((event) => event.blockId)).toEqual(
      ["1.1.2.diary", "1.1.2.secrets"],
    );
    expect(
      watcher.events.flatMap((event) => (event.kind === "withheld" ? Object.keys(event).toSorted() : [])),
    ).toEqual(["blockId", "kind", "seq", "blockId", "kind", "seq"]);
    for (const event of watcher.events) {
      if (event.kind === "block") expect(event.block).not.toHaveProperty("recall");
      if (event.kind === "progress") expect(event.modules.map((module) => module.id)).toEqual(["1.1"]);
      if (event.kind === "module_completed") expect(event.moduleId).toBe("1.1");
    }
    expect(
      watcher.frames.map((frame) => frame.t).filter((t) => !["welcome", "snapshot", "events"].includes(t)),
    ).toEqual([]);
  });

  test("an answer that is hidden is withheld from then on, also from history and snapshot; shown again, it comes with its value", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.1.2.headline");
    const watcher = await learner.observer(["1.1"]);
    await watcher.hello();
    await client.operate({ t: "visibility", blockId: "1.1.2.word", onlyMe: true });
    expect((await watcher.next("events")).items).toEqual([
      { kind: "withheld", seq: expect.any(Number), blockId: "1.1.2.word" },
    ]);
    await client.edit("1.1.2.word", 1, "hush");
    expect((await watcher.next("events")).items).toEqual([
      { kind: "withheld", seq: expect.any(Number), blockId: "1.1.2.word" },
    ]);
    const late = await learner.observer(["1.1"]);
    const { headSeq } = await late.hello();
    const seen = (await late.next("snapshot")).items;
    late.send({ t: "history", before: headSeq + 1, limit: 100 });
    seen.push(...(await late.next("page")).items);
    expect(JSON.stringify(seen)).not.toContain("hush");
    expect(
      seen.filter((item) => "blockId" in item && item.blockId === "1.1.2.word").map((item) => item.kind),
    ).not.toContain("answer");
    await client.operate({ t: "visibility", blockId: "1.1.2.word", onlyMe: false });
    expect((await watcher.next("events")).items).toMatchObject([
      { kind: "answer_edited", blockId: "1.1.2.word", value: "hush", onlyMe: false },
    ]);
  });

  test("nothing from before the learner's consent, in delta, snapshot and history alike", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.1.2.word");
    const sinceSeq = await learner.fromLog(({ headSeq }) => headSeq);
    await client.reply("1.1.2.word", "after");
    const { epoch, headSeq } = await learner.fromLog(({ epoch, headSeq }) => ({ epoch, headSeq }));
    const watcher = await learner.observer(["1.0", "1.1"], { sinceSeq });
    await watcher.hello();
    const seen = (await watcher.next("snapshot")).items;
    watcher.send({ t: "history", before: headSeq + 1, limit: 100 });
    seen.push(...(await watcher.next("page")).items);
    const second = await learner.observer(["1.0", "1.1"], { sinceSeq });
    await second.hello({ epoch, lastSeq: 0 });
    const delta = await second.next("events");
    expect([delta.from, delta.to]).toEqual([1, headSeq]);
    seen.push(...delta.items);
    expect(seen.every((item) => item.seq > sinceSeq)).toBe(true);
    expect(seen.flatMap((item) => (item.kind === "answer" ? [item.blockId] : []))).toEqual([
      "1.1.2.word",
      "1.1.2.word",
      "1.1.2.word",
    ]);
  });

  test("of a tool in their modules the value; of recalls, settings and drafts nothing", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.1.1.tag");
    client.send({ t: "draft", blockId: "1.1.1.tag", baseDraftRev: 0, value: "draft-secret" });
    const watcher = await learner.observer(["1.1"]);
    await watcher.hello();
    const { items } = await watcher.next("snapshot");
    expect(items).toContainEqual(
      expect.objectContaining({
        kind: "answer",
        blockId: "1.1.1.things",
        value: valueFor(learner.userId, "1.1.1.things"),
      }),
    );
    await client.edit("1.1.1.things", 1, valueFor(learner.userId, "1.1.1.things", "again"));
    await watcher.next("events");
    expect(watcher.all("recall")).toEqual([]);
    expect(watcher.texts.join()).not.toContain("draft-secret");
    expect(watcher.texts.join()).not.toContain(learner.userId.slice(9));
    expect(watcher.texts.join()).not.toContain(client.deviceId);
  });
});
