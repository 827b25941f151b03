import fc from "fast-check";
import { expect, test } from "vitest";
import { accept, type Operation } from "../engine/accept.ts";
import { projectAll } from "../engine/project/project.ts";
import { newLearner, type LearnerState } from "../engine/state.ts";
import type { Stem } from "../engine/stem.ts";
import { indexRelease } from "../engine/stem.ts";
import { arbitraryMoves, World } from "../engine/testing/history.ts";
import { arbitraryRelease } from "../engine/testing/releases.ts";
import { runs } from "../engine/testing/seed.ts";
import { canonicalJson } from "../ids/uuid5.ts";
import { defaultSettings as settings } from "../protocol/defaults.ts";
import { planMerge } from "./merge.ts";
import { lostSide } from "./lost.ts";
import type { ExportFile } from "./schema.ts";
import { finishMerge, type MergeSteps } from "./steps.ts";
import { exportOf } from "./write.ts";

const opId = "00000000-0000-4000-9000-00000000aaaa";
const mine = { settings, settingsUpdatedAt: null };
const now = "2026-02-01T00:00:00.000Z";
const exported = (stem: Stem, state: LearnerState): ExportFile =>
  JSON.parse(
    JSON.stringify(
      exportOf(stem, state, {
        exportedAt: now,
        settings,
        settingsUpdatedAt: null,
        revisions: [],
        tables: projectAll(stem, state).rows(),
      }),
    ),
  ) as ExportFile;

/** An account and another thread, as durable as D1 and the objects are: a step takes effect whole or not at all. */
class Durable {
  account: LearnerState;
  thread: LearnerState | null;
  closed = false;
  readonly stem: Stem;
  readonly #done = new Set<string>();
  commits = 0;

  constructor(stem: Stem, account: LearnerState, thread: LearnerState) {
    this.stem = stem;
    this.account = account;
    this.thread = thread;
  }

  /** @param dies the step that dies, before or after it took effect; further steps do not come */
  steps(dies: number, after: boolean): MergeSteps {
    let n = 0;
    const step = async <T>(work: () => T): Promise<T> => {
      const crash = n === dies;
      n += 1;
      if (crash && !after) throw new Error("crash");
      const result = work();
      if (crash) throw new Error("crash");
      return result;
    };
    return {
      exists: () => step(() => this.thread !== null),
      commit: () =>
        step(() => {
          if (this.thread === null) throw new Error("the thread is gone");
          if (this.#done.has(opId)) return true;
          const file = exported(this.stem, this.thread);
          const op: Operation = { t: "import", opId, file, mine, as: "merged" };
          const context = { at: now, n: 1_000, device: null, contentVersion: this.stem.version };
          const decision = accept(this.stem, this.account, op, context);
          if (!decision.ok) throw new Error(decision.nack.message);
          this.account = decision.state;
          this.#done.add(opId);
          this.commits += 1;
          return true;
        }),
      remove: () => step(() => void (this.thread = null)),
      close: () => step(() => void (this.closed = true)),
    };
  }
}

test("MG2: whichever step dies, before or after it took effect, going on ends in the same: nothing twice, nothing lost", async ({
  task,
}) => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryRelease,
      arbitraryMoves([], 25),
      arbitraryMoves([], 25),
      fc.array(fc.tuple(fc.nat({ max: 4 }), fc.boolean()), { maxLength: 4 }),
      async (release, a, b, crashes) => {
        const stem = indexRelease(release);
        const play = (moves: typeof a) => {
          const on = new World(release);
          for (const move of moves) on.play(move);
          return on.state;
        };
        const [account, thread] = [play(a), play(b)];
        const whole = new Durable(stem, account, thread);
        expect(await finishMerge(whole.steps(-1, false))).toBe(true);
        const broken = new Durable(stem, account, thread);
        for (const [dies, after] of crashes) {
          await finishMerge(broken.steps(dies, after)).catch(() => undefined);
          // The thread goes only when the account has it.
          if (broken.thread === null) expect(broken.commits).toBe(1);
        }
        expect(await finishMerge(broken.steps(-1, false))).toBe(true);
        expect([broken.thread, broken.closed, broken.commits]).toEqual([null, true, 1]);
        expect([...broken.account.answers]).toEqual([...whole.account.answers]);
        expect([...broken.account.instances]).toEqual([...whole.account.instances]);
        const tables = (state: LearnerState) => canonicalJson([...projectAll(stem, state).rows()]);
        expect(tables(broken.account)).toBe(tables(whole.account));
      },
    ),
    runs(150),
  );
  task.meta.proof = { subject: "files", seed: fc.readConfigureGlobal().seed, merges: runs(150).numRuns };
});

test("MG3: every answer of either side is in the account or in what was left behind", () => {
  fc.assert(
    fc.property(arbitraryRelease, arbitraryMoves([], 25), arbitraryMoves([], 25), (release, a, b) => {
      const [one, other] = [new World(release), new World(release)];
      for (const move of a) one.play(move);
      for (const move of b) other.play(move);
      const { stem } = one;
      const [account, thread] = [exported(stem, one.state), exported(stem, other.state)];
      const plan = planMerge(stem, one.state, mine, thread, now);
      const lost = JSON.stringify(lostSide(stem, plan, account, thread));
      one.run({ t: "import", opId, file: thread, mine, as: "merged" }, null, 50_000);
      const has = (value: unknown) =>
        [...one.state.answers.values()].some(
          (answer) => canonicalJson(answer.value) === canonicalJson(value),
        ) || lost.includes(JSON.stringify(value));
      for (const state of [one.state, other.state]) {
        for (const answer of state.answers.values()) {
          if (answer.value !== null) expect(has(JSON.parse(JSON.stringify(answer.value)))).toBe(true);
        }
      }
      expect(newLearner("x", stem).answers.size).toBe(0);
    }),
    runs(80),
  );
});
