import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { servicesOf } from "../hosts/durable-object/services.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { newTestLearner } from "../testing/learner.ts";
import { expectD1ToBeTheLog, rowsIn } from "../testing/rows.ts";

beforeAll(seedTestWorkbook);

const { workbook } = servicesOf(env);

test("NO1, NO2: a note reaches every device once, is put away once, and is in a rebuilt log", async () => {
  const learner = await newTestLearner();
  const [phone, laptop] = [await learner.device(), await learner.device()];
  const watcher = await learner.observer(["1.0", "1.1"]);
  await watcher.hello();
  const noteId = crypto.randomUUID();
  const note = { ask: "note", noteId, from: "Fay", text: "Well said", blockId: "1.0.0.mood" } as const;
  for (const opId of [crypto.randomUUID(), crypto.randomUUID()]) {
    expect(await workbook.ask(learner.userId, { ...note, opId })).toMatchObject({ status: 200 });
  }
  await phone.ping();
  await laptop.ping();
  for (const device of [phone, laptop]) {
    expect(device.events.filter((event) => event.kind === "note")).toMatchObject([
      { noteId, from: "Fay", text: "Well said", blockId: "1.0.0.mood" },
    ]);
  }
  await watcher.ping();
  expect(watcher.texts.join("")).not.toContain("Well said");
  await learner.heal();
  expect(await rowsIn("user_notes", learner.userId)).toMatchObject([{ id: noteId, seen_at: null }]);
  await learner.forget();
  const anew = await learner.device();
  const told = anew.all("snapshot").flatMap((frame) => frame.items);
  expect(told.filter((event) => event.kind === "note")).toMatchObject([{ noteId, text: "Well said" }]);
  expect(await anew.operate({ t: "note_seen", noteId })).toMatchObject({ t: "ack", rev: null });
  await learner.heal();
  expect((await rowsIn("user_notes", learner.userId))[0]?.["seen_at"]).not.toBeNull();
  const later = await learner.device();
  expect(JSON.stringify(later.all("snapshot"))).not.toContain("Well said");
  await expectD1ToBeTheLog(learner);
});

test("NO3: a review of a skill reaches its maker, and a later write does not take it back", async () => {
  const learner = await newTestLearner();
  const client = await learner.device();
  const add = { ask: "add_skill", name: "Knots", category: null } as const;
  const { body } = await workbook.ask(learner.userId, { ...add, opId: crypto.randomUUID() });
  const { id } = body as { id: string };
  await learner.heal();
  await env.DB.prepare(`UPDATE "skills" SET "review_status" = 'approved' WHERE "id" = ?`).bind(id).run();
  const review = { ask: "review_skill", skillId: id, status: "approved" } as const;
  await workbook.ask(learner.userId, { ...review, opId: crypto.randomUUID() });
  await client.ping();
  expect(client.events.filter((event) => event.kind === "skill").at(-1)).toMatchObject({
    id,
    status: "approved",
  });
  await learner.heal();
  await expectD1ToBeTheLog(learner);
  const none = { ...review, skillId: "nothing", opId: crypto.randomUUID() };
  expect(await workbook.ask(learner.userId, none)).toMatchObject({ status: 404 });
});
