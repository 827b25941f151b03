import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { activate, seedTestWorkbook } from "../testing/content.ts";
import type { Client } from "../testing/raw-client.ts";
import { answerUpTo, newTestLearner, type TestLearner } from "../testing/learner.ts";
import { expectD1ToBeTheLog, loggedBy } from "../testing/rows.ts";
import { release2 } from "../testing/workbook-release.ts";
import { releasesOf } from "./releases.ts";

beforeAll(seedTestWorkbook);

/** A release goes out while nothing is on its way to D1. */
async function release(learner: TestLearner, client: Client, version: number): Promise<void> {
  await client.saved(await learner.fromLog(({ headSeq }) => headSeq));
  await activate(version);
}
afterEach(() => activate(1));

describe("a new release (decisions 21, 28)", () => {
  test("is followed between two operations, by an operation of its own; nobody is reset", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.1.2.diary");
    const before = await learner.fromLog(({ state }) =>
      [...state.answers].map(([key, a]) => [key, a.rev, JSON.stringify(a.value)]),
    );
    await release(learner, client, 2);
    // The flush of this reply is told of the new release.
    await client.reply("1.1.2.diary", { v: 1, iv: "A".repeat(16), ciphertext: "A".repeat(40) });
    const frame = await client.next("events", ({ items }) => items.some((item) => item.kind === "content"));
    expect(frame.items[0]).toMatchObject({
      kind: "content",
      from: 1,
      to: 2,
      added: ["1.1.2.fresh", "1.2.2.bonus"],
      retired: ["1.1.2.choose", "1.2.1.extra"],
    });
    expect(frame.items.some((item) => item.kind === "block")).toBe(false);
    const after = await learner.fromLog(({ state, stem }) => ({
      frontier: state.frontier,
      version: stem.version,
      answers: [...state.answers].map(([key, a]) => [key, a.rev, JSON.stringify(a.value)]),
    }));
    expect(after).toMatchObject({ frontier: "1.1.2.secrets", version: 2 });
    expect(after.answers.filter(([key]) => key !== "1.1.2.diary")).toEqual(before);
    await client.saved(frame.to);
    await expectD1ToBeTheLog(learner);
  });

  test("a new required placement is asked before the module is left; its answer does not move the frontier", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.1.2.secrets");
    await release(learner, client, 2);
    await client.edit("1.0.0.mood", 1, 6);
    await client.next("events", (frame) => frame.items.some((item) => item.kind === "content"));
    await client.skip("1.1.2.secrets");
    const { items } = await client.next("events", (frame) =>
      frame.items.some((item) => item.kind === "block"),
    );
    expect(items.at(-1)).toMatchObject({ kind: "block", block: { id: "1.1.2.fresh" } });
    const { position, frontier } = await (await learner.open()).hello();
    expect([position?.blockId, frontier]).toEqual(["1.1.2.fresh", "1.2.1.plan"]);
    expect(await client.reply("1.2.1.plan", "too early")).toMatchObject({ code: "locked" });
    expect(await client.reply("1.1.2.fresh", "asked late")).toMatchObject({ t: "ack" });
    const next = await client.next("events", (frame) =>
      frame.items.some((item) => item.kind === "module_completed"),
    );
    expect(next.items.at(-1)).toMatchObject({ kind: "block", block: { id: "1.2.1.plan" } });
    await client.saved(next.to);
    await expectD1ToBeTheLog(learner);
  });

  test("what was made under the older version is accepted under it: past the new one, and to a retired one (rule 13)", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.1.2.choose");
    await release(learner, client, 2);
    await client.edit("1.0.0.mood", 1, 6);
    await client.next("events", (frame) => frame.items.some((item) => item.kind === "content"));
    expect(await client.reply("1.1.2.choose", "a")).toMatchObject({ code: "unknown_block" });
    const ack = await client.reply("1.1.2.choose", "a", { version: 1 });
    expect(ack).toMatchObject({ t: "ack", rev: 1 });
    expect(await client.edit("1.1.2.choose", 1, "b")).toMatchObject({ code: "locked" });
    await client.saved(ack.t === "ack" ? ack.seq : 0);
    await expectD1ToBeTheLog(learner);
  });

  test("retired answers keep their rows and can be hidden", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.2.2.more");
    await release(learner, client, 2);
    await client.edit("1.0.0.mood", 1, 6);
    await client.next("events", (frame) => frame.items.some((item) => item.kind === "content"));
    expect(await client.operate({ t: "visibility", blockId: "1.2.1.extra", onlyMe: true })).toMatchObject({
      t: "ack",
    });
    await client.saved(await learner.fromLog(({ headSeq }) => headSeq));
    await expectD1ToBeTheLog(learner);
    const other = await learner.device();
    expect(other.all("snapshot").flatMap((frame) => frame.items)).toContainEqual(
      expect.objectContaining({ blockId: "1.2.1.extra", onlyMe: true }),
    );
  });

  test("a rollback is followed too; a version that this worker does not carry is not", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.1.2.word");
    await release(learner, client, 2);
    await client.edit("1.0.0.mood", 1, 6);
    await client.next("events", (frame) =>
      frame.items.some((item) => item.kind === "content" && item.to === 2),
    );
    await release(learner, client, 1);
    await client.edit("1.0.0.mood", 2, 5);
    await client.next("events", (frame) =>
      frame.items.some((item) => item.kind === "content" && item.to === 1),
    );
    learner.seams.releases = releasesOf([learner.seams.releases.at(1)?.release ?? release2]);
    await release(learner, client, 2);
    const ack = await client.edit("1.0.0.mood", 3, 4);
    await client.saved(ack.t === "ack" ? ack.seq : 0);
    const ops = await loggedBy(learner);
    await client.edit("1.0.0.mood", 4, 3);
    expect(await loggedBy(learner)).toHaveLength(ops.length + 1);
    await learner.heal();
  });

  test("is followed at the next hello too, also by an object that has slept and has nothing to save", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    await answerUpTo(learner, client, "1.1.2.word");
    await client.saved(await learner.fromLog(({ headSeq }) => headSeq));
    await client.close();
    await learner.evict();
    await activate(2);
    const back = await learner.open();
    await back.hello();
    const { items } = await back.next("events", (frame) =>
      frame.items.some((item) => item.kind === "content"),
    );
    expect(items[0]).toMatchObject({ from: 1, to: 2 });
    await learner.heal();
    await expectD1ToBeTheLog(learner);
  });

  test("a learner who comes back after their release has gone from the worker goes on in the newest", async () => {
    const learner = await newTestLearner();
    const client = await learner.device();
    // Waits on a placement that the newest release does not have.
    await answerUpTo(learner, client, "1.1.2.choose");
    await client.saved(await learner.fromLog(({ headSeq }) => headSeq));
    await client.close();
    await learner.crash();
    learner.seams.releases = releasesOf([release2]);
    await activate(2);
    const back = await learner.open();
    const welcome = await back.hello();
    expect(welcome).toMatchObject({ contentVersion: 2, position: { blockId: "1.1.2.diary" } });
    await back.next("snapshot");
    expect(await back.skip("1.1.2.diary")).toMatchObject({ t: "ack" });
    await back.saved(await learner.fromLog(({ headSeq }) => headSeq));
    await expectD1ToBeTheLog(learner);
  });
});
