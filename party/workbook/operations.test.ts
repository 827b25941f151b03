import { beforeAll, describe, expect, test } from "vitest";
import { seedTestWorkbook } from "../testing/content.ts";
import type { Client } from "../testing/raw-client.ts";
import { answerUpTo, envelope, newTestLearner, valueFor, type TestLearner } from "../testing/learner.ts";
import { loggedBy } from "../testing/rows.ts";

beforeAll(seedTestWorkbook);

async function at(block: string | null): Promise<{ learner: TestLearner; client: Client }> {
  const learner = await newTestLearner();
  const client = await learner.device();
  await answerUpTo(learner, client, block);
  client.skipAll();
  return { learner, client };
}

/** A refusal leaves no trace: nothing in the log, no event, and the `opId` is free (section 2, checks). */
async function refused(learner: TestLearner, client: Client, frame: { t: string } & Record<string, unknown>) {
  const before = await loggedBy(learner);
  const opId = crypto.randomUUID();
  const answer = await client.operate({ ...frame, opId });
  expect(await loggedBy(learner)).toEqual(before);
  expect(answer).toMatchObject({ t: "nack", opId });
  return answer.t === "nack" ? answer : undefined;
}

describe("reply", () => {
  test("is acked with its last event; the sender and the other devices get the same events (rule 1)", async () => {
    const { learner, client } = await at("1.0.0.ready");
    const other = await learner.device();
    other.skipAll();
    const ack = await client.reply("1.0.0.ready", true);
    const own = await client.next("events");
    expect(ack).toMatchObject({ t: "ack", rev: 1, dup: false, seq: own.to });
    expect(await other.next("events")).toEqual(own);
    expect(own.items.map((item) => item.seq)).toEqual(
      Array.from({ length: own.to - own.from + 1 }, (_, i) => own.from + i),
    );
    expect(own.items.map((item) => item.kind)).toEqual(
      ["answer", "module_completed", "progress", "block", "block"].flatMap((kind) =>
        kind === "module_completed" ? ["exercise_completed", kind] : [kind],
      ),
    );
    await client.saved(own.to);
    await other.saved(own.to);
  });

  test("its time is the client's, never later than now and never before the device's previous operation", async () => {
    const { learner, client } = await at("1.0.0.mood");
    const past = new Date(learner.seams.now() - 60_000).toISOString();
    await client.reply("1.0.0.mood", 2, { at: past });
    await client.reply("1.0.0.ready", true, { at: new Date(learner.seams.now() - 120_000).toISOString() });
    await client.reply("1.1.1.things", valueFor(learner.userId, "1.1.1.things"), {
      at: "2999-01-01T00:00:00Z",
    });
    const times = await learner.fromLog(({ state }) =>
      [...state.answers.values()].map((answer) => answer.respondedAt),
    );
    expect(times[0]).toBe(past);
    expect(times[1]).toBe(past);
    expect(Date.parse(times[2] ?? "")).toBeLessThanOrEqual(learner.seams.now());
  });

  test("several devices: the first wins, the second gets the answer that stands (rule 5)", async () => {
    const { learner, client } = await at("1.1.2.word");
    const other = await learner.device();
    const [first, second] = await Promise.all([
      client.reply("1.1.2.word", "mine"),
      other.reply("1.1.2.word", "theirs"),
    ]);
    expect(first).toMatchObject({ t: "ack" });
    expect(second).toMatchObject({ t: "nack", code: "conflict", retryable: false });
    expect(second).toMatchObject({
      current: { rev: 1, value: "mine", skipped: false, onlyMe: false, device: client.deviceId },
    });
    await learner.fromLog(({ state }) => expect(state.answers.get("1.1.2.word")?.value).toBe("mine"));
  });
});

