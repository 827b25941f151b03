import { beforeAll, describe, expect, test } from "vitest";
import { closeCodes } from "../../shared/protocol/codes.ts";
import { createWorld, type World } from "./testing/world.ts";
import type { FakeTab } from "./testing/fakeBrowser.ts";

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

describe("coming back", () => {
  test("the greeting names the place and the last words; the first answer puts it away", async () => {
    const { world, browser, tab } = await opened();
    expect(tab.client.view().returned).toBeNull();
    world.say(tab, "I kept my uncle's shop open");
    await world.run(1500);
    expect(tab.client.view().returned).toBeNull();
    tab.close({ killed: false });
    const again = browser.openTab();
    await world.run(500);
    expect(again.client.view().returned).toEqual({
      exerciseTitle: "Exercise 1.1.1",
      moduleTitle: "Module 1.1",
      lastWords: "I kept my uncle's shop open",
      lastAt: world.server.state().answers.get("1.1.1.first")?.respondedAt,
    });
    expect(again.client.view().fresh.size).toBe(0);
    world.say(again, "more");
    expect(again.client.view().returned).toBeNull();
    expect([...again.client.view().fresh]).toEqual(["1.1.2.start", "1.1.2.why", "1.1.2.first"]);
  });

  test("it is put away by resume", async () => {
    const { world, browser, tab } = await opened();
    world.say(tab, "words");
    await world.run(1500);
    tab.close({ killed: false });
    const again = browser.openTab();
    await world.run(500);
    again.client.resume();
    expect(again.client.view().returned).toBeNull();
  });

  test("LI5: without a network a learner is told all the same who will see what they write", async () => {
    const { world, browser, tab } = await opened();
    const session = {
      sessionId: "s1",
      title: "Thursday group",
      facilitators: [{ name: "Maria", domain: "example.org" }],
      since: "2026-11-26T10:00:00.000Z",
      modules: ["1.1"],
      pace: null,
      alias: "Heron",
      pending: false,
      hand: true,
    };
    const tell = (to: FakeTab, live: object) => wireOf(to).down.push(JSON.stringify({ t: "live", ...live }));
    tell(tab, { session, shares: [] });
    await world.run(1500);
    expect(tab.client.view()).toMatchObject({ live: { session }, hand: true });
    tab.close({ killed: false });
    world.server.rules.network = false;
    const again = browser.openTab();
    await world.run(1500);
    expect(again.client.view()).toMatchObject({ live: { session }, hand: false });
    // Whatever has become of it is heard as soon as there is a line.
    world.server.rules.network = true;
    await world.run(8000);
    tell(again, { session: null, shares: [] });
    await world.run(500);
    expect(again.client.view().live).toEqual({ session: null, shares: [] });
  });

  test("without a network and with nothing kept here there is the way to begin, and who is known after all goes on", async () => {
    const world = createWorld();
    world.server.rules.network = false;
    const tab = world.browser("a").openTab();
    await world.run(500);
    expect(tab.client.view().phase).toBe("landing");
    world.server.rules.network = true;
    await world.run(8000);
    expect(tab.client.view().phase).toBe("thread");
  });
});

