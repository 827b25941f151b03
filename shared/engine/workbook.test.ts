// oxlint-disable-next-line no-restricted-imports -- a test may look at the machine it runs on
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
// oxlint-disable-next-line no-restricted-imports -- what the object sends is part of the contract
import { wireBlockOf } from "../../party/workbook/wire.ts";
import { wireBlock } from "../content/block.ts";
import { release as releaseSchema, type Release } from "../content/release.ts";
import { limits } from "../protocol/limits.ts";
import { toolNamed } from "../tools/registry.ts";
import { isAnswerEvent } from "./events.ts";
import { projectAll, projectAnswer } from "./project/project.ts";
import { Projection } from "./project/rows.ts";
import { checkboxConfig, selectConfig, sliderConfig, textareaConfig } from "./questionConfigs.ts";
import { indexRelease } from "./stem.ts";
import { userId, walk, World } from "./testing/history.ts";
import { Dice, runs } from "./testing/seed.ts";

/* The workbook itself: every release that is compiled. */

const folder = new URL("../../seed/releases/", import.meta.url);
const questionConfigs = {
  textarea: textareaConfig,
  slider: sliderConfig,
  checkbox: checkboxConfig,
  select: selectConfig,
};
const releases = readdirSync(folder)
  .filter((name) => /^\d+\.json$/.test(name))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Release)
  .sort((a, b) => a.version - b.version);

describe.each(releases.map((one) => [one.version, one] as const))("release %i", (_version, release) => {
  test("CT4: it is what the schema says, and every config is one its kind can read", () => {
    expect(releaseSchema.safeParse(release).error?.issues ?? []).toEqual([]);
    for (const block of release.stem) {
      if (block.inputType !== undefined)
        expect(questionConfigs[block.inputType].safeParse(block.config ?? {}).error?.issues ?? []).toEqual(
          [],
        );
      if (block.tool !== undefined)
        expect(toolNamed(block.tool)?.config.safeParse(block.config ?? {}).error?.issues ?? []).toEqual([]);
    }
  });

  test("CV5: it can be walked to its end, answering and skipping, and every block is sent on the way", () => {
    fc.assert(
      fc.property(fc.nat(), (entropy) => {
        const world = new World(release);
        walk(world, new Dice(entropy));
        const events = world.steps.flatMap(({ decision }) => (decision.ok ? decision.events : []));
        const sent = new Set(events.flatMap((event) => (event.kind === "block" ? [event.blockId] : [])));
        const skipped = new Set(
          events.flatMap((event) => (isAnswerEvent(event) && event.skipped ? [event.blockId] : [])),
        );
        expect(release.stem.filter((one) => !sent.has(one.id) && !skipped.has(one.id))).toEqual([]);
        const modules = world.stem.modules.filter((one) => one.placements.length > 0);
        expect([...world.state.completedModules.keys()].toSorted()).toEqual(
          modules.map((one) => one.id).toSorted(),
        );
        expect(world.state.workbookComplete).toBe(release.complete);
        for (const block of release.stem)
          expect(wireBlock.safeParse(wireBlockOf(world.stem, world.state, block)).success).toBe(true);
        const projection = new Projection();
        for (const key of world.state.answers.keys()) projectAnswer(world.stem, world.state, projection, key);
        expect(new Set([...projection.rows().values()].flat().map((row) => JSON.stringify(row)))).toEqual(
          new Set(
            [...projectAll(world.stem, world.state).rows().values()].flat().map((row) => JSON.stringify(row)),
          ),
        );
      }),
      runs(12),
    );
  });

  test("TR4: no block comes near the size of a frame", () => {
    const world = new World(release);
    for (const block of release.stem)
      expect(JSON.stringify(wireBlockOf(world.stem, world.state, block)).length).toBeLessThan(
        limits.promptValueBytes,
      );
  });
});

test("CV2: a learner anywhere in a release finds a place in the next one", () => {
  for (const [i, before] of releases.entries()) {
    const after = releases[i + 1];
    if (after === undefined) continue;
    for (const stop of indexRelease(before).placements) {
      const world = new World(before);
      const dice = new Dice(stop.stemId);
      while (world.state.frontier !== null && world.state.frontier !== stop.id) {
        const waiting = world.stem.byKey.get(world.state.frontier);
        if (waiting === undefined) break;
        if (world.run({ t: "skip", opId: userId, blockId: waiting.id }).decision.ok) continue;
        break;
      }
      world.switchTo(after);
      walk(world, dice);
      expect(world.state.frontier).toBeNull();
    }
  }
});
