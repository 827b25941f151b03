import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { servicesOf } from "../hosts/durable-object/services.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { answerUpTo, envelope, newTestLearner } from "../testing/learner.ts";
import { expectD1ToBeTheLog, rowsIn } from "../testing/rows.ts";

beforeAll(seedTestWorkbook);

const { workbook } = servicesOf(env);

test("RS1, RS3: a reset puts every envelope by in D1, and the old password brings them back", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await answerUpTo(learner, client, "1.2.1.plan");
  learner.seams.advance(3_600_000);
  await client.edit("1.1.2.diary", 1, envelope("C"));
  const day = new Date(learner.seams.now()).toISOString().slice(0, 10);
  await client.operate({ t: "practice", practice: "quiet-minutes", day, done: true, note: envelope("D") });
  client.send({
    t: "draft",
    blockId: "1.1.2.secrets",
    baseDraftRev: 0,
    value: { rows: [{ text: envelope("E") }] },
  });
  await client.ping();
  const frontier = await learner.fromLog(({ state }) => state.frontier);
  const until = new Date(learner.seams.now() + 30 * 86_400_000).toISOString();
  const reset = { ask: "seal_away", opId: crypto.randomUUID(), generation: 1, until } as const;
  expect(await workbook.ask(learner.userId, reset)).toEqual({ status: 200, body: { moved: 3 } });
  expect(await workbook.ask(learner.userId, reset)).toEqual({ status: 200, body: { moved: 0 } });
  await learner.heal();
  await expectD1ToBeTheLog(learner);
  const rows = await rowsIn("user_sealed", learner.userId);
  expect(rows).toHaveLength(3);
  for (const table of [
    "user_responses",
    "user_revisions",
    "user_values",
    "user_list_items",
    "user_practice_log",
  ]) {
    expect(JSON.stringify(await rowsIn(table, learner.userId)), table).not.toContain("ciphertext");
  }
  expect(await learner.fromLog(({ state }) => state.frontier)).toBe(frontier);
  expect(await learner.journal((journal) => journal.drafts.all())).toEqual([]);
  await learner.forget();
  const anew = await learner.device();
  expect(JSON.stringify(anew.all("snapshot"))).not.toContain("ciphertext");
  expect(await learner.fromLog(({ state }) => state.answers.get("1.1.2.secrets"))).toMatchObject({
    erased: true,
    value: { rows: [{ text: "" }] },
  });

  const items = rows.map((row) => ({
    key: String(row["key"]),
    at: JSON.parse(String(row["at"])) as [string, string, string],
    env: { ...(JSON.parse(String(row["env"])) as { v: 1; iv: string }), ciphertext: `${"Z".repeat(40)}==` },
  }));
  await anew.edit("1.1.2.diary", 3, envelope("N"));
  const back = { ask: "reopen", opId: crypto.randomUUID(), generation: 1, items } as const;
  expect(await workbook.ask(learner.userId, back)).toEqual({ status: 200, body: { reopened: 2, left: 1 } });
  await learner.heal();
  await expectD1ToBeTheLog(learner);
  expect(await rowsIn("user_sealed", learner.userId)).toMatchObject([{ key: "1.1.2.diary" }]);
  expect(await learner.fromLog(({ state }) => state.answers.get("1.1.2.diary")?.value)).toEqual(
    envelope("N"),
  );
  // What is erased for good is not put by either.
  await workbook.ask(learner.userId, {
    ask: "erase_answer",
    opId: crypto.randomUUID(),
    blockId: "1.1.2.diary",
  });
  await learner.heal();
  expect(await rowsIn("user_sealed", learner.userId)).toEqual([]);
});