describe("rule 3: exactly one effect", () => {
  test("the same operation again, here, elsewhere and after a crash, gets the original seq and runs nothing", async () => {
    const { learner, client } = await at("1.0.0.mood");
    const frame = { t: "reply", opId: crypto.randomUUID(), blockId: "1.0.0.mood", value: 4 };
    const first = await client.operate(frame);
    const dup = { ...first, dup: true };
    expect(await client.operate(frame)).toEqual(dup);
    // When it was made is no part of what it says: a resend may know better.
    expect(await client.operate({ ...frame, at: new Date(0).toISOString() })).toEqual(dup);
    expect(await (await learner.device()).operate(frame)).toEqual(dup);
    await learner.crash();
    expect(await (await learner.device()).operate(frame)).toEqual(dup);
    expect(await loggedBy(learner)).toHaveLength(2);
  });

  test("the same opId with another payload is invalid", async () => {
    const { learner, client } = await at("1.0.0.mood");
    const opId = crypto.randomUUID();
    await client.operate({ t: "reply", opId, blockId: "1.0.0.mood", value: 4 });
    const before = await loggedBy(learner);
    for (const other of [
      { t: "reply", opId, blockId: "1.0.0.mood", value: 5 },
      { t: "reply", opId, blockId: "1.0.0.ready", value: true },
      { t: "edit", opId, blockId: "1.0.0.mood", baseRev: 1, value: 4 },
    ]) {
      expect(await client.operate(other)).toMatchObject({ t: "nack", code: "invalid", path: "opId" });
    }
    expect(await loggedBy(learner)).toEqual(before);
  });

  test("a refused operation leaves no trace of its opId", async () => {
    const { client } = await at("1.0.0.mood");
    const opId = crypto.randomUUID();
    expect(await client.operate({ t: "reply", opId, blockId: "1.0.0.mood", value: 400 })).toMatchObject({
      code: "invalid",
    });
    expect(await client.operate({ t: "reply", opId, blockId: "1.0.0.mood", value: 4 })).toMatchObject({
      t: "ack",
      dup: false,
    });
  });
});

describe("skip", () => {
  test.each([
    ["block", ["1.2.1.note"]],
    ["activity", ["1.2.1.note", "1.2.1.other"]],
    ["exercise", ["1.2.1.note", "1.2.1.other", "1.2.1.extra"]],
    ["module", ["1.2.1.note", "1.2.1.other", "1.2.1.extra", "1.2.2.more", "1.2.2.list"]],
  ])("scope %s passes what is optional and no more", async (scope, passed) => {
    const { client } = await at("1.2.1.note");
    const ack = await client.skip("1.2.1.note", scope);
    expect(ack).toMatchObject({ t: "ack", rev: 0 });
    const { items } = await client.next("events");
    const answers = items.flatMap((item) => (item.kind === "answer" ? [item] : []));
    expect(answers.map((item) => item.blockId)).toEqual(passed);
    expect(answers.every((item) => item.skipped && item.rev === 0 && item.value === null)).toBe(true);
  });

  test("a scope stops at the first required placement", async () => {
    const { client } = await at("1.0.0.mood");
    await client.skip("1.0.0.mood", "module");
    const { items } = await client.next("events");
    expect(items.at(-1)).toMatchObject({ kind: "block", block: { id: "1.1.1.things", required: true } });
  });

  test("of a required block is refused: required", async () => {
    const { learner, client } = await at("1.1.2.word");
    expect(
      await refused(learner, client, { t: "skip", blockId: "1.1.2.word", scope: "module" }),
    ).toMatchObject({ code: "required", retryable: false });
  });
});

