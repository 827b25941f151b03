import { expect, test } from "vitest";
import type { WireBlock } from "../../shared/content/block.ts";
import { acceptPlacement } from "../../shared/engine/placements.ts";
import { position } from "../../shared/engine/position.ts";
import { newLearner, type LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { rebase, stemsOf, unfenced, type Content, type Stems } from "./stemView.ts";
import { workbook } from "./testing/workbook.ts";

const whole = workbook(1, ["1.1", "1.2", "1.3"]);
const context = { at: "2026-03-02T09:00:00.000Z", n: 0, device: null, contentVersion: 1 };

function loaded(...ids: string[]): Content {
  const { version, complete, outline, tools } = whole.release;
  const modules = new Map(
    whole.modules.filter((one) => ids.includes(one.id)).map((one) => [one.id, one.blocks]),
  );
  const index = { version, complete, outline, tools, modules: whole.modules.map((one) => one.id) };
  return { index, types: [], retired: [], practices: [], modules, loose: [], skills: [] };
}
const stems = (content: Content | null, around = -1, wire: readonly WireBlock[] = []): Stems => {
  const made = stemsOf(content, new Map(wire.map((block) => [block.id, block])), around, 1);
  if (made === null) throw new Error("no stem");
  return made;
};
/** Answers everything that can be answered. */
function through(stem: Stem, fence: string | null, start: LearnerState): LearnerState {
  let state = start;
  for (;;) {
    const next = position(stem, state);
    if (next === null || next.id === fence) return state;
    const frame = { t: "reply", opId: "", blockId: next.id, value: "words" } as const;
    const decision = acceptPlacement(stem, state, frame, context);
    if (!decision.ok) throw new Error(decision.nack.message);
    state = decision.state;
  }
}
const wireOf = (id: string): WireBlock => {
  const block = whole.byKey.get(id);
  if (block === undefined) throw new Error(id);
  const { stemId: _s, contentId: _c, since: _v, ...rest } = block;
  return rest;
};

test("the run is contiguous: a later module behind a missing one is not shown, a fence stands there", () => {
  const { shown, engine, fence } = stems(loaded("1.1", "1.3"));
  expect(shown.modules.map((module) => module.id)).toEqual(["1.1"]);
  expect(fence).not.toBeNull();
  expect(engine.blocks.length).toBe(shown.blocks.length + 1);
  expect(stems(loaded("1.1", "1.2", "1.3")).fence).toBeNull();
});

test("at the fence the engine does not claim the end of the workbook", () => {
  const { engine, fence } = stems(loaded("1.1"));
  const state = through(engine, fence, newLearner("u", engine));
  expect(position(engine, state)?.id).toBe(fence);
  expect(state.workbookComplete).toBe(false);
  expect([...state.completedModules.keys()]).toEqual(["1.1"]);
});

test("a module known only by its delivered blocks is never complete for lack of the others", () => {
  const delivered = ["1.1.1.start", "1.1.1.why", "1.1.1.first"].map(wireOf);
  const { engine, fence } = stems(null, -1, delivered);
  const state = through(engine, fence, newLearner("u", engine));
  expect(state.completedModules.size).toBe(0);
  expect(state.completedExercises.size).toBe(0);
});

test("the screens see no fence", () => {
  const made = stems(loaded("1.1"));
  const state = unfenced(made, through(made.engine, made.fence, newLearner("u", made.engine)));
  expect(state.frontier).toBeNull();
  expect(state.delivered).toBe(made.shown.blocks.length - 1);
});

test("when the next module comes the frontier goes on from the fence to its first placement", () => {
  const before = stems(loaded("1.1"));
  const state = through(before.engine, before.fence, newLearner("u", before.engine));
  const reached = before.shown.blocks.at(-1)?.sequence ?? 0;
  const after = stems(loaded("1.1", "1.2"));
  const moved = rebase(after, state, reached);
  expect(moved.frontier).toBe("1.2.1.first");
  expect(after.engine.blocks[moved.delivered]?.sequence).toBe(reached);
});

test("earlier modules may come later: places are found again", () => {
  const around = whole.byKey.get("1.2.1.first")?.sequence ?? 0;
  const late = stems(loaded("1.2"), around);
  expect(late.shown.blocks[0]?.id).toBe("1.2.1.start");
  const state = { ...newLearner("u", late.engine), delivered: late.engine.indexOf.get("1.2.1.first") ?? -1 };
  const all = stems(loaded("1.1", "1.2"), around);
  const moved = rebase(all, state, around);
  expect(all.engine.blocks[moved.delivered]?.id).toBe("1.2.1.first");
  expect(moved.frontier).toBe("1.2.1.first");
});
