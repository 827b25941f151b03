import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { Dice } from "../../shared/engine/testing/seed.ts";
import { linked } from "../../shared/engine/testing/linked.ts";
import { valueFor } from "../../shared/engine/testing/values.ts";
import { releases } from "../hosts/releases.ts";
import { newTestLearner } from "../testing/learner.ts";
import { expectD1ToBeTheLog, loggedBy } from "../testing/rows.ts";

/* The workbook that is shipped, with the rows that `npm run content -- sql` writes. */

beforeAll(async () => {
  expect(
    env.TEST_CONTENT.length,
    "the authored content does not compile: npm run content -- check",
  ).toBeGreaterThan(0);
  await env.DB.batch(env.TEST_CONTENT.map((sql) => env.DB.prepare(sql)));
});

/** `npm run proof` walks it three times. */
const seeds = env.FC_RUNS === "" ? [1] : [1, 2, 3];

test.each(seeds)(
  "is answered from end to end with odd texts and edits, and comes back from D1: seed %i",
  async (seed) => {
    const dice = new Dice(seed);
    const learner = await newTestLearner();
    learner.seams.releases = releases;
    const client = await learner.device();
    const stem = releases.newest();
    const value = async (block: (typeof stem.blocks)[number], rev: number) => {
      const any = valueFor(block, learner.userId, dice, "", stem.release.skills);
      if (block.type !== "tool") return any;
      const op = { opId: learner.userId, blockId: block.id, value: any } as const;
      return learner.fromLog(
        (now) =>
          linked(now.stem, now.state, rev === 0 ? { t: "reply", ...op } : { t: "edit", baseRev: rev, ...op })
            .value,
      );
    };
    for (const block of stem.placements) {
      learner.seams.advance(60_000 * dice.nat(20));
      const skips = !block.required && dice.chance(4);
      const ack = skips ? await client.skip(block.id) : await client.reply(block.id, await value(block, 0));
      expect(ack, `${block.id} ${JSON.stringify(ack)}`).toMatchObject({ t: "ack" });
    }
    for (let i = 0; i < 40; i += 1) {
      learner.seams.advance(60_000 * dice.nat(20));
      const block = dice.of(stem.placements);
      const rev = await learner.fromLog(({ state }) => state.answers.get(block.id)?.rev ?? 0);
      const cleared = !block.required && dice.chance(5);
      expect(await client.edit(block.id, rev, cleared ? null : await value(block, rev))).toMatchObject({
        t: "ack",
      });
    }
    await learner.heal();
    await expectD1ToBeTheLog(learner);
    const answers = () =>
      learner.fromLog(({ state }) =>
        JSON.stringify([
          [...state.answers].toSorted(([a], [b]) => (a < b ? -1 : 1)),
          [...state.completedModules],
          state.frontier,
          [...state.unlocked].toSorted(),
          [...state.ownSkills].toSorted(([a], [b]) => (a < b ? -1 : 1)),
        ]),
      );
    const [before, ops] = [await answers(), await loggedBy(learner)];
    await learner.forget();
    const again = await learner.device();
    expect(await answers()).toBe(before);
    expect(await loggedBy(learner)).toEqual(ops);
    expect((await again.hello()).position).toBeNull();
  },
);
