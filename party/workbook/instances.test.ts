import { beforeAll, describe, expect, test } from "vitest";
import { testCompetencies } from "../../shared/engine/testing/reference.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import type { Client } from "../testing/raw-client.ts";
import { answerUpTo, envelope, newTestLearner, type TestLearner } from "../testing/learner.ts";
import { expectD1ToBeTheLog, rowsIn } from "../testing/rows.ts";

beforeAll(seedTestWorkbook);

const list = (id: string, text: string) => ({ rows: [{ id, text }] });
const save = (client: Client, instanceId: string, baseRev: number, value: unknown, more: object = {}) =>
  client.operate({ t: "tool", tool: "list_builder", instanceId, baseRev, value, ...more });

/** A learner whose lists are unlocked. */
async function begun(): Promise<{ learner: TestLearner; client: Client }> {
  const learner = await newTestLearner();
  const client = await learner.device();
  await answerUpTo(learner, client, "1.1.1.tag");
  return { learner, client };
}

describe("what tools hold outside the thread", () => {
  test("IN1, IN8: it is in D1 beside its revisions, on every device, and in a log that is rebuilt", async () => {
    const { learner, client } = await begun();
    const other = await learner.device();
    const [one, two, row] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    expect(await save(client, one, 0, list(row, "first"))).toMatchObject({ t: "ack", rev: 1 });
    learner.seams.advance(3_600_000);
    expect(await save(other, one, 1, list(row, "second"))).toMatchObject({ t: "ack", rev: 2 });
    expect(await save(client, two, 0, list(crypto.randomUUID(), "gone"))).toMatchObject({ t: "ack", rev: 1 });
    const last = await save(client, two, 1, null);
    if (last.t !== "ack") throw new Error("refused");
    await client.saved(last.seq);
    for (const device of [client, other]) {
      await device.heard(last.seq);
      expect(device.events.filter((event) => event.kind.startsWith("tool_"))).toMatchObject([
        { kind: "tool_saved", instanceId: one, rev: 1 },
        { kind: "tool_saved", instanceId: one, rev: 2, value: list(row, "second") },
        { kind: "tool_saved", instanceId: two, rev: 1 },
        { kind: "tool_deleted", instanceId: two, rev: 2 },
      ]);
    }
    await expectD1ToBeTheLog(learner);
    expect(await rowsIn("user_list_items", learner.userId)).toMatchObject([
      { content: "second", stem_id: null },
    ]);
    const before = await learner.fromLog(({ state }) => [...state.instances].toSorted());

    await learner.forget();
    const anew = await learner.device();
    const told = anew.all("snapshot").flatMap((frame) => frame.items);
    expect(told.filter((event) => event.kind === "tool_saved")).toMatchObject([{ instanceId: one, rev: 2 }]);
    expect(await learner.fromLog(({ state }) => [...state.instances].toSorted())).toEqual(before);
    // A deletion can be undone there too.
    expect(await save(anew, two, 2, list(row, "back"))).toMatchObject({ t: "ack", rev: 3 });
    await learner.heal();
    await expectD1ToBeTheLog(learner);
  });

  test("OP9, IN1: the same operation again is a dup with its rev, also from a rebuilt log", async () => {
    const { learner, client } = await begun();
    const [id, row, opId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const first = await save(client, id, 0, list(row, "a"), { opId });
    await learner.heal();
    await learner.forget();
    const anew = await learner.device();
    expect(await save(anew, id, 0, list(row, "a"), { opId })).toEqual({ ...first, dup: true });
  });

  test("IN6: an assessment outside the thread is read back from its scores", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await client.reply("1.0.0.mood", 3);
    const scores = Object.fromEntries(testCompetencies.map((one, i) => [one.id, one.levels[i % 5]?.value]));
    // 2.5.1 is not in the small workbook.
    await learner.journal((_journal, state) =>
      state.storage.sql.exec(`INSERT INTO facts (kind, key, value) VALUES ('exercise', '2.5.1', 'then')`),
    );
    await learner.crash();
    const again = await learner.device();
    const instanceId = crypto.randomUUID();
    const tool = { t: "tool", tool: "competency_assessment", instanceId };
    expect(await again.operate({ ...tool, baseRev: 0, value: { scores } })).toMatchObject({
      t: "ack",
      rev: 1,
    });
    await learner.heal();
    await expectD1ToBeTheLog(learner);
    expect(await rowsIn("user_competency_scores", learner.userId)).toHaveLength(15);
    await learner.forget();
    await learner.device();
    const read = await learner.fromLog(({ state }) => state.instances.get(instanceId)?.value);
    expect(read).toEqual({ scores });
  });

  test("PL1: a practice is in D1 and in a rebuilt log, its note sealed", async () => {
    const { learner, client } = await begun();
    const day = new Date(learner.seams.now()).toISOString().slice(0, 10);
    const frame = { t: "practice", practice: "quiet-minutes", day, done: true, note: envelope("Q") };
    expect(await client.operate(frame)).toMatchObject({ t: "ack", rev: null });
    expect(await client.operate({ ...frame, note: "in the clear" })).toMatchObject({ code: "plaintext" });
    await learner.heal();
    await expectD1ToBeTheLog(learner);
    const before = await learner.fromLog(({ state }) => [...state.practices]);
    await learner.forget();
    const anew = await learner.device();
    const told = anew.all("snapshot").flatMap((frame) => frame.items);
    expect(told.filter((event) => event.kind === "practice")).toMatchObject([
      { day, note: { at: ["user_practice_log", "note", `quiet-minutes/${day}`], env: envelope("Q") } },
    ]);
    expect(await learner.fromLog(({ state }) => [...state.practices])).toEqual(before);
  });

  test("DR4: what is saved ends its draft", async () => {
    const { learner, client } = await begun();
    const instanceId = crypto.randomUUID();
    client.send({ t: "draft", instanceId, baseDraftRev: 0, value: { half: "done" } });
    await client.ping();
    expect(await learner.journal((journal) => journal.drafts.of(instanceId)?.value)).toEqual({
      half: "done",
    });
    await save(client, instanceId, 0, list(crypto.randomUUID(), "done"));
    expect(await learner.journal((journal) => journal.drafts.of(instanceId))).toBeNull();
  });
});
