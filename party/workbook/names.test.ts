import { beforeAll, expect, test } from "vitest";
import { testCompetencies } from "../../shared/engine/testing/reference.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { answerUpTo, newTestLearner, valueFor, type TestLearner } from "../testing/learner.ts";
import type { Client } from "../testing/raw-client.ts";
import { everythingOf, expectD1ToBeTheLog, rowsIn } from "../testing/rows.ts";

/* Whoever knows the ids of somebody else's rows and uses them for their own. What each table does: `projection.test.ts`. */

beforeAll(seedTestWorkbook);

const scores = Object.fromEntries(testCompetencies.map((one, i) => [one.id, one.levels[i % 5]?.value]));

/** Takes the same ids as the other; each learner whose they are has made the same things. */
async function makes(learner: TestLearner, ids: TestLearner, instanceId: string): Promise<Client> {
  const first = await learner.device();
  await answerUpTo(ids, first, "1.1.2.word");
  // 2.5.1 is not in the small workbook.
  await learner.journal((_journal, state) =>
    state.storage.sql.exec(`INSERT INTO facts (kind, key, value) VALUES ('exercise', '2.5.1', 'then')`),
  );
  await learner.crash();
  const client = await learner.device();
  const save = (tool: string, id: string, baseRev: number, value: unknown) =>
    client.operate({ t: "tool", tool, instanceId: id, baseRev, value });
  const text = (said: string) => ({ rows: [{ id: instanceId, text: said }] });
  expect(await save("list_builder", instanceId, 0, text("first"))).toMatchObject({ t: "ack", rev: 1 });
  learner.seams.advance(3_600_000);
  expect(await save("list_builder", instanceId, 1, text("second"))).toMatchObject({ t: "ack", rev: 2 });
  const assessment = instanceId.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
  expect(await save("competency_assessment", assessment, 0, { scores })).toMatchObject({ t: "ack" });
  return client;
}

test("PJ20: ids of somebody else's rows are the sender's own names: both are saved, also what comes after", async () => {
  const [ann, bob] = [await newTestLearner(), await newTestLearner()];
  const instanceId = crypto.randomUUID();
  await makes(ann, ann, instanceId);
  await ann.heal();
  const hers = await everythingOf(ann.userId);

  const client = await makes(bob, ann, instanceId);
  const edited = await client.edit("1.1.1.things", 1, {
    rows: [{ id: valueRow(ann.userId), title: "Changed", experience_type: "job" }],
  });
  if (edited.t !== "ack") throw new Error("refused");
  const next = await client.reply("1.1.2.word", "what comes after");
  if (next.t !== "ack") throw new Error("refused");
  await client.saved(next.seq);
  await expectD1ToBeTheLog(bob);
  expect(await rowsIn("user_experiences", bob.userId)).toMatchObject([{ title: "Changed" }]);
  expect(await rowsIn("user_experience_skills", bob.userId)).toHaveLength(1);
  expect(await everythingOf(ann.userId)).toBe(hers);

  // Devices and a log that is made again from D1 have the ids as they were made.
  const before = await bob.fromLog(({ state }) => [...state.instances].toSorted());
  expect(before.map(([id]) => id)).toContain(instanceId);
  await bob.forget();
  const anew = await bob.device();
  const told = anew.all("snapshot").flatMap((frame) => frame.items);
  expect(told.filter((event) => event.kind === "tool_saved" && event.instanceId === instanceId)).toHaveLength(
    1,
  );
  const after = await bob.fromLog(({ state }) => [...state.instances].toSorted());
  expect(after.map(([id, { value }]) => [id, value])).toEqual(before.map(([id, { value }]) => [id, value]));
  expect(
    await anew.operate({ t: "tool", tool: "list_builder", instanceId, baseRev: 2, value: null }),
  ).toMatchObject({ t: "ack", rev: 3 });
  await bob.heal();
  await expectD1ToBeTheLog(bob);
  expect(await everythingOf(ann.userId)).toBe(hers);
});

test("TO11: somebody else's row in a link is refused with its field, and an earlier link may come back", async () => {
  const [ann, bob] = [await newTestLearner(), await newTestLearner()];
  await answerUpTo(ann, await ann.device(), "1.1.1.tag");
  const client = await bob.device();
  await answerUpTo(bob, client, "1.1.1.tag");
  await bob.heal();
  const before = await everythingOf(bob.userId);
  const [mine, theirs] = [bob, ann].map((one) => valueFor(one.userId, "1.1.1.tag"));
  expect(await client.reply("1.1.1.tag", theirs)).toMatchObject({
    t: "nack",
    code: "not_found",
    path: "value.rows.0.on.0",
    retryable: false,
  });
  await bob.heal();
  expect(await everythingOf(bob.userId)).toBe(before);
  expect(await client.reply("1.1.1.tag", mine)).toMatchObject({ t: "ack", rev: 1 });
  // Made and pointed at in one breath, by a device that comes back.
  const row = { id: crypto.randomUUID(), title: "Made offline", experience_type: "job" };
  const on = { ...(mine as object), rows: [{ id: skillOf(mine), on: [row.id], mastery: null }] };
  const both = [client.edit("1.1.1.things", 1, { rows: [row] }), client.edit("1.1.1.tag", 1, on)];
  expect(await Promise.all(both)).toMatchObject([{ t: "ack" }, { t: "ack", rev: 2 }]);
  // The rows of the first answer are gone by now: they may come back where they stood.
  expect(await client.edit("1.1.1.tag", 2, mine)).toMatchObject({ t: "ack", rev: 3 });
  expect(await client.edit("1.1.1.tag", 3, theirs)).toMatchObject({ code: "not_found" });
  await bob.heal();
  await expectD1ToBeTheLog(bob);
  expect(await rowsIn("user_experience_skills", bob.userId)).toEqual([]);
});

const skillOf = (tags: unknown) => (tags as { rows: { id: string }[] }).rows[0]?.id;

/** The first row that this learner's list of things has in tests. */
function valueRow(userId: string): string {
  const { rows } = valueFor(userId, "1.1.1.things") as { rows: { id: string }[] };
  const [row] = rows;
  if (row === undefined) throw new Error("no row");
  return row.id;
}
