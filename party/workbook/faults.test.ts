import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { Dice } from "../../shared/engine/testing/dice.ts";
import { seedTestWorkbook } from "../testing/content.ts";
import { d1Faults } from "../testing/faulty-d1.ts";
import { newTestLearner, placements, valueFor } from "../testing/learner.ts";
import { expectD1ToBeTheLog, expectInvariants } from "../testing/rows.ts";

/* Rules 1, 2, 3 and 11: D1 fails in every way it can, each as often as it is well, within one conversation. */

beforeAll(seedTestWorkbook);

const pinned = 20261122;
const isLarge = env.FC_RUNS !== "";
const seeds =
  env.FC_SEED !== ""
    ? [Number(env.FC_SEED)]
    : isLarge
      ? Array.from({ length: 12 }, () => Math.floor(Math.random() * 2 ** 31))
      : [pinned];

test.for(seeds)(
  "throws before and after the commit, hangs, is slow, is gone: the invariants hold at every step (seed %i)",
  { timeout: 120_000 },
  async (seed, { task }) => {
    const dice = new Dice(seed);
    const learner = await newTestLearner();
    const client = await learner.device();
    const acked = new Set<string>();
    // Every fault at least once, in a deck that is shuffled again when it is through.
    let deck: ((typeof d1Faults)[number] | "ok")[] = [];
    const well = Array.from({ length: 3 }, () => "ok" as const);
    for (const key of placements) {
      if (deck.length === 0) deck = dice.some([...d1Faults, ...well], 8, 8);
      learner.seams.d1.now = deck.pop() ?? "ok";
      const ack = await client.reply(key, valueFor(learner.userId, key));
      expect(ack).toMatchObject({ t: "ack" });
      if (ack.t === "ack") acked.add(ack.opId);
      // One that repeats the value is acked and leaves no entry.
      if (dice.chance(4)) {
        const edited = await client.edit(key, 1, valueFor(learner.userId, key, `${dice.nat(99)}`));
        expect(edited).toMatchObject({ t: "ack" });
      }
      // Whatever the fault before has put off is tried again, and meets this one.
      learner.seams.advance(120_000);
      await learner.alarm();
      await expectInvariants(learner, acked);
    }
    await learner.heal();
    await expectInvariants(learner, acked);
    await expectD1ToBeTheLog(learner);
    const met = learner.seams.d1.calls.map((call) => call.fault);
    expect(new Set(met)).toEqual(new Set([...d1Faults, "ok"]));
    const faults = Object.fromEntries(d1Faults.map((one) => [one, met.filter((is) => is === one).length]));
    task.meta.proof = { subject: "faults", seed, answers: placements.length, acked: acked.size, faults };
  },
);
