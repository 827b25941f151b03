import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recallsOf } from "../../shared/engine/recall.ts";
import { arbitraryMoves, play } from "../../shared/engine/testing/history.ts";
import { arbitraryRelease } from "../../shared/engine/testing/releases.ts";
import { runs } from "../../shared/engine/testing/seed.ts";
import { createRecalls } from "./recalls.ts";

describe("recalls made once", () => {
  test("whatever happens, they are what they would be if they were made anew; what nothing touched is the same", () => {
    let kept = 0;
    const property = (...[release, moves]: [Parameters<typeof play>[0], Parameters<typeof play>[1]]) => {
      const recalls = createRecalls();
      let before = new Map<string, unknown>();
      for (const { stem, state: after } of play(release, moves).steps) {
        const now = new Map<string, unknown>();
        for (const block of stem.blocks) {
          const made = recalls(stem, after, block);
          expect(made).toEqual(recallsOf(stem, after, block, true));
          expect(recalls(stem, after, block)).toBe(made);
          if (block.connections !== undefined && before.get(block.id) === made) kept += 1;
          now.set(block.id, made);
        }
        before = now;
      }
    };
    fc.assert(fc.property(arbitraryRelease, arbitraryMoves(), property), runs(60));
    expect(kept).toBeGreaterThan(100);
  });
});