describe("edit", () => {
  test("compares and sets the rev; a stale one gets what stands; a cleared one is skipped", async () => {
    const { learner, client } = await at("1.1.2.headline");
    await client.reply("1.1.2.headline", "one");
    expect(await client.edit("1.1.2.headline", 1, "two")).toMatchObject({ t: "ack", rev: 2 });
    expect(
      await refused(learner, client, { t: "edit", blockId: "1.1.2.headline", baseRev: 1, value: "three" }),
    ).toMatchObject({
      code: "conflict",
      current: { rev: 2, value: "two" },
    });
    expect(await client.edit("1.1.2.headline", 2, null)).toMatchObject({ t: "ack", rev: 3 });
    expect(
      (
        await client.next(
          "events",
          (frame) => frame.items[0]?.kind === "answer_edited" && frame.items[0].rev === 3,
        )
      ).items[0],
    ).toMatchObject({
      kind: "answer_edited",
      value: null,
      skipped: true,
    });
    expect(await client.edit("1.1.2.headline", 3, "four")).toMatchObject({ t: "ack", rev: 4 });
  });

  test("gives a skipped placement its answer, from baseRev 0", async () => {
    const { client } = await at("1.2.1.note");
    await client.skip("1.2.1.note");
    expect(await client.edit("1.2.1.note", 0, "now")).toMatchObject({ t: "ack", rev: 1 });
  });

  test("to the same value is acked with the present rev and seq, and makes no event", async () => {
    const { learner, client } = await at("1.1.2.word");
    const reply = await client.reply("1.1.2.word", "same");
    await client.reply("1.1.2.headline", "moves the head");
    const before = await loggedBy(learner);
    expect(await client.edit("1.1.2.word", 1, "same")).toMatchObject({
      t: "ack",
      rev: 1,
      dup: false,
      seq: reply.t === "ack" ? reply.seq : 0,
    });
    expect(await loggedBy(learner)).toEqual(before);
  });

  test("of a required answer cannot clear it", async () => {
    const { learner, client } = await at("1.1.2.headline");
    expect(
      await refused(learner, client, { t: "edit", blockId: "1.1.2.word", baseRev: 1, value: null }),
    ).toMatchObject({ code: "required" });
  });

  test("tells every device what it changed under delivered blocks (recall), and changes no later answer (rule 12)", async () => {
    const { learner, client } = await at("1.1.2.headline");
    const other = await learner.device();
    other.skipAll();
    const before = await learner.fromLog(({ state }) =>
      [...state.answers]
        .filter(([key]) => key !== "1.1.2.word")
        .map(([key, a]) => `${key} ${a.rev} ${JSON.stringify(a.value)}`),
    );
    await client.edit("1.1.2.word", 1, "another word");
    const recall = await other.next("recall");
    expect(recall).toMatchObject({
      blockId: "1.1.2.echo",
      recall: [{ from: ["1.1.2.word"], rows: [{ text: "another word" }], sealed: false }],
    });
    expect(await client.next("recall")).toEqual(recall);
    expect(
      await learner.fromLog(({ state }) =>
        [...state.answers]
          .filter(([key]) => key !== "1.1.2.word")
          .map(([key, a]) => `${key} ${a.rev} ${JSON.stringify(a.value)}`),
      ),
    ).toEqual(before);
  });

  test("a block sent later recalls the present answer", async () => {
    const { client } = await at("1.1.2.word");
    await client.reply("1.1.2.word", "the word");
    const block = (await client.next("events")).items.find(
      (item) => item.kind === "block" && item.block.id === "1.1.2.echo",
    );
    expect(block).toMatchObject({ block: { recall: [{ rows: [{ text: "the word" }] }] } });
  });
});

describe("visibility", () => {
  test("hides and shows again; rev stays; the same again is acked without an event", async () => {
    const { learner, client } = await at("1.1.2.headline");
    expect(await client.operate({ t: "visibility", blockId: "1.1.2.word", onlyMe: true })).toMatchObject({
      t: "ack",
      rev: 1,
    });
    expect((await client.next("events")).items).toMatchObject([
      { kind: "visibility", blockId: "1.1.2.word", onlyMe: true },
    ]);
    const before = await loggedBy(learner);
    expect(await client.operate({ t: "visibility", blockId: "1.1.2.word", onlyMe: true })).toMatchObject({
      t: "ack",
      rev: 1,
    });
    expect(await loggedBy(learner)).toEqual(before);
    expect(await client.edit("1.1.2.word", 1, "still hidden")).toMatchObject({ rev: 2 });
    expect(await learner.fromLog(({ state }) => state.answers.get("1.1.2.word")?.onlyMe)).toBe(true);
  });

  test("of what has no answer is locked", async () => {
    const { learner, client } = await at("1.1.2.word");
    expect(
      await refused(learner, client, { t: "visibility", blockId: "1.1.2.word", onlyMe: true }),
    ).toMatchObject({ code: "locked" });
  });
});

