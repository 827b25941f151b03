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

  test("settled in one tab and taken back there, chosen in one that has not heard of it: that word is not lost", async () => {
    const { world, first, second } = await twoTabs();
    const other = world.browser("another").openTab();
    await world.run(1000);
    other.client.reply("1.1.1.first", "theirs");
    await world.flow();
    first.client.edit("1.1.1.first", "mine", { baseRev: 0 });
    await world.flow();
    expect(second.client.view().conflicts).toMatchObject([{ mine: "mine", theirs: { value: "theirs" } }]);
    first.client.settle("1.1.1.first", "mine");
    first.client.edit("1.1.1.first", "something else");
    second.client.settle("1.1.1.first", "mine");
    await world.run(2000);
    expect(second.client.view().conflicts).toMatchObject([
      { mine: "mine", theirs: { value: "something else" } },
    ]);
    second.client.settle("1.1.1.first", "mine");
    await world.run(1000);
    expect(world.server.state().answers.get("1.1.1.first")?.value).toBe("mine");
    expect(first.client.view().conflicts).toEqual([]);
  });

  test("both tabs choose the same in the same moment: it is chosen once", async () => {
    const { world, first, second } = await twoTabs();
    const other = world.browser("another").openTab();
    await world.run(1000);
    other.client.reply("1.1.1.first", "theirs");
    await world.flow();
    first.client.edit("1.1.1.first", "mine", { baseRev: 0 });
    await world.flow();
    for (const tab of [first, second]) tab.client.settle("1.1.1.first", "mine");
    await world.run(2000);
    for (const tab of [first, second]) expect(tab.client.view()).toMatchObject({ conflicts: [], unsent: 0 });
    expect(world.server.state().answers.get("1.1.1.first")).toMatchObject({ value: "mine", rev: 2 });
  });

  test("signing out in one tab signs out the other", async () => {
    const { world, first, second } = await twoTabs();
    void second.client.signOut();
    await world.run(1000);
    expect(first.client.view().phase).toBe("landing");
    expect(world.server.wires.size).toBe(0);
  });
});
