import { describe, expect, test } from "vitest";
import { createWorld, type World } from "./testing/world.ts";
import type { FakeTab } from "./testing/fakeBrowser.ts";
import { workbook } from "./testing/workbook.ts";

async function opened(world: World = createWorld(), name = "a") {
  const browser = world.browser(name);
  const tab = browser.openTab();
  await world.run(1000);
  return { world, browser, tab };
}
const wireOf = (tab: FakeTab) => {
  const wire = tab.wire();
  if (wire === null) throw new Error("no socket");
  return wire;
};
const frames = (list: readonly string[]) =>
  list.map(
    (text) => JSON.parse(text) as { t: string; opId?: string; lastSeq?: number; epoch?: string | null },
  );
const sending = (tab: FakeTab, blockId: string) => tab.client.view().sending.get(blockId)?.state;
const value = (tab: FakeTab, blockId: string) => tab.client.view().state?.answers.get(blockId)?.value;

describe("an answer on its way (ux 3.8)", () => {
  test("sending, kept, storing, saved; the next question is there before any of it", async () => {
    const { world, tab } = await opened();
    tab.client.reply("1.1.1.first", "hello");
    expect(sending(tab, "1.1.1.first")).toBe("sending");
    expect(tab.client.view().waiting?.id).toBe("1.1.1.second");
    await world.flow();
    expect(sending(tab, "1.1.1.first")).toBe("kept");
    await world.run(2000);
    expect(sending(tab, "1.1.1.first")).toBe("storing");
    world.server.save();
    await world.flow();
    expect(sending(tab, "1.1.1.first")).toBeUndefined();
  });

  test("the view changes by itself when two seconds have passed: the listeners hear of it", async () => {
    const { world, tab } = await opened();
    tab.client.reply("1.1.1.first", "hello");
    await world.flow();
    const seen: (string | undefined)[] = [];
    tab.client.subscribe(() => seen.push(sending(tab, "1.1.1.first")));
    await world.clock.advance(2500);
    expect(seen.at(-1)).toBe("storing");
  });

  test("an outage of the store is told at once", async () => {
    const { world, tab } = await opened();
    world.server.tellAll({ t: "status", store: "degraded" });
    tab.client.reply("1.1.1.first", "hello");
    await world.flow();
    expect(tab.client.view().store).toBe("degraded");
    expect(sending(tab, "1.1.1.first")).toBe("storing");
  });

  test("no ack in 8 s: not confirmed, the socket is renewed, the same id goes again", async () => {
    const { world, tab } = await opened();
    tab.client.reply("1.1.1.first", "hello");
    const first = wireOf(tab);
    const [lost] = frames(first.up.splice(0));
    await world.clock.advance(7900);
    expect(wireOf(tab)).toBe(first);
    await world.clock.advance(200);
    expect(sending(tab, "1.1.1.first")).toBe("unconfirmed");
    expect(tab.wire()).not.toBe(first);
    await world.flow();
    expect(world.server.effects.get(lost?.opId ?? "")).toBe(1);
    expect(sending(tab, "1.1.1.first")).toBe("kept");
  });

  test("rule 3: the ack is lost, the answer is not doubled", async () => {
    const { world, tab } = await opened();
    tab.client.reply("1.1.1.first", "hello");
    const wire = wireOf(tab);
    world.server.deliverUp(wire);
    world.server.disconnect(wire);
    await world.run(3000);
    expect([...world.server.effects.values()]).toEqual([1]);
    expect(tab.client.view().unsent).toBe(0);
  });

  test("offline the conversation goes on, survives a reload, and is saved when the line is back", async () => {
    const { world, browser, tab } = await opened();
    await world.run(2000);
    tab.setOnline(false);
    world.say(tab, "one");
    world.say(tab, "two");
    expect(sending(tab, "1.1.1.first")).toBe("offline");
    expect(tab.client.view().waiting?.id).toBe("1.1.2.first");
    tab.close({ killed: true });
    world.server.rules.network = false;
    const again = browser.openTab();
    await world.run(3000);
    expect(again.client.view().phase).toBe("thread");
    expect(value(again, "1.1.1.second")).toBe("two");
    expect(again.client.view().waiting?.id).toBe("1.1.2.first");
    world.server.rules.network = true;
    await world.run(5000);
    world.server.save();
    await world.run(1000);
    expect(world.server.state().answers.get("1.1.1.second")?.value).toBe("two");
    expect(again.client.view().sending.size).toBe(0);
  });

  test("rule 3: what may have been sent before a reload is not changed after it", async () => {
    const { world, browser, tab } = await opened();
    world.say(tab, "one");
    await world.run(1500);
    tab.client.edit("1.1.1.first", "two");
    world.server.deliverUp(wireOf(tab));
    world.server.rules.network = false;
    tab.close({ killed: true });
    const again = browser.openTab();
    await world.run(1000);
    again.client.edit("1.1.1.first", "three");
    world.server.rules.network = true;
    await world.run(5000);
    expect(again.client.view().sending.get("1.1.1.first")?.state).not.toBe("failed");
    expect(world.server.state().answers.get("1.1.1.first")).toMatchObject({ value: "three", rev: 3 });
  });

  test('"Back online. 2 answers saved." only when they are', async () => {
    const { world, tab } = await opened();
    tab.setOnline(false);
    world.say(tab, "one");
    world.say(tab, "two");
    await world.run(1000);
    tab.setOnline(true);
    await world.run(3000);
    expect(tab.client.view().notices).toEqual([]);
    world.server.save();
    await world.flow();
    expect(tab.client.view().notices.map((one) => one.text)).toEqual(["Back online. 2 answers saved."]);
    tab.client.dismiss(tab.client.view().notices[0]?.id ?? "");
    await world.flow();
    expect(tab.client.view().notices).toEqual([]);
  });

  test('"Back online" also where the first attempt with the network back comes to nothing', async () => {
    const { world, tab } = await opened();
    tab.setOnline(false);
    world.say(tab, "one");
    await world.run(100);
    world.server.rules.network = false;
    tab.setOnline(true);
    await world.run(100);
    expect(tab.client.view().connection).toBe("connecting");
    world.server.rules.network = true;
    await world.run(10_000);
    world.server.save();
    await world.flow();
    expect(tab.client.view().notices.map((one) => one.text)).toEqual(["Back online. 1 answer saved."]);
  });

  test('"Back online" also where the network is back before the first attempt without one has failed', async () => {
    const { world, browser, tab } = await opened();
    tab.setOnline(false);
    world.say(tab, "one");
    await world.run(1500);
    tab.close({ killed: false });
    const again = browser.openTab(false);
    while (again.client.view().phase !== "thread") await Promise.resolve();
    expect(again.client.view().connection).toBe("offline");
    again.setOnline(true);
    await world.run(3000);
    world.server.save();
    await world.flow();
    expect(again.client.view().notices.map((one) => one.text)).toEqual(["Back online. 1 answer saved."]);
  });

  test('"Back online" also where everything had arrived and only the word of it was lost', async () => {
    const { world, tab } = await opened();
    world.say(tab, "one");
    await world.clock.advance(0);
    world.server.deliverUp(wireOf(tab));
    world.server.save();
    tab.setOnline(false);
    await world.run(1000);
    tab.setOnline(true);
    await world.run(5000);
    expect(tab.client.view().notices.map((one) => one.text)).toEqual(["Back online. 1 answer saved."]);
  });

  test('"Back online" does not count as saved what was refused', async () => {
    const { world, tab } = await opened();
    tab.setOnline(false);
    world.say(tab, "one");
    await world.run(1000);
    world.server.rules.refuse.push({ code: "invalid" });
    tab.setOnline(true);
    await world.run(3000);
    world.server.save();
    await world.flow();
    expect(tab.client.view().notices.map((one) => one.text)).toEqual(["Back online."]);
  });

  test('"Back online" also in a page that was loaded without a network', async () => {
    const { world, browser, tab } = await opened();
    world.server.rules.network = false;
    tab.setOnline(false);
    world.say(tab, "one");
    await world.run(1500);
    tab.close({ killed: false });
    const again = browser.openTab();
    again.setOnline(false);
    await world.run(1500);
    world.server.rules.network = true;
    again.setOnline(true);
    await world.run(1000);
    world.server.save();
    await world.flow();
    expect(again.client.view().notices.map((one) => one.text)).toEqual(["Back online. 1 answer saved."]);
  });

  test("the workbook's text that does not come through is asked for again while the socket stands", async () => {
    const world = createWorld();
    world.server.rules.content = false;
    const { tab } = await opened(world);
    expect(tab.client.view().connection).toBe("online");
    world.server.rules.content = true;
    await world.run(6000);
    world.say(tab, "one");
    expect(tab.client.view().waiting?.id).toBe("1.1.1.second");
  });
});

