import { afterAll, beforeAll, expect, test } from "vitest";
import { unlocks } from "../../shared/engine/completion.ts";
import { Dice } from "../../shared/engine/testing/dice.ts";
import { indexRelease } from "../../shared/engine/stem.ts";
import type { Event } from "../../shared/protocol/server.ts";
import { openRows, type Rows } from "../browser/database.ts";
import { Device, newLearnerAt } from "../browser/device.ts";
import { Generated } from "../browser/generated.ts";
import { gaps, projections } from "../browser/ledger.ts";
import { startServer, type Server } from "../browser/server.ts";
import { blockNamed, placements, release } from "../browser/thread.ts";

/*
 * The whole workbook as it is written today, over the real socket, into a real D1. Nothing here names an exercise
 * or a tool: it grows with the release, and with the generator of values (shared/engine/testing/values.ts).
 */

const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
const stem = indexRelease(release);
const modules = stem.modules.filter((module) => module.placements.length > 0);

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.remove());

interface Walked {
  readonly userId: string;
  readonly told: readonly Event[];
}

/** @param skips whether what may be skipped is, by any scope there is */
async function walk(skips: boolean): Promise<Walked> {
  const { userId, cookie } = await newLearnerAt(server.url);
  const device = new Device(server.url, cookie);
  const answers = new Generated(userId, seed);
  const dice = new Dice(seed);
  await device.connect();
  await device.until(() => device.complete);
  for (let { waiting } = device; waiting !== null; waiting = device.waiting) {
    const { id } = waiting;
    const opId = crypto.randomUUID();
    if (skips && !blockNamed(id).required) {
      const scope = dice.of(["block", "activity", "exercise", "module"] as const);
      device.send({ t: "skip", opId, blockId: id, scope });
    } else device.send({ t: "reply", opId, blockId: id, value: answers.to(waiting) });
    await device.until(() => device.unsent === 0);
    expect(device.refused.get(opId), `${skips ? "skipping" : "answering"} ${id}`).toBeUndefined();
    await device.until(() => device.answers.has(id) && (device.waiting !== null || isThrough(device)));
  }
  const head = Math.max(...device.acked.values());
  expect(await device.until(() => device.savedSeq >= head)).toBe(true);
  const progress = await fetch(`${server.url}/api/progress`, { headers: { Cookie: cookie } });
  expect(await progress.json()).toMatchObject({
    percent: 100,
    workbookComplete: release.complete,
    modules: modules.map(({ id }) => expect.objectContaining({ id, completed: true })),
  });
  device.close();
  return { userId, told: device.told };
}

const isThrough = (device: Device): boolean => placements.every((block) => device.answers.has(block.id));

/** Each block once and in its order; each module, exercise and tool once and where it belongs. */
function expectOrder(told: readonly Event[]): void {
  const settled = new Set<string>();
  const sent: string[] = [];
  const unlocked: string[] = [];
  const completed: string[] = [];
  for (const event of told) {
    if (event.kind === "block") sent.push(event.block.id);
    if (event.kind === "answer") settled.add(event.blockId);
    if (event.kind === "unlocked") {
      unlocked.push(event.tool);
      const first = placements.find((block) => block.tool === event.tool);
      expect(settled.has(first?.id ?? ""), `${event.tool} unlocks with ${first?.id}`).toBe(true);
    }
    if (event.kind === "module_completed") {
      completed.push(event.moduleId);
      const all = modules.find((module) => module.id === event.moduleId)?.placements ?? [];
      expect(all.filter((block) => !settled.has(block.id)).map(({ id }) => id)).toEqual([]);
    }
  }
  // What a skip passes over is not sent.
  const passed = new Set(placements.map(({ id }) => id).filter((id) => !sent.includes(id)));
  expect(sent).toEqual(stem.blocks.map(({ id }) => id).filter((id) => !passed.has(id)));
  expect(completed).toEqual(modules.map(({ id }) => id));
  const answered = { answers: new Map(placements.map(({ id }) => [id, {} as never])) };
  expect(unlocked).toEqual(unlocks(stem, answered));
}

function expectStored(rows: Rows, userId: string, skips: boolean): void {
  const responses = rows.all("SELECT stem_id, skipped FROM user_responses WHERE user_id = ?", userId);
  const skipped = new Map(responses.map((row) => [row["stem_id"], row["skipped"] === 1]));
  expect(placements.map(({ id, stemId }) => [id, skipped.get(stemId)])).toEqual(
    placements.map(({ id, required }) => [id, skips && !required]),
  );
  expect(responses).toHaveLength(placements.length);
  expect(gaps(rows, userId)).toEqual([]);
  const { made, stands } = projections(rows, userId);
  expect(stands).toEqual(made);
  expect(
    rows.all(
      "SELECT module_id FROM user_modules WHERE user_id = ? AND first_completed_at IS NOT NULL ORDER BY module_id",
      userId,
    ),
  ).toEqual(modules.map(({ id }) => ({ module_id: id })));
  expect(rows.all("SELECT workbook_complete FROM users WHERE id = ?", userId)).toEqual([
    { workbook_complete: Number(release.complete) },
  ]);
}

test(`the whole workbook, everything answered and everything optional skipped: complete, unlocked, and its rows in D1 (seed ${seed})`, async ({
  task,
}) => {
  const [all, least] = await Promise.all([walk(false), walk(true)]);
  expectOrder(all.told);
  expectOrder(least.told);
  await server.stop();
  const rows = await openRows(server.state);
  try {
    expectStored(rows, all.userId, false);
    expectStored(rows, least.userId, true);
    const { version, complete } = release;
    const subject = process.env["DREAMTREE_HOST"] === "partykit" ? "walk-partykit" : "walk";
    task.meta.proof = { subject, seed, release: version, complete, placements: placements.length };
  } finally {
    rows.close();
  }
});
