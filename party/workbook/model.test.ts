import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { uuid5 } from "../../shared/ids/uuid5.ts";
import { servicesOf } from "../hosts/durable-object/services.ts";
import { unlocks } from "../../shared/engine/completion.ts";
import { activate, seedTestWorkbook } from "../testing/content.ts";
import { begin } from "../testing/client.ts";
import type { Client } from "../testing/raw-client.ts";
import { Device } from "../testing/device.ts";
import type { D1Fault } from "../testing/faulty-d1.ts";
import { answerUpTo, envelope, TestLearner, valueFor } from "../testing/learner.ts";
import { expectD1ToBeTheLog, expectInvariants, opsIn, opsOf } from "../testing/rows.ts";
import { allBlocks } from "../testing/workbook-release.ts";

/*
 * One learner, three devices and an observer, under anything that may happen. `FC_RUNS=500 FC_SEED=7` for a
 * long run; a failure prints its seed and path.
 */

beforeAll(seedTestWorkbook);

const { workbook } = servicesOf(env);

const watched = ["1.1"];

/** Every run's learner makes rows and instances under the same ids: each but the first meets those of others in D1. */
const anybody = "anybody";

/** The world that the commands act on; what must hold of it is asked of the log and of D1, not kept twice. */
class World {
  readonly learner: TestLearner;
  readonly devices: Device[];
  observer: Client | null = null;
  #n = 0;

  constructor(learner: TestLearner) {
    this.learner = learner;
    this.devices = ["a", "b", "c"].map((name) => new Device(learner, name));
  }

  device(i: number): Device {
    const device = this.devices[i % this.devices.length];
    if (device === undefined) throw new Error("no device");
    device.read();
    return device;
  }

  /** No two values of a run are the same. */
  value(key: string, hidden: boolean): unknown {
    this.#n += 1;
    return valueFor(anybody, key, `${hidden ? "only-me" : "plain"}-${this.#n}`);
  }

  /** A list outside the thread; no two are the same. */
  list(pick: number): unknown {
    this.#n += 1;
    const id = uuid5("row of a list of a test", anybody, String(pick));
    return { rows: [{ id, text: `outside-${this.#n}` }] };
  }

  /** Refused means: no trace of it; the same operation again is no conflict but a `dup` (rule 3). */
  get refused(): Set<string> {
    return new Set(this.devices.flatMap((device) => [...device.refused]));
  }

  get acked(): Set<string> {
    const effective = this.devices.flatMap((device) =>
      [...device.acked].filter(
        ([, { frame }]) => !["visibility", "edit", "tool", "practice"].includes(String(frame["t"])),
      ),
    );
    return new Set(effective.map(([opId]) => opId));
  }

  async watch(): Promise<void> {
    if (this.observer !== null && !this.observer.isClosed) return;
    this.observer = await this.learner.observer(watched);
    await this.observer.hello();
  }
}

class Step implements fc.AsyncCommand<object, World> {
  readonly #name: string;
  readonly #work: (world: World) => void | Promise<void>;

  constructor(name: string, work: (world: World) => void | Promise<void>) {
    this.#name = name;
    this.#work = work;
  }

  check(): boolean {
    return true;
  }

  async run(_model: object, world: World): Promise<void> {
    world.learner.seams.advance(2_000);
    await this.#work(world);
    for (const device of world.devices) device.read();
    await expectInvariants(world.learner, world.acked);
  }

  toString(): string {
    return this.#name;
  }
}

const textOf = (key: string) => allBlocks.find((block) => block.id === key);

/** The device answers what it believes is asked. */
function reply(world: World, i: number, hidden: boolean, skip: boolean, lost: boolean): Device {
  const device = world.device(i);
  const key = device.asked;
  if (key === null || device.answers.has(key)) return device;
  const { version } = device;
  if (skip && textOf(key)?.required === false)
    device.send({ t: "skip", blockId: key, scope: "exercise", version }, lost);
  else
    device.send(
      {
        t: "reply",
        blockId: key,
        value: world.value(key, hidden),
        version,
        ...(hidden ? { onlyMe: true } : {}),
      },
      lost,
    );
  return device;
}