describe("what the server says (rules 1, 2, 6)", () => {
  test("a gap means hello again, once, and nothing is missing then", async () => {
    const { world, tab } = await opened();
    const other = await opened(world, "bb");
    world.say(other.tab, "one");
    const wire = wireOf(tab);
    world.server.deliverUp(wireOf(other.tab));
    wire.down.length = 0;
    world.say(other.tab, "two");
    world.say(other.tab, "three");
    for (const _ of [1, 2]) world.server.deliverUp(wireOf(other.tab));
    while (wire.down.length > 0) world.server.deliverDown(wire);
    expect(frames(wire.up).map((frame) => frame.t)).toEqual(["hello"]);
    await world.flow();
    expect(value(tab, "1.1.1.first")).toBe("one");
    expect(value(tab, "1.1.2.first")).toBe("three");
  });

  test("a snapshot in parts replaces everything only with its last part", async () => {
    const { world, tab } = await opened();
    for (const words of ["one", "two", "three"]) world.say(tab, words);
    await world.run(1000);
    world.server.rules.snapshotPart = 4;
    world.server.newEpoch();
    world.server.disconnect(wireOf(tab));
    await world.clock.advance(1000);
    const wire = wireOf(tab);
    world.server.deliverUp(wire);
    const parts = frames(wire.down).filter((frame) => frame.t === "snapshot").length;
    expect(parts).toBeGreaterThan(2);
    for (let i = 0; i < parts; i += 1) {
      world.server.deliverDown(wire);
      expect(value(tab, "1.1.2.first")).toBe("three");
      expect(tab.client.view().settings.background_color).toBe("sage");
      expect(tab.client.view().waiting?.id).toBe("1.1.2.second");
    }
    await world.flow();
    expect(tab.client.view().waiting?.id).toBe("1.1.2.second");
    expect(tab.client.view().state?.answers.size).toBe(3);
  });

  test("a snapshot that lost a part is asked for again, and shows nothing of itself", async () => {
    const { world, tab } = await opened();
    for (const words of ["one", "two", "three"]) world.say(tab, words);
    await world.run(1000);
    world.server.rules.snapshotPart = 4;
    world.server.newEpoch();
    world.server.disconnect(wireOf(tab));
    await world.clock.advance(1000);
    const wire = wireOf(tab);
    world.server.deliverUp(wire);
    const second = wire.down.findIndex((text) => text.includes('"t":"snapshot","part":2'));
    wire.down.splice(second, 1);
    while (wire.down.length > 0) world.server.deliverDown(wire);
    expect(frames(wire.up).map((frame) => frame.t)).toEqual(["hello"]);
    expect(tab.client.view().state?.answers.size).toBe(3);
    await world.flow();
    expect(tab.client.view().state?.answers.size).toBe(3);
    expect(tab.client.view().waiting?.id).toBe("1.1.2.second");
  });

  test("a rebuilt log has a new epoch: a snapshot, and what was unsent goes on", async () => {
    const { world, tab } = await opened();
    world.say(tab, "one");
    await world.run(1000);
    tab.setOnline(false);
    world.say(tab, "two");
    world.server.newEpoch();
    tab.setOnline(true);
    await world.run(3000);
    expect(world.server.state().answers.get("1.1.1.second")?.value).toBe("two");
    expect(tab.client.view().state?.answers.size).toBe(2);
  });

  test("a new release: the notice, the new question in its place, every answer kept", async () => {
    const { world, tab } = await opened();
    world.say(tab, "one");
    await world.run(1000);
    world.server.release(workbook(2, ["1.1", "1.2"], ["1.1.1.added"]));
    await world.run(2000);
    const view = tab.client.view();
    expect(view.stem?.version).toBe(2);
    expect(view.notices.map((one) => one.text)).toEqual([
      "This workbook was updated. Your answer is kept; one question is new.",
    ]);
    expect(value(tab, "1.1.1.first")).toBe("one");
    expect(view.waiting?.id).toBe("1.1.1.second");
    tab.client.reply("1.1.1.second", "two");
    tab.client.edit("1.1.1.added", "new");
    await world.run(1000);
    expect(world.server.state().answers.get("1.1.1.added")?.value).toBe("new");
    expect(tab.client.view().unsent).toBe(0);
  });

  test("at the end of what is loaded the end is not claimed; at the end of the workbook it is", async () => {
    const world = createWorld(workbook(1, ["1.1"]));
    const { tab } = await opened(world);
    for (let i = 0; i < 4; i += 1) world.say(tab, `answer ${i}`);
    expect(tab.client.view().waiting).toBeNull();
    expect(tab.client.view().atEnd).toBe(true);
    expect(tab.client.view().awaitingTurn).toBe(false);
  });
});

