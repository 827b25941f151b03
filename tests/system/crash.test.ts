import { afterAll, beforeAll, expect, test } from "vitest";
import { canonicalJson } from "../../shared/ids/uuid5.ts";
import { openRows } from "../browser/database.ts";
import { Device, newLearnerAt } from "../browser/device.ts";
import { Generated } from "../browser/generated.ts";
import { gaps, projections } from "../browser/ledger.ts";
import { startServer, type Server } from "../browser/server.ts";
import { blockNamed } from "../browser/thread.ts";
import { whole } from "../browser/whole.ts";

const kills = whole ? 20 : 2;
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);

/** mulberry32: small, seeded, good enough to choose moments. */
function dice(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.remove());

/** Says the next thing: answers what waits, or corrects something that was said. */
function speak(device: Device, answers: Generated, chance: () => number): void {
  const isText = (blockId: string) => blockNamed(blockId).inputType === "textarea";
  const edit = [...device.answers].filter(([id, { value }]) => typeof value === "string" && isText(id));
  const old = edit[Math.floor(chance() * edit.length)];
  const opId = crypto.randomUUID();
  if (device.waiting !== null && (old === undefined || chance() < 0.6)) {
    device.send({ t: "reply", opId, blockId: device.waiting.id, value: answers.to(device.waiting) });
  } else if (old !== undefined) {
    const [blockId, { rev }] = old;
    device.send({ t: "edit", opId, blockId, baseRev: rev, value: `Said again, the ${chance()}th time.` });
  }
}

/** Writes until it is told to stop, one operation after the other, coming back after every loss. */
async function write(
  device: Device,
  answers: Generated,
  chance: () => number,
  stopped: () => boolean,
): Promise<void> {
  while (!stopped()) {
    if (!device.connected) await device.connect();
    await device.until(
      () =>
        !device.connected || (device.unsent === 0 && (device.waiting !== null || device.answers.size > 0)),
      2_000,
    );
    if (device.connected && device.unsent === 0) speak(device, answers, chance);
    await device.until(() => !device.connected || device.unsent === 0, 2_000);
    await new Promise((resolve) => setTimeout(resolve, chance() * 120));
  }
}

test(`${kills} SIGKILLs while three devices write: every acked answer is in D1 once (seed ${seed})`, async ({
  task,
}) => {
  const chance = dice(seed);
  const { userId, cookie } = await newLearnerAt(server.url);
  const devices = [0, 1, 2].map(() => new Device(server.url, cookie));
  const answers = new Generated(userId, seed);
  let over = false;
  const writing = devices.map((device) => write(device, answers, chance, () => over));
  for (let i = 0; i < kills; i++) {
    await new Promise((resolve) => setTimeout(resolve, 400 + chance() * 1_600));
    await server.kill();
    await server.start();
  }
  over = true;
  await Promise.all(writing);
  for (const device of devices) {
    if (!device.connected) await device.connect();
    expect(await device.until(() => device.unsent === 0)).toBe(true);
  }
  // Every device comes back once more and hears the same.
  const last = devices.map(() => new Device(server.url, cookie));
  for (const device of last) {
    await device.connect();
    const head = Math.max(...devices.flatMap((one) => [...one.acked.values()]));
    expect(await device.until(() => device.complete && device.savedSeq >= head)).toBe(true);
  }
  const told = last.map((device) => canonicalJson([...device.answers].sort(([a], [b]) => (a < b ? -1 : 1))));
  expect(new Set(told).size).toBe(1);
  const savedSeq = Math.max(...devices.map((device) => device.savedSeq));
  for (const device of [...devices, ...last]) device.close();
  await server.stop();

  const rows = await openRows(server.state);
  try {
    const acked = devices.flatMap((device) => [...device.acked.keys()]);
    expect(acked.length).toBeGreaterThan(kills);
    const stored = rows.all(
      "SELECT op_id, count(*) AS times FROM user_ops WHERE user_id = ? GROUP BY op_id",
      userId,
    );
    const times = new Map(stored.map((row) => [row["op_id"], row["times"]]));
    expect(acked.filter((opId) => times.get(opId) !== 1)).toEqual([]);
    const [stream] = rows.all("SELECT last_seq FROM user_streams WHERE user_id = ?", userId);
    expect(Number(stream?.["last_seq"])).toBeGreaterThanOrEqual(savedSeq);
    expect(gaps(rows, userId)).toEqual([]);
    const { made, stands } = projections(rows, userId);
    expect(stands).toEqual(made);
    task.meta.proof = {
      subject: "kills",
      seed,
      kills,
      devices: devices.length,
      ackedAndOnceInD1: acked.length,
    };
  } finally {
    rows.close();
  }
});
