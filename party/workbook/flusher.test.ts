import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { Envelope } from "../../shared/crypto/envelope.ts";
import { servicesOf } from "../hosts/durable-object/services.ts";
import { otherThread } from "../http/merge/offer.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { answerUpTo, envelope, newTestLearner, type TestLearner } from "../testing/learner.ts";
import type { Client } from "../testing/raw-client.ts";
import { expectD1ToBeTheLog, opsIn } from "../testing/rows.ts";

/* What is brought to D1 while the log goes on (platform 2.3; decisions 4, 29). */

beforeAll(seedTestWorkbook);

const services = servicesOf(env);

/** D1 is asked for, and waits: `reached` when the first batch is on its way, which `release` lets go on. */
function heldFlush(learner: TestLearner) {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const reached = new Promise<void>((resolve) => {
    learner.seams.inject({
      beforeFlush: () => {
        resolve();
        return held;
      },
    });
  });
  return { reached, release: () => release() };
}

/** Another thread of theirs comes in: the log goes on under another name. */
async function merge(learner: TestLearner): Promise<void> {
  const other = await newTestLearner();
  other.seams.advance(86_400_000);
  await answerUpTo(other, await other.device(), "1.2.1.plan");
  // Rows that D1 knows as theirs come in under ids of their own.
  await other.heal();
  const file = await otherThread(services, other.userId);
  if (file === null) throw new Error("no file");
  const asked = { ask: "merge", opId: crypto.randomUUID(), from: other.userId, file } as const;
  const planned = await services.workbook.ask(learner.userId, { ...asked, commit: null });
  const { head, sealed } = planned.body as {
    head: number;
    sealed: { key: string; at: [string, string, string] }[];
  };
  const items = sealed.map(({ key, at }) => ({ key, at, env: envelope("M") as Envelope }));
  const merged = await services.workbook.ask(learner.userId, { ...asked, commit: { head, items } });
  expect(merged).toMatchObject({ status: 200, body: { merged: true } });
}

const epochOf = (learner: TestLearner) => learner.fromLog(({ epoch }) => ({ epoch }));

async function begun(): Promise<{ learner: TestLearner; client: Client }> {
  const learner = await newTestLearner();
  const client = await learner.device();
  await answerUpTo(learner, client, "1.1.2.headline");
  await learner.heal();
  return { learner, client };
}

test("a merge during a flush: what is read after it goes under the log's new name, and so does D1's head", async () => {
  const { learner, client } = await begun();
  const before = await epochOf(learner);
  learner.seams.d1.batches.length = 0;
  const { reached, release } = heldFlush(learner);
  await client.reply("1.1.2.headline", "h");
  await reached;
  await merge(learner);
  const after = await epochOf(learner);
  expect(after).not.toEqual(before);
  release();
  await learner.heal();
  const [first, ...later] = learner.seams.d1.batches.map(({ epoch }) => epoch);
  expect([first, new Set(later)]).toEqual([before.epoch, new Set([after.epoch])]);
  await expectD1ToBeTheLog(learner);
});

test("a merge while batches wait: they go under its name too, each operation once", async () => {
  const { learner, client } = await begun();
  const before = await epochOf(learner);
  learner.seams.d1.now = "before";
  for (let rev = 1; rev <= 60; rev += 1) {
    learner.seams.advance(700_000);
    expect(await client.edit("1.1.2.word", rev, `${rev} ${"字".repeat(5_000)}`)).toMatchObject({ t: "ack" });
  }
  learner.seams.heal();
  learner.seams.d1.batches.length = 0;
  const { reached, release } = heldFlush(learner);
  learner.seams.advance(120_000);
  const rung = learner.alarm();
  await reached;
  await merge(learner);
  const { epoch } = await epochOf(learner);
  release();
  await rung;
  await learner.heal();
  const { batches } = learner.seams.d1;
  expect(batches.length).toBeGreaterThan(1);
  expect(new Set(batches.slice(1).map((batch) => batch.epoch))).toEqual(new Set([epoch]));
  expect(batches[0]?.epoch).toBe(before.epoch);
  const ops = await opsIn(learner.userId);
  expect(ops.map((op) => op["n"])).toEqual(ops.map((_, i) => i + 1));
  await expectD1ToBeTheLog(learner);
});