describe("two devices (rule 5)", () => {
  async function disagree() {
    const world = createWorld();
    const { tab: mine } = await opened(world, "a");
    const { tab: theirs } = await opened(world, "bb");
    mine.setOnline(false);
    world.say(mine, "mine");
    mine.client.reply("1.1.1.second", "behind");
    world.say(theirs, "theirs");
    await world.run(1000);
    mine.setOnline(true);
    await world.run(3000);
    return { world, mine, theirs };
  }

  test("the first wins; the second is shown as a choice, and what is behind it goes through", async () => {
    const { world, mine } = await disagree();
    const [one] = mine.client.view().conflicts;
    expect(one?.mine).toBe("mine");
    expect(one?.theirs).toMatchObject({ value: "theirs", rev: 1, skipped: false });
    expect(value(mine, "1.1.1.first")).toBe("theirs");
    expect(world.server.state().answers.get("1.1.1.second")?.value).toBe("behind");
  });

  test("mine is an edit on top of theirs; theirs drops mine", async () => {
    const { world, mine, theirs } = await disagree();
    mine.client.settle("1.1.1.first", "mine");
    await world.run(1000);
    expect(mine.client.view().conflicts).toEqual([]);
    expect(value(theirs, "1.1.1.first")).toBe("mine");
    expect(world.server.state().answers.get("1.1.1.first")?.rev).toBe(2);

    const second = await disagree();
    second.mine.client.settle("1.1.1.first", "theirs");
    await second.world.run(1000);
    expect(second.mine.client.view().conflicts).toEqual([]);
    expect(second.world.server.state().answers.get("1.1.1.first")?.value).toBe("theirs");
    expect(second.mine.client.view().unsent).toBe(0);
  });

  test("a conflict survives a reload", async () => {
    const world = createWorld();
    const { tab: mine, browser } = await opened(world, "a");
    const { tab: theirs } = await opened(world, "bb");
    mine.setOnline(false);
    world.say(mine, "mine");
    world.say(theirs, "theirs");
    await world.run(1000);
    mine.setOnline(true);
    await world.run(3000);
    mine.close({ killed: true });
    const again = browser.openTab();
    await world.run(1000);
    expect(again.client.view().conflicts.map((one) => one.mine)).toEqual(["mine"]);
  });
});