describe("the end of a line", () => {
  // Loaded when idle: here, before time is under control.
  beforeAll(() => import("./attendance.ts"));

  test("4401: signed out, everything kept, nothing tried again", async () => {
    const { world, browser, tab } = await opened();
    tab.setOnline(false);
    world.say(tab, "unsent");
    tab.setOnline(true);
    await world.clock.advance(1000);
    world.server.disconnect(wireOf(tab), closeCodes.unauthenticated);
    await world.run(5000);
    expect(tab.client.view().phase).toBe("signed_out");
    expect(tab.client.view().unsent).toBe(1);
    expect(world.server.wires.size).toBe(0);
    expect([...browser.entries.keys()].some((key) => key.includes("/op/"))).toBe(true);
  });

  test("4426: too old", async () => {
    const { world, tab } = await opened();
    world.server.disconnect(wireOf(tab), closeCodes.clientTooOld);
    await world.run(3000);
    expect(tab.client.view().phase).toBe("too_old");
    expect(world.server.wires.size).toBe(0);
  });

  test("4409: opened elsewhere; it waits until the learner is back in this tab", async () => {
    const { world, tab } = await opened();
    world.server.disconnect(wireOf(tab), closeCodes.replaced);
    await world.run(60_000);
    expect(world.server.wires.size).toBe(0);
    expect(tab.client.view().phase).toBe("thread");
    tab.emit("focus");
    await world.run(1000);
    expect(tab.client.view().connection).toBe("online");
  });

  test("rule 13: nothing is sent under another learner", async () => {
    const { world, browser, tab } = await opened();
    tab.setOnline(false);
    world.say(tab, "mine alone");
    tab.close({ killed: false });
    // The cookie is another learner's now.
    const other = createWorld(undefined, "99999999-9999-4999-8999-999999999999");
    const second = other.browser("a");
    for (const [key, value] of browser.entries) second.entries.set(key, value);
    const again = second.openTab();
    await other.run(5000);
    expect(again.client.view().phase).toBe("thread");
    expect(again.client.view().state?.userId).toBe(other.server.userId);
    expect(other.server.state().answers.size).toBe(0);
    expect([...second.entries.keys()].filter((key) => key.includes("/op/"))).toHaveLength(1);
  });

  test("a silent socket is dead after a ping unanswered for 10 s, and only in a page that is seen", async () => {
    const { world, tab } = await opened();
    const first = wireOf(tab);
    await world.clock.advance(20_000);
    expect(first.up).toContain("ping");
    await world.clock.advance(10_000);
    expect(tab.wire()).not.toBe(first);
    await world.run(1000);
    const second = wireOf(tab);
    tab.setVisible(false);
    await world.clock.advance(60_000);
    expect(second.up).toEqual(['{"t":"presence","state":"away"}']);
    expect(tab.wire()).toBe(second);
  });

  test("presence is told sparingly: changes only, 5 s apart, the last one always", async () => {
    const { world, tab } = await opened();
    const wire = wireOf(tab);
    tab.client.draft("1.0.0.hello", "w");
    tab.client.draft("1.0.0.hello", "wo");
    tab.setVisible(false);
    tab.setVisible(true);
    await world.clock.advance(0);
    const told = () =>
      wire.up
        .flatMap((text) => (text === "ping" ? [] : [JSON.parse(text)]))
        .filter(({ t }) => t === "presence");
    expect(told().map(({ state }) => state)).toEqual(["typing"]);
    await world.clock.advance(5000);
    expect(told().map(({ state }) => state)).toEqual(["typing", "active"]);
  });
});

describe("signing out", () => {
  // Loaded when needed: here, before time is under control.
  beforeAll(() => import("./leave.ts"));

  test("sends what is unsent first, then forgets the learner on this device", async () => {
    const { world, browser, tab } = await opened();
    world.say(tab, "last words");
    let result = "";
    void tab.client.signOut().then((done) => (result = done));
    await world.run(1500);
    expect(result).toBe("done");
    expect(world.server.state().answers.size).toBe(1);
    expect(tab.client.view().phase).toBe("landing");
    expect([...browser.entries.keys()].filter((key) => key.startsWith("user/") || key === "last")).toEqual(
      [],
    );
  });

  test("unsent when that fails; the words can be downloaded; forced, it goes, and the server hears of it next time", async () => {
    const { world, browser, tab } = await opened();
    tab.setOnline(false);
    world.say(tab, "unsent words");
    tab.client.draft("1.1.1.second", "half a thought");
    let result = "";
    void tab.client.signOut().then((done) => (result = done));
    await world.run(6000);
    expect(result).toBe("unsent");
    expect(tab.client.view().phase).toBe("thread");
    tab.client.downloadUnsent();
    await world.run(100);
    const file = JSON.parse(tab.files[0]?.text ?? "{}") as { answers: object[]; drafts: object[] };
    expect(file.answers).toMatchObject([{ blockId: "1.1.1.first", value: "unsent words" }]);
    expect(file.drafts).toMatchObject([{ about: "1.1.1.second", value: "half a thought" }]);

    void tab.client.signOut({ force: true }).then((done) => (result = done));
    await world.run(500);
    expect(result).toBe("done");
    expect([...browser.entries.keys()].filter((key) => key.startsWith("user/"))).toEqual([]);
    tab.close({ killed: false });
    const again = browser.openTab();
    await world.run(1000);
    expect(again.client.view().phase).toBe("landing");
    expect(world.server.asked.filter((one) => one.path === "/api/auth/logout")).toHaveLength(1);
  });
});
