import fc from "fast-check";
import { expect, test } from "vitest";
import { accept } from "./accept.ts";
import { progress } from "./completion.ts";
import { layered, withEntry } from "./layered.ts";
import { newLearner, type Answer, type LearnerState } from "./state.ts";
import { indexRelease } from "./stem.ts";
import { arbitraryMoves, play, userId } from "./testing/history.ts";
import { arbitraryRelease } from "./testing/releases.ts";
import { block, releaseOf } from "./testing/small.ts";
import { runs } from "./testing/seed.ts";

test("it is a map: the same entries in the same order, whatever is put in it, and every earlier one stays", () => {
  const entries = fc.array(
    fc.tuple(
      fc.nat(120),
      fc.nat().map((n) => ({ n })),
    ),
    { maxLength: 300, size: "max" },
  );
  fc.assert(
    fc.property(entries, entries, (first, then) => {
      const steps: { map: ReadonlyMap<number, { n: number }>; as: Map<number, { n: number }> }[] = [];
      let map = layered(new Map(first));
      const as = new Map(first);
      for (const [key, value] of then) {
        map = withEntry(map, key, value);
        as.set(key, value);
        steps.push({ map, as: new Map(as) });
      }
      for (const step of steps) {
        expect([...step.map]).toEqual([...step.as]);
        expect(step.map.size).toBe(step.as.size);
      }
      expect([...map.keys()]).toEqual([...as.keys()]);
      expect([...map.values()]).toEqual([...as.values()]);
      for (let key = 0; key <= 121; key += 1) {
        expect(map.get(key)).toBe(as.get(key));
        expect(map.has(key)).toBe(as.has(key));
      }
      const told: [number, { n: number }][] = [];
      map.forEach((value, key) => told.push([key, value]));
      expect(told).toEqual([...as]);
    }),
    runs(30),
  );
});

test("the engine decides over it as over a Map", () => {
  fc.assert(
    fc.property(arbitraryRelease, arbitraryMoves(), (release, moves) => {
      for (const { stem, before, op, context, decision } of play(release, moves).steps) {
        const again = accept(stem, { ...before, answers: layered(before.answers) }, op, context);
        if (!again.ok || !decision.ok) expect(again).toEqual(decision);
        else {
          expect(again.events).toEqual(decision.events);
          expect([...again.state.answers]).toEqual([...decision.state.answers]);
        }
      }
    }),
    runs(40),
  );
});

test("what is counted in it is what is counted in a Map, from one answer to the next", () => {
  const keys = Array.from({ length: 90 }, (_, i) => `1.${(i % 3) + 1}.1.q${i}`);
  const stem = indexRelease(releaseOf(keys.map((id) => block("checkbox", id))));
  const skips = fc.array(fc.tuple(fc.constantFrom(...keys, "1.1.1.retired"), fc.boolean()), {
    maxLength: 200,
    size: "max",
  });
  fc.assert(
    fc.property(skips, (answered) => {
      let state: LearnerState = { ...newLearner(userId, stem), answers: layered(new Map()) };
      for (const [key, skipped] of answered) {
        state = { ...state, answers: withEntry(state.answers, key, { skipped } as Answer) };
        expect(progress(stem, state)).toEqual(progress(stem, { ...state, answers: new Map(state.answers) }));
      }
    }),
  );
});
