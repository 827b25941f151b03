import fc from "fast-check";
import { expect, test } from "vitest";
import { isEnvelope } from "../crypto/envelope.ts";
import { position } from "./position.ts";
import { projectAll } from "./project/project.ts";
import type { Row } from "./project/rows.ts";
import { envelopesOf } from "./reset.ts";
import type { LearnerState } from "./state.ts";
import { arbitraryMoves, World } from "./testing/history.ts";
import { arbitraryRelease } from "./testing/releases.ts";
import { Dice, runs } from "./testing/seed.ts";
import { block, releaseOf } from "./testing/small.ts";
import { envelopeOf, rowOf } from "./testing/values.ts";

const opId = "00000000-0000-4000-9000-000000000001";
const until = "2026-02-01T00:00:00.000Z";
const seal = (on: World) => on.run({ t: "seal_away", opId, generation: 1, until });
type Item = { key: string; at: readonly [string, string, string]; env: ReturnType<typeof envelopeOf> };
const reopen = (on: World, items: readonly Item[]) => on.run({ t: "reopen", opId, generation: 1, items });
const changesOf = ({ decision }: ReturnType<World["run"]>) => (decision.ok ? (decision.rows ?? []) : []);
const rowsPutBy = (step: ReturnType<World["run"]>): Row[] =>
  changesOf(step).flatMap((change) => (change.op === "put" ? [change.row] : []));
const itemsOf = (rows: readonly Row[]): Item[] =>
  rows.map((row) => ({
    key: String(row["key"]),
    at: JSON.parse(String(row["at"])) as Item["at"],
    env: JSON.parse(String(row["env"])) as Item["env"],
  }));

/** What the learner has, without how often and when it was written. */
const saidIn = (state: LearnerState) => ({
  answers: [...state.answers].map(([key, { value, skipped, onlyMe, erased }]) => [
    key,
    { value, skipped, onlyMe, erased },
  ]),
  instances: [...state.instances].map(([id, { tool, value }]) => [id, { tool, value }]),
  practices: [...state.practices].map(([key, { done, note }]) => [key, { done, note }]),
});
const stringsIn = (value: unknown): boolean =>
  isEnvelope(value) || (value !== null && typeof value === "object" && Object.values(value).some(stringsIn));

test("RS1, RS2, RS3: everything sealed is put by, nothing else moves, and all of it comes back where it was", () => {
  fc.assert(
    fc.property(arbitraryRelease, arbitraryMoves(), (release, moves) => {
      const on = new World(release);
      for (const move of moves) on.play(move);
      const before = on.state;
      const envelopes = envelopesOf(on.stem, before);
      const step = seal(on);
      const rows = rowsPutBy(step);
      expect(rows).toHaveLength(envelopes.length);
      expect(envelopesOf(on.stem, on.state)).toEqual([]);
      expect(stringsIn(saidIn(on.state))).toBe(false);
      // Nothing moves, and a second reset finds nothing.
      expect(position(on.stem, on.state)?.id).toBe(position(on.stem, before)?.id);
      expect([on.state.frontier, on.state.completedModules, on.state.unlocked]).toEqual([
        before.frontier,
        before.completedModules,
        before.unlocked,
      ]);
      expect(rowsPutBy(seal(on))).toEqual([]);
      const gone = [...projectAll(on.stem, on.state).rows().values()].flat();
      expect(JSON.stringify(gone)).not.toContain("ciphertext");
      // And back again.
      const back = reopen(on, itemsOf(rows));
      expect(changesOf(back).map((change) => change.op)).toEqual(rows.map(() => "del"));
      expect(saidIn(on.state)).toEqual(saidIn(before));
    }),
    runs(200),
  );
});

test("RS3: what was answered since stays as it is; the rest comes back", () => {
  const dice = new Dice(5);
  const [one, two, three] = [envelopeOf(dice), envelopeOf(dice), envelopeOf(dice)];
  const on = new World(
    releaseOf([
      block("textarea", "1.1.1.a", { private: true }),
      block("textarea", "1.1.1.b", { private: true }),
    ]),
  );
  on.run({ t: "reply", opId, blockId: "1.1.1.a", value: one });
  on.run({ t: "reply", opId, blockId: "1.1.1.b", value: two });
  const rows = rowsPutBy(seal(on));
  expect(on.state.answers.get("1.1.1.a")).toMatchObject({ value: null, erased: true, rev: 2 });
  on.run({ t: "edit", opId, blockId: "1.1.1.a", baseRev: 2, value: three });
  expect(changesOf(reopen(on, itemsOf(rows)))).toHaveLength(1);
  expect(on.state.answers.get("1.1.1.a")).toMatchObject({ value: three, rev: 3 });
  expect(on.state.answers.get("1.1.1.b")).toMatchObject({ value: two, erased: false, rev: 3 });
  // Somebody else's place, and one that is closed, take nothing.
  expect(changesOf(reopen(on, itemsOf(rows)))).toEqual([]);
  expect(
    changesOf(
      reopen(on, [{ key: "1.1.1.a", at: ["user_responses", "response_text", rowOf("item", 1)], env: one }]),
    ),
  ).toEqual([]);
});