describe("refusals (rule 10)", () => {
  test.each([
    ["unknown_block", { t: "reply", blockId: "9.9.9.nothing", value: 1 }, { path: "blockId" }],
    ["unknown_block", { t: "reply", blockId: "1.0.0.hello", value: 1 }, { path: "blockId" }],
    ["unknown_block", { t: "skip", blockId: "9.9.9.nothing" }, {}],
    ["unknown_block", { t: "edit", blockId: "9.9.9.nothing", baseRev: 0, value: 1 }, {}],
    ["unknown_block", { t: "visibility", blockId: "9.9.9.nothing", onlyMe: true }, {}],
    ["conflict", { t: "reply", blockId: "1.0.0.mood", value: 1 }, { current: { rev: 1 } }],
    ["conflict", { t: "skip", blockId: "1.0.0.mood" }, {}],
    ["conflict", { t: "edit", blockId: "1.0.0.mood", baseRev: 7, value: 1 }, { current: { rev: 1 } }],
    ["locked", { t: "reply", blockId: "1.2.1.plan", value: "too early" }, { path: "blockId" }],
    ["locked", { t: "skip", blockId: "1.2.1.note" }, {}],
    ["locked", { t: "edit", blockId: "1.2.1.plan", baseRev: 0, value: "too early" }, {}],
    ["locked", { t: "edit", blockId: "1.1.1.things", baseRev: 0, value: { rows: [] } }, {}],
    ["invalid", { t: "reply", blockId: "1.1.1.things", value: "text" }, { path: "value" }],
    ["invalid", { t: "reply", blockId: "1.1.1.things", value: { rows: [] } }, { path: "value.rows" }],
    [
      "invalid",
      {
        t: "reply",
        blockId: "1.1.1.things",
        value: { rows: [{ id: "x", title: "t", experience_type: "job" }] },
      },
      { path: "value.rows.0.id" },
    ],
    [
      "invalid",
      { t: "reply", blockId: "1.1.1.things", value: { rows: [], extra: 1 } },
      { path: "value.extra" },
    ],
    ["invalid", { t: "edit", blockId: "1.0.0.mood", baseRev: 1, value: 8 }, { path: "value" }],
    ["invalid", { t: "edit", blockId: "1.0.0.mood", baseRev: 1, value: 1.5 }, { path: "value" }],
    ["invalid", { t: "edit", blockId: "1.0.0.ready", baseRev: 1, value: "yes" }, { path: "value" }],
  ])("%s: %j", async (code, frame, more) => {
    const { learner, client } = await at("1.1.1.things");
    expect(await refused(learner, client, frame)).toMatchObject({ code, retryable: false, ...more });
  });

  test("too_large: a prompt over 16 KiB; plaintext: a private answer in the clear, with its path", async () => {
    const { learner, client } = await at("1.1.2.word");
    expect(
      await refused(learner, client, { t: "reply", blockId: "1.1.2.word", value: "€".repeat(6000) }),
    ).toMatchObject({ code: "too_large", path: "value" });
    await client.reply("1.1.2.word", "€".repeat(5000));
    await client.reply("1.1.2.headline", "h");
    await client.skip("1.1.2.choose");
    expect(
      await refused(learner, client, { t: "reply", blockId: "1.1.2.diary", value: "in the clear" }),
    ).toMatchObject({ code: "plaintext", path: "value" });
    expect(await client.reply("1.1.2.diary", envelope())).toMatchObject({ t: "ack" });
    const clear = { rows: [{ id: crypto.randomUUID(), text: "in the clear" }] };
    expect(
      await refused(learner, client, { t: "reply", blockId: "1.1.2.secrets", value: clear }),
    ).toMatchObject({ code: "plaintext", path: "value.rows.0.text" });
    expect(await client.reply("1.1.2.secrets", valueFor(learner.userId, "1.1.2.secrets"))).toMatchObject({
      t: "ack",
    });
    expect(
      await refused(learner, client, {
        t: "edit",
        blockId: "1.1.2.diary",
        baseRev: 1,
        value: "in the clear",
      }),
    ).toMatchObject({ code: "plaintext" });
  });

  test("too_large: a tool's value over 192 KiB", async () => {
    const { learner, client } = await at("1.1.1.things");
    const rows = Array.from({ length: 20 }, () => ({
      id: crypto.randomUUID(),
      title: "t".repeat(11_000),
      experience_type: "job",
    }));
    expect(
      await refused(learner, client, { t: "reply", blockId: "1.1.1.things", value: { rows } }),
    ).toMatchObject({ code: "too_large", path: "value" });
  });

  test("too_large: an anonymous learner holds 5 MB; what makes room is still taken (decision 10)", async () => {
    const { learner, client } = await at("1.2.1.note");
    await learner.journal((journal) => {
      for (let n = 0; n < 30; n += 1) {
        journal.drafts.put({
          key: crypto.randomUUID(),
          rev: 1,
          value: "x".repeat(190_000),
          device: "d",
          at: "",
        });
      }
    });
    // Written behind the object's back: an instance that comes now measures it.
    await learner.evict();
    const full = { code: "too_large", path: "value", retryable: false };
    expect(
      await refused(learner, client, { t: "reply", blockId: "1.2.1.note", value: "more" }),
    ).toMatchObject(full);
    expect(
      await refused(learner, client, { t: "edit", blockId: "1.1.2.word", baseRev: 1, value: "w" }),
    ).toMatchObject(full);
    client.send({ t: "draft", instanceId: crypto.randomUUID(), baseDraftRev: 0, value: { more: "still" } });
    await expect.poll(() => client.all("nack").at(-1)).toMatchObject({ opId: null, ...full });
    expect(await client.edit("1.1.2.headline", 1, null)).toMatchObject({ t: "ack" });
    expect(await client.skip("1.2.1.note")).toMatchObject({ t: "ack" });
  });

  test("rate: sixty at once, then ten a second, with the time to wait; nothing of the refused is kept", async () => {
    const { learner, client } = await at("1.0.0.mood");
    await client.reply("1.0.0.mood", 1);
    learner.seams.hold();
    learner.seams.advance(60_000);
    const edits = (n: number, from: number) =>
      Promise.all(
        Array.from({ length: n }, (_, i) => client.edit("1.0.0.mood", from + i, ((from + i) % 7) + 1)),
      );
    const answers = await edits(62, 1);
    expect(answers.slice(0, 60).every((answer) => answer.t === "ack")).toBe(true);
    expect(answers.slice(60)).toMatchObject(
      [1, 2].map(() => ({ t: "nack", code: "rate", retryable: true, retryAfterMs: 100 })),
    );
    learner.seams.advance(1_000);
    const later = await edits(11, 61);
    expect(later.map((answer) => answer.t)).toEqual([...Array.from({ length: 10 }, () => "ack"), "nack"]);
    // The bucket is the learner's, not the device's.
    expect(await (await learner.device()).edit("1.0.0.mood", 71, 1)).toMatchObject({ code: "rate" });
  });

  test("busy: what piles up behind a slow first load is refused, and may come again", async () => {
    const learner = await newTestLearner();
    learner.seams.d1.next.push("slow");
    const client = await learner.open();
    client.send({ t: "hello", v: 1, deviceId: client.deviceId, epoch: null, lastSeq: 0, zone: "UTC" });
    const answers = await Promise.all(Array.from({ length: 40 }, () => client.reply("1.0.0.mood", 1)));
    const codes = answers.map((answer) => (answer.t === "ack" ? "ack" : answer.code));
    expect(codes.filter((code) => code === "ack")).toHaveLength(1);
    expect(codes.filter((code) => code === "busy")).toHaveLength(9);
    expect(answers.find((answer) => answer.t === "nack" && answer.code === "busy")).toMatchObject({
      retryable: true,
    });
    expect(codes.filter((code) => code === "conflict")).toHaveLength(30);
  });

  test("a claim of progress is no frame; what is unlocked follows from the answers (rule 7)", async () => {
    const { client } = await at("1.0.0.mood");
    client.send({ t: "progress", answered: 100, opId: crypto.randomUUID() });
    expect(await client.next("nack")).toMatchObject({ code: "invalid" });
    client.send({ t: "reply", opId: crypto.randomUUID(), blockId: "1.0.0.mood", value: 1, percent: 100 });
    expect(await client.next("nack")).toMatchObject({ code: "invalid", path: "percent" });
  });
});

test("rule 4: operations run in order of arrival, whichever device sent them", async () => {
  const { learner, client } = await at("1.1.2.headline");
  const other = await learner.device();
  const answers = await Promise.all([
    client.edit("1.1.2.word", 1, "a"),
    other.edit("1.1.2.word", 2, "b"),
    client.edit("1.1.2.word", 3, "c"),
    other.edit("1.1.2.word", 1, "stale"),
  ]);
  expect(answers.map((answer) => (answer.t === "ack" ? answer.rev : answer.code))).toEqual([
    2,
    3,
    4,
    "conflict",
  ]);
  await client.next("events", (frame) =>
    frame.items.some((item) => item.kind === "answer_edited" && item.value === "c"),
  );
  await other.next("events", (frame) =>
    frame.items.some((item) => item.kind === "answer_edited" && item.value === "c"),
  );
  for (const device of [client, other]) {
    const frames = device.all("events");
    frames.slice(1).forEach((frame, i) => expect(frame.from).toBe((frames[i]?.to ?? 0) + 1));
  }
});