const device = fc.nat({ max: 2 });
const flags = fc.tuple(
  fc.boolean(),
  fc.nat({ max: 4 }).map((n) => n === 0),
  fc.nat({ max: 5 }).map((n) => n === 0),
);
const commands: fc.Arbitrary<Step>[] = [
  ...Array.from({ length: 4 }, () =>
    fc.tuple(device, flags, fc.boolean()).map(
      ([i, [hidden, skip, lost], wait]) =>
        new Step(
          `reply(${i}${hidden ? " only me" : ""}${skip ? " skip" : ""}${lost ? " lost" : ""}${wait ? "" : " no wait"})`,
          async (world) => {
            const one = reply(world, i, hidden, skip, lost);
            if (wait && !lost) await one.settle();
          },
        ),
    ),
  ),
  fc.tuple(device, fc.nat(), fc.boolean(), fc.boolean()).map(
    ([i, pick, hidden, wait]) =>
      new Step(`edit(${i} ${pick}${hidden ? " only me" : ""})`, async (world) => {
        const one = world.device(i);
        const keys = [...one.answers.keys()].toSorted();
        const key = keys[pick % Math.max(1, keys.length)];
        const answer = key === undefined ? undefined : one.answers.get(key);
        if (key === undefined || answer === undefined) return;
        one.send({
          t: "edit",
          blockId: key,
          baseRev: answer.rev,
          value: world.value(key, hidden),
          version: one.version,
          ...(hidden ? { onlyMe: true } : {}),
        });
        if (wait) await one.settle();
      }),
  ),
  fc.tuple(device, fc.nat()).map(
    ([i, pick]) =>
      new Step(`hide(${i} ${pick})`, async (world) => {
        const one = world.device(i);
        const keys = [...one.answers.keys()].toSorted();
        const key = keys[pick % Math.max(1, keys.length)];
        if (key !== undefined) one.send({ t: "visibility", blockId: key, onlyMe: true });
        await one.settle();
      }),
  ),
  fc.tuple(device, fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.boolean()).map(
    ([i, pick, what, wait]) =>
      new Step(`instance(${i} ${pick} ${what === 0 ? "delete" : "save"})`, async (world) => {
        const one = world.device(i);
        const instanceId = uuid5("instance of a test", anybody, String(pick));
        one.send({
          t: "tool",
          tool: "list_builder",
          instanceId,
          baseRev: one.instances.get(instanceId)?.rev ?? 0,
          value: what === 0 ? null : world.list(pick),
        });
        if (wait) await one.settle();
      }),
  ),
  fc.nat().map(
    (pick) =>
      new Step(`erase(${pick})`, async (world) => {
        const [one] = world.devices;
        const keys = [...(one?.answers.keys() ?? [])].toSorted();
        const blockId = keys[pick % Math.max(1, keys.length)];
        if (blockId === undefined) return;
        const ask = { ask: "erase_answer", opId: crypto.randomUUID(), blockId } as const;
        // A crash may come in between: then it is as if it had not been asked.
        await workbook.ask(world.learner.userId, ask).catch(() => undefined);
      }),
  ),
  fc.tuple(device, fc.boolean()).map(
    ([i, done]) =>
      new Step(`practice(${i} ${done})`, async (world) => {
        const one = world.device(i);
        const day = new Date(world.learner.seams.now()).toISOString().slice(0, 10);
        one.send({ t: "practice", practice: "weekly-review", day, done, note: envelope("N") });
        await one.settle();
      }),
  ),
  fc.tuple(device, device, flags).map(
    ([i, j, [hidden]]) =>
      new Step(`race(${i} ${j})`, async (world) => {
        const both = [reply(world, i, hidden, false, false), reply(world, j, !hidden, false, false)];
        await Promise.all(both.map((one) => one.settle()));
      }),
  ),
  device.map(
    (i) =>
      new Step(`duplicate(${i})`, (world) => {
        const one = world.device(i);
        const last = [...one.acked.values()].at(-1);
        if (last !== undefined && one.online) one.client?.send(last.frame);
        for (const waiting of one.outbox) if (one.online) one.client?.send(waiting.frame);
      }),
  ),
  device.map((i) => new Step(`drop(${i})`, (world) => world.device(i).drop())),
  ...Array.from({ length: 2 }, () =>
    device.map((i) => new Step(`reconnect(${i})`, (world) => world.device(i).connect())),
  ),
  fc.constant(new Step("evict", (world) => world.learner.evict().catch(() => undefined))),
  fc.constant(new Step("crash", (world) => world.learner.crash())),
  fc.constant(new Step("watch", (world) => world.watch())),
  fc
    .constantFrom<D1Fault | "ok">("before", "lost", "gone", "slow", "ok", "ok")
    .map((fault) => new Step(`D1 ${fault}`, (world) => void (world.learner.seams.d1.now = fault))),
  fc.constant(
    new Step("alarm", async (world) => {
      world.learner.seams.advance(120_000);
      await world.learner.alarm();
    }),
  ),
  fc.constantFrom(1, 2).map((version) => new Step(`release ${version}`, () => activate(version))),
];

/** Everything is well again: every device comes back, and every outbox empties. */
async function heal(world: World): Promise<void> {
  const { learner, devices } = world;
  await activate(2);
  learner.seams.heal();
  for (let i = 0; i < 3; i += 1) {
    learner.seams.advance(120_000);
    for (const one of devices) {
      await one.connect();
      await one.settle();
    }
    await learner.heal();
  }
  const head = () => learner.fromLog(({ headSeq, stem }) => ({ headSeq, version: stem.version }));
  // The release that is active is followed at the next flush.
  const [first] = devices;
  first?.send({ t: "visibility", blockId: "1.0.0.mood", onlyMe: true });
  await first?.settle();
  await learner.heal();
  const { headSeq } = await head();
  for (const one of devices) {
    await one.client?.until(`${one.name} at ${headSeq}`, () => {
      one.read();
      return one.lastSeq >= headSeq ? true : undefined;
    });
  }
}

