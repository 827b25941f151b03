import fc from "fast-check";
import { test, expect } from "vitest";
import "./seed.ts";
import { arbitraryRelease } from "./releases.ts";
import { arbitraryMoves, play, World, walk } from "./history.ts";
import { Dice } from "./seed.ts";
import { release as schema } from "../../content/release.ts";

test("smoke", () => {
  const codes = new Map<string, number>();
  const kinds = new Map<string, number>();
  const t0 = performance.now();
  fc.assert(fc.property(arbitraryRelease, arbitraryMoves(), (release, moves) => {
    expect(schema.safeParse(release).error?.issues ?? []).toEqual([]);
    const p = play(release, moves);
    for (const s of p.steps) {
      const c = s.decision.ok ? (s.decision.events.length ? "ok" : "none") : s.decision.nack.code;
      codes.set(s.op.t + ":" + c, (codes.get(s.op.t + ":" + c) ?? 0) + 1);
      if (s.decision.ok) for (const e of s.decision.events) kinds.set(e.kind, (kinds.get(e.kind) ?? 0) + 1);
    }
  }), { numRuns: 300 });
  console.log(performance.now() - t0, codes, kinds);
  fc.assert(fc.property(arbitraryRelease, fc.nat(), (r, n) => { const w = new World(r); walk(w, new Dice(n)); }));
});
