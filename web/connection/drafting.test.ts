import { describe, expect, test } from "vitest";
import { typed, type Draft } from "./drafts.ts";
import { draftSent, told } from "./draftsTold.ts";
import { createWorld, type World } from "./testing/world.ts";

async function opened(world: World = createWorld(), name = "a") {
  const browser = world.browser(name);
  const tab = browser.openTab();
  await world.run(1000);
  return { world, browser, tab };
}
const first = "1.1.1.first";

describe("drafts (ux 3.7)", () => {
  test("on the device within 250 ms, on the server 800 ms after the last input", async () => {
    const { world, browser, tab } = await opened();
    for (const text of ["h", "he", "hel"]) {
      tab.client.draft(first, text);
      await world.clock.advance(200);
    }
    expect([...browser.entries.keys()].some((key) => key.endsWith(`/draft/${first}`))).toBe(true);
    await world.run(500);
    expect(world.server.drafts.size).toBe(0);
    await world.run(500);
    expect(world.server.drafts.get(first)).toMatchObject({ value: "hel", draftRev: 1 });
  });

  test("the page asks before it is left only while text is not on the device", async () => {
    const { world, tab } = await opened();
    tab.client.draft(first, "text");
    expect(tab.warned()).toBe(true);
    await world.clock.advance(300);
    expect(tab.warned()).toBe(false);
    tab.refuseWrites(true);
    tab.client.draft(first, "more text");
    await world.clock.advance(300);
    expect(tab.warned()).toBe(true);
    expect(tab.client.view().notices.map((one) => one.kind)).toEqual(["store_full"]);
  });

  test("it survives a reload and follows to the other device", async () => {
    const { world, browser, tab } = await opened();
    const other = await opened(world, "bb");
    tab.client.draft(first, "half a thought");
    tab.close({ killed: false });
    const again = browser.openTab();
    await world.run(2000);
    expect(again.client.view().drafts.get(first)).toMatchObject({ value: "half a thought", from: null });
    expect(other.tab.client.view().drafts.get(first)).toMatchObject({
      value: "half a thought",
      from: "another device",
    });
  });

  test("typed on two devices: local typing stays, the other's is offered beside it, and they come to rest", async () => {
    const { world, tab } = await opened();
    const { tab: other } = await opened(world, "bb");
    tab.client.draft(first, "from a");
    other.client.draft(first, "from bb");
    await world.run(5000);
    expect(tab.client.view().drafts.get(first)?.value).toBe("from a");
    expect(other.client.view().drafts.get(first)?.value).toBe("from bb");
    const offered = [tab, other].map((one) => one.client.view().drafts.get(first)?.other?.value);
    expect(offered).toEqual(["from bb", "from a"]);
    const rev = world.server.drafts.get(first)?.draftRev;
    await world.run(10_000);
    expect(world.server.drafts.get(first)?.draftRev).toBe(rev);
  });

  test("an answer takes the draft it covers; what was typed for the next one stays", async () => {
    const { world, tab } = await opened();
    tab.client.draft(first, "an answer");
    tab.client.reply(first, "an answer");
    tab.client.draft("1.1.1.second", "next");
    expect([...tab.client.view().drafts.keys()]).toEqual(["1.1.1.second"]);
    await world.run(2000);
    expect([...tab.client.view().drafts.keys()]).toEqual(["1.1.1.second"]);
    expect([...world.server.drafts.keys()]).toEqual(["1.1.1.second"]);
  });

  test("of two, the other one is taken without losing the first, which is then put away", async () => {
    const { world, browser, tab } = await opened();
    const { tab: other } = await opened(world, "bb");
    tab.client.draft(first, "from a");
    other.client.draft(first, "from bb");
    await world.run(5000);
    tab.client.besideDraft(first, "take");
    expect(tab.client.view().drafts.get(first)).toMatchObject({
      value: "from bb",
      from: null,
      other: { value: "from a", from: "this device" },
    });
    // The other device writes on: what was typed here first is nowhere else.
    other.client.draft(first, "from bb, and more");
    await world.run(5000);
    expect(tab.client.view().drafts.get(first)?.other?.value).toBe("from a");
    tab.client.besideDraft(first, "drop");
    tab.close({ killed: false });
    const again = browser.openTab();
    await world.run(2000);
    expect(again.client.view().drafts.get(first)?.value).toBe("from bb");
    expect(again.client.view().drafts.get(first)?.other?.value).not.toBe("from a");
  });

  test("a draft thrown away is gone on the other device too", async () => {
    const { world, tab } = await opened();
    const { tab: other } = await opened(world, "bb");
    tab.client.draft(first, "not this");
    await world.run(2000);
    tab.client.discardDraft(first);
    expect(tab.client.view().drafts.size).toBe(0);
    await world.run(2000);
    expect(other.client.view().drafts.size).toBe(0);
  });
});

describe("two drafts meet", () => {
  const local = (more: Partial<Draft> = {}): Draft => ({ ...typed(undefined, "mine", 1), ...more });
  const server = { value: "theirs", rev: 4, at: 2, from: "your phone" };

  test("a stale one is sent again on the new rev", () => {
    expect(told(draftSent(local()), { ...server, rev: 1 })).toMatchObject({
      value: "mine",
      rev: 1,
      dirty: true,
    });
  });
  test("one the server took is not sent again because another followed it", () => {
    expect(told(draftSent(local()), { ...server, rev: 2 })).toMatchObject({
      value: "mine",
      rev: 2,
      dirty: false,
    });
  });
  test("nothing typed here gives way", () => {
    const theirs = told(undefined, server);
    expect(theirs).toMatchObject({ value: "theirs", from: "your phone" });
    expect(told(theirs ?? undefined, { ...server, value: "newer", rev: 5 })).toMatchObject({
      value: "newer",
      other: null,
    });
  });
  test("own older text coming back is replaced by the newer", () => {
    expect(told(local({ dirty: false, rev: 1 }), { ...server, from: null })).toMatchObject({
      value: "mine",
      dirty: true,
      other: null,
    });
  });
});
