import { moduleIdOf } from "../../../shared/content/where.ts";
import type { Stem } from "../../../shared/engine/stem.ts";
import type { First } from "../environment.ts";
import { createClock } from "./clock.ts";
import { createBrowser, type FakeTab } from "./fakeBrowser.ts";
import { createFakeServer } from "./fakeServer.ts";
import { workbook } from "./workbook.ts";

/** One learner, one server, browsers as needed. */
export function createWorld(
  stem: Stem = workbook(1, ["1.1", "1.2", "1.3"]),
  userId = "11111111-1111-4111-8111-111111111111",
) {
  const clock = createClock();
  const server = createFakeServer(clock, stem, userId);

  /** Everything that is under way arrives, until nothing is. */
  async function flow() {
    await clock.advance(0);
    for (let i = 0; i < 500; i += 1) {
      const busy = [...server.wires].filter((wire) => wire.up.length + wire.down.length > 0);
      if (busy.length === 0) return;
      for (const wire of busy) {
        server.deliverUp(wire);
        server.deliverDown(wire);
      }
      await clock.advance(0);
    }
    throw new Error("The wire does not come to rest");
  }

  return {
    clock,
    server,
    flow,
    browser: (name: string, first: First | null = null) => createBrowser(clock, server, name, first),
    async run(ms: number) {
      for (let left = ms; left > 0; left -= 500) {
        await clock.advance(Math.min(500, left));
        await flow();
      }
    },
    /** Answers the waiting block of a tab. */
    say(tab: FakeTab, value: unknown): string {
      const { waiting } = tab.client.view();
      if (waiting === null) throw new Error("Nothing waits");
      tab.client.reply(waiting.id, value);
      return waiting.id;
    },
  };
}
export type World = ReturnType<typeof createWorld>;

const patienceMs = 20_000;

/**
 * Real cryptography takes real time, on a busy machine much of it: everything goes on until it is so.
 * @throws after 20 seconds
 */
export async function until(world: World, is: () => boolean): Promise<void> {
  const given = Date.now() + patienceMs;
  for (let turn = 0; !is(); turn += 1) {
    if (Date.now() > given) throw new Error(`not within ${patienceMs} ms: ${is}`);
    await world.run(20);
    // Soon the time of the test must not run far ahead of the real one.
    await new Promise((resolve) => setTimeout(resolve, turn < 200 ? 0 : 10));
  }
}

/** What the page brings along. */
export function firstOf(stem: Stem): First {
  const upTo = stem.indexOf.get(stem.placements[0]?.id ?? "") ?? 0;
  const { version, complete, outline, tools } = stem.release;
  const modules = stem.modules.map((module) => module.id);
  return {
    version,
    complete,
    outline,
    tools,
    modules,
    blocks: stem.blocks.slice(0, upTo + 1).filter((block) => moduleIdOf(block) !== ""),
  };
}