async function check(world: World): Promise<void> {
  const { learner, devices } = world;
  await expectD1ToBeTheLog(learner);
  const truth = await learner.fromLog(({ state, stem }) => ({
    answers: [...state.answers]
      .map(([key, { rev, value, skipped, onlyMe }]) => [key, { rev, value, skipped, onlyMe }] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    instances: [...state.instances]
      .flatMap(([id, { rev, value }]) => (value === null ? [] : [[id, { rev, value }] as const]))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    unlocked: [...state.unlocked].toSorted(),
    fromAnswers: unlocks(stem, state).toSorted(),
    frontier: state.frontier,
  }));
  const places = new Set<string>();
  for (const one of devices) {
    expect(
      [...one.answers].toSorted(([a], [b]) => (a < b ? -1 : 1)),
      one.name,
    ).toEqual(truth.answers);
    expect(
      [...one.instances].toSorted(([a], [b]) => (a < b ? -1 : 1)),
      one.name,
    ).toEqual(truth.instances);
    const fresh = await learner.open();
    const welcome = await fresh.hello({ epoch: one.epoch, lastSeq: one.lastSeq });
    expect(welcome.mode).toBe("delta");
    places.add(JSON.stringify([welcome.position?.blockId ?? null, welcome.frontier]));
  }
  expect(places.size).toBe(1);
  expect(truth.unlocked).toEqual(truth.fromAnswers);
  const [log, inD1] = [await opsOf(learner), await opsIn(learner.userId)];
  expect(log.filter((op) => world.refused.has(String(op["op_id"])))).toEqual([]);
  for (const opId of world.acked) {
    expect(log.filter((op) => op["op_id"] === opId)).toHaveLength(1);
    expect(inD1.filter((op) => op["op_id"] === opId)).toHaveLength(1);
  }
  // No edit of this run repeats a value: each that was acked is there too, unless the answer was as it is.
  await watchedNothingPrivate(world);
}

async function watchedNothingPrivate({ learner, observer }: World): Promise<void> {
  const late = await learner.observer(watched);
  const { headSeq, epoch } = await late.hello();
  late.send({ t: "history", before: headSeq + 1, limit: 100 });
  await late.next("page");
  const third = await learner.observer(watched);
  await third.hello({ epoch, lastSeq: Math.max(0, headSeq - 400) });
  await third.ping();
  for (const client of [observer, late, third]) {
    if (client === null) continue;
    const told = client.texts.join("\n");
    expect(told).not.toContain("only-me-");
    expect(told).not.toContain("ciphertext");
    expect(told).not.toContain("outside-");
    expect(told).not.toContain("weekly-review");
    expect(told).not.toContain('"kind":"visibility"');
    const items = [
      ...client.events,
      ...client.all("snapshot").flatMap((frame) => frame.items),
      ...client.all("page").flatMap((frame) => frame.items),
    ];
    for (const item of items)
      if ("blockId" in item && item.blockId !== undefined) expect(item.blockId.slice(0, 3)).toBe("1.1");
    expect(
      client.frames.some((frame) => ["draft", "recall", "presence", "saved", "ack"].includes(frame.t)),
    ).toBe(false);
  }
  const hidden = await learner.fromLog(({ state }) =>
    [...state.answers].filter(([, answer]) => answer.onlyMe).map(([key]) => key),
  );
  for (const client of [late, third]) {
    const items = [
      ...client.events,
      ...client.all("snapshot").flatMap((frame) => frame.items),
      ...client.all("page").flatMap((frame) => frame.items),
    ];
    const answers = items.filter((item) => item.kind === "answer" || item.kind === "answer_edited");
    expect(answers.filter((item) => hidden.includes(item.blockId))).toEqual([]);
  }
}

/** Where the conversation stands when the trouble begins. */
const starts = fc.constantFrom("1.0.0.mood", "1.1.1.tag", "1.1.2.headline", "1.1.2.secrets", "1.2.1.other");

test("three devices, an observer, and anything that may happen", { timeout: 3_600_000 }, async ({ task }) => {
  const numRuns = Number(env.FC_RUNS || 12);
  const seed = Number(env.FC_SEED || 20261122);
  task.meta.proof = { subject: "model", seed, runs: numRuns, stepsAtMost: 45, devices: 3, observers: 1 };
  await fc.assert(
    fc.asyncProperty(
      starts,
      fc.commands(commands, { maxCommands: 45, size: "max" }),
      async (start, steps) => {
        await activate(1);
        const { userId, cookie } = await begin();
        const learner = new TestLearner(userId, cookie);
        const world = new World(learner);
        try {
          await world.watch();
          await answerUpTo(learner, await learner.device(), start);
          await world.devices[0]?.connect();
          await fc.asyncModelRun(() => ({ model: {}, real: world }), steps);
          await heal(world);
          await check(world);
        } finally {
          await learner.leave();
          await activate(1);
        }
      },
    ),
    { numRuns, seed, interruptAfterTimeLimit: 3_000_000, markInterruptAsFailure: false },
  );
});
