import { beforeAll, expect, test } from "vitest";
import { seedTestWorkbook } from "../testing/content.ts";
import { answerUpTo, envelope, newTestLearner } from "../testing/learner.ts";
import { rowsIn } from "../testing/rows.ts";

beforeAll(seedTestWorkbook);

test("SE8: an answer goes to its owner with its place, live, after a conflict, in a snapshot and in history", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  await answerUpTo(learner, client, "1.1.2.diary");
  client.skipAll();
  const placed = { at: ["user_values", "life_values", learner.userId], env: envelope("D") };
  await client.reply("1.1.2.diary", envelope("D"));
  expect((await client.next("events")).items[0]).toMatchObject({ kind: "answer", value: placed });
  expect(await client.edit("1.1.2.diary", 7, envelope("E"))).toMatchObject({
    code: "conflict",
    current: { rev: 1, value: placed },
  });
  const other = await learner.device();
  const snapshot = other.all("snapshot").flatMap((frame) => frame.items);
  expect(snapshot.find((item) => item.kind === "answer" && item.blockId === "1.1.2.diary")).toMatchObject({
    value: placed,
  });
  other.send({ t: "history", before: 10_000, limit: 100 });
  const { items } = await other.next("page");
  expect(items.find((item) => item.kind === "answer" && item.blockId === "1.1.2.diary")).toMatchObject({
    value: placed,
  });
  await learner.heal();
  const rows = await rowsIn("user_values", learner.userId);
  expect(rows).toMatchObject([{ life_values: JSON.stringify(envelope("D")) }]);
});
