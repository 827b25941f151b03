import { beforeAll, describe, expect, test } from "vitest";
import { createWorld } from "./testing/world.ts";

async function twoTabs() {
  const world = createWorld();
  const browser = world.browser("a");
  const first = browser.openTab();
  await world.run(1000);
  const second = browser.openTab();
  await world.run(1000);
  return { world, browser, first, second };
}

describe("tabs of one browser (ux 3.8)", () => {
  beforeAll(() => import("./leave.ts"));

  test("one socket; both see the same, and what either makes is sent once", async () => {
    const { world, first, second } = await twoTabs();
    expect(world.server.wires.size).toBe(1);
    expect(second.client.view().waiting?.id).toBe("1.1.1.first");
    second.client.reply("1.1.1.first", "from the second");
    expect(second.client.view().waiting?.id).toBe("1.1.1.second");
    await world.run(500);
    expect(first.client.view().state?.answers.get("1.1.1.first")?.value).toBe("from the second");
    expect([...world.server.effects.values()]).toEqual([1]);
    expect(second.client.view().connection).toBe("online");
    world.server.save();
    await world.flow();
    expect(second.client.view().sending.size).toBe(0);
  });

  test.each([true, false])(
    "when the owner goes (killed: %s) another takes over, with what was handed and not heard",
    async (killed) => {
      const { world, first, second } = await twoTabs();
      first.close({ killed });
      second.client.reply("1.1.1.first", "handed to nobody");
      await world.run(2000);
      expect(second.owns()).toBe(true);
      expect(world.server.wires.size).toBe(1);
      expect(world.server.state().answers.get("1.1.1.first")?.value).toBe("handed to nobody");
    },
  );

  test("what could be neither handed nor written is handed again to the next owner", async () => {
    const { world, browser, first, second } = await twoTabs();
    const third = browser.openTab();
    await world.run(1000);
    third.refuseWrites(true);
    // On its way to a tab that is gone when it comes.
    third.client.reply("1.1.1.first", "only in this tab");
    first.close({ killed: true });
    await world.run(2000);
    expect(second.owns()).toBe(true);
    expect(world.server.state().answers.get("1.1.1.first")?.value).toBe("only in this tab");
    expect([...world.server.effects.values()]).toEqual([1]);
  });

  test("a draft typed in a tab without the socket reaches the server", async () => {
    const { world, first, second } = await twoTabs();
    second.client.draft("1.1.1.first", "typed there");
    await world.run(2000);
    expect(world.server.drafts.get("1.1.1.first")?.value).toBe("typed there");
    expect(first.client.view().drafts.get("1.1.1.first")?.value).toBe("typed there");
  });

  test("signing out in one tab signs out the other", async () => {
    const { world, first, second } = await twoTabs();
    void second.client.signOut();
    await world.run(1000);
    expect(first.client.view().phase).toBe("landing");
    expect(world.server.wires.size).toBe(0);
  });
});