describe("a refused answer", () => {
  test("leaves the conversation where it was, says why, and comes back as a draft", async () => {
    const { world, tab } = await opened();
    world.server.rules.refuse.push({ code: "invalid" });
    world.say(tab, "no good");
    world.say(tab, "behind it");
    await world.run(500);
    const failed = tab.client.view().sending.get("1.1.1.first");
    expect(failed).toMatchObject({ state: "failed", value: "no good" });
    expect(failed?.reason).toContain("What you wrote after it is kept as drafts.");
    expect(tab.client.view().waiting?.id).toBe("1.1.1.first");
    expect(tab.client.view().drafts.get("1.1.1.second")?.value).toBe("behind it");
    tab.client.takeBack(failed?.opId ?? "");
    await world.run(500);
    expect(tab.client.view().drafts.get("1.1.1.first")?.value).toBe("no good");
    expect(tab.client.view().sending.size).toBe(0);
  });

  test("Retry sends it with its own id", async () => {
    const { world, tab } = await opened();
    world.server.rules.refuse.push({ code: "too_large" });
    world.say(tab, "again");
    await world.run(500);
    const opId = tab.client.view().sending.get("1.1.1.first")?.opId ?? "";
    tab.client.retry(opId);
    await world.run(500);
    expect(world.server.effects.get(opId)).toBe(1);
  });
});

describe("the workbook changes under a learner (decision 28; ux 3.12)", () => {
  test("every answer is kept, nobody is sent back, what is gone is still there to read, and it is said in words", async () => {
    const { world, tab } = await opened();
    tab.client.reply("1.1.1.first", "one");
    tab.client.reply("1.1.1.second", "two");
    tab.client.reply("1.1.2.first", "three");
    await world.flow();
    expect(tab.client.view().waiting?.id).toBe("1.1.2.second");
    world.server.release(workbook(2, ["1.1", "1.2", "1.3"], ["1.1.1.fresh"], ["1.1.1.second"]));
    await world.run(1000);
    const { waiting, notices, stem } = tab.client.view();
    expect(waiting?.id).toBe("1.1.2.second");
    expect(notices.map(({ kind, text }) => [kind, text])).toEqual([
      ["content_updated", "This workbook was updated. Your 3 answers are kept; one question is new."],
    ]);
    for (const [key, said] of [
      ["1.1.1.first", "one"],
      ["1.1.1.second", "two"],
      ["1.1.2.first", "three"],
    ] as const)
      expect(value(tab, key)).toBe(said);
    expect([...(stem?.retired.keys() ?? [])]).toEqual(["1.1.1.second"]);
    expect(stem?.byKey.has("1.1.1.second")).toBe(false);
    expect(stem?.byKey.has("1.1.1.fresh")).toBe(true);
  });
});
