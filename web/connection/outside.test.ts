import { describe, expect, test } from "vitest";
import { isEnvelope } from "../../shared/crypto/envelope.ts";
import { limits } from "../../shared/protocol/limits.ts";
import type { FakeTab } from "./testing/fakeBrowser.ts";
import { createWorld, until, type World } from "./testing/world.ts";

const secret = "they let me go on a Tuesday";
const id = "44444444-4444-4444-8444-444444444444";
const list = (...texts: string[]) => ({
  rows: texts.map((text, i) => ({ id: `33333333-3333-4333-8333-33333333333${i}`, text })),
});
const reframe = (situation: string) => ({
  id: "55555555-5555-4555-8555-555555555555",
  situation,
  initial_feelings: "",
  what_learned: "a plan needs a second name on it",
  what_would_change: "",
  silver_lining: "",
  next_step: "",
  reframed_statement: "",
});

async function opened(world: World = createWorld(), name = "a") {
  world.server.unlock("list_builder");
  world.server.unlock("failure_reframer");
  const browser = world.browser(name);
  const tab = browser.openTab();
  await world.run(2000);
  return { world, browser, tab, outside: await tab.client.outside() };
}

async function withKey() {
  const made = await opened();
  await until(made.world, () => made.tab.client.view().keys === "none");
  made.tab.client.makeKey();
  await until(made.world, () => made.tab.client.view().keys === "open");
  return made;
}

const valueAt = (tab: FakeTab, about = id) => tab.client.view().state?.instances.get(about)?.value;
const sending = (tab: FakeTab, about = id) => tab.client.view().sending.get(about)?.state;
const atServer = (world: World, about = id) => world.server.state().instances.get(about);
const frames = (tab: FakeTab) => (tab.wire()?.up ?? []).map((text) => JSON.parse(text) as { t: string });

describe("instances outside the thread", () => {
  test("what was sealed is the same one each time it is read: a page that shows it is drawn once", async () => {
    const { world, outside } = await withKey();
    outside.save("failure_reframer", id, reframe(secret));
    await until(world, () => atServer(world) !== undefined);
    const kept = structuredClone(atServer(world)?.value);
    const read = () => outside.read(id, kept, "failure_reframer");
    await until(world, () => read() !== undefined);
    expect(read()).toEqual(reframe(secret));
    expect(read()).toBe(read());
  });

  test("IN1: made, changed, deleted, brought back; each shown at once and saved when it is in D1", async () => {
    const { world, tab, outside } = await opened();
    outside.save("list_builder", id, list("one"));
    await world.clock.settle();
    expect(valueAt(tab)).toEqual(list("one"));
    expect(sending(tab)).toBe("sending");
    await world.flow();
    expect(sending(tab)).toBe("kept");
    world.server.save();
    await world.flow();
    expect(sending(tab)).toBeUndefined();
    outside.save("list_builder", id, list("one", "two"));
    await world.run(1000);
    outside.save("list_builder", id, null);
    await world.run(1000);
    expect([valueAt(tab), atServer(world)?.value]).toEqual([null, null]);
    outside.save("list_builder", id, list("one", "two"));
    await world.run(1000);
    expect(atServer(world)).toMatchObject({ rev: 4, value: list("one", "two") });
    expect(tab.client.view().unsent).toBe(0);
  });

  test("rule 13: offline it goes on, survives a reload, and goes with the same id behind what was said before", async () => {
    const { world, browser, tab, outside } = await opened();
    tab.setOnline(false);
    world.say(tab, "an answer");
    outside.save("list_builder", id, list("in a tunnel"));
    await world.clock.settle();
    expect(sending(tab)).toBe("offline");
    const kept = [...browser.entries].filter(([key]) => key.includes("/op/"));
    const opId = kept.map(([, op]) => (op as { opId: string }).opId).at(-1) ?? "";
    tab.close({ killed: true });
    const again = browser.openTab();
    again.setOnline(false);
    await world.run(3000);
    expect(valueAt(again)).toEqual(list("in a tunnel"));
    again.setOnline(true);
    await world.run(5000);
    expect(atServer(world)?.value).toEqual(list("in a tunnel"));
    expect(world.server.effects.get(opId)).toBe(1);
    expect([...world.server.effects.values()]).toEqual([1, 1]);
  });

  test("rule 3: the ack is lost, the instance is not doubled", async () => {
    const { world, tab, outside } = await opened();
    outside.save("list_builder", id, list("one"));
    await world.clock.settle();
    const wire = tab.wire();
    if (wire === null) throw new Error("no line");
    world.server.deliverUp(wire);
    world.server.disconnect(wire);
    await world.run(3000);
    expect([...world.server.effects.values()]).toEqual([1]);
    expect(tab.client.view().unsent).toBe(0);
    expect(atServer(world)?.rev).toBe(1);
  });

  test("changes made without a line go as one; made and deleted go as two", async () => {
    const { world, tab, outside } = await opened();
    tab.setOnline(false);
    outside.save("list_builder", id, list("one"));
    outside.save("list_builder", id, list("one", "two"));
    await world.clock.settle();
    expect(tab.client.view().unsent).toBe(1);
    outside.save("list_builder", id, null);
    await world.clock.settle();
    expect([tab.client.view().unsent, valueAt(tab)]).toEqual([2, null]);
    tab.setOnline(true);
    await world.run(5000);
    expect(atServer(world)).toMatchObject({ rev: 2, value: null });
    expect(tab.client.view()).toMatchObject({ unsent: 0, conflicts: [] });
  });

  test("two devices change the same one: nothing is overwritten, the second chooses", async () => {
    const { world, tab, outside } = await opened();
    outside.save("list_builder", id, list("one"));
    await world.run(1000);
    const other = await opened(world, "bb");
    tab.setOnline(false);
    outside.save("list_builder", id, list("on the phone"));
    other.outside.save("list_builder", id, list("on the laptop"));
    await world.run(1000);
    tab.setOnline(true);
    await world.run(5000);
    const [conflict] = tab.client.view().conflicts;
    expect(conflict).toMatchObject({
      about: id,
      tool: "list_builder",
      mine: list("on the phone"),
      theirs: { value: list("on the laptop"), rev: 2 },
    });
    expect(valueAt(tab)).toEqual(list("on the laptop"));
    tab.client.settle(id, "mine");
    await world.run(1000);
    expect(atServer(world)).toMatchObject({ rev: 3, value: list("on the phone") });
    expect(valueAt(other.tab)).toEqual(list("on the phone"));
    expect(tab.client.view().conflicts).toEqual([]);
  });

  test("what was opened before another device changed it is not put over that change", async () => {
    const { world, tab, outside } = await opened();
    outside.save("list_builder", id, list("one"));
    await world.run(1000);
    const other = await opened(world, "bb");
    other.outside.save("list_builder", id, list("two"));
    await world.run(1000);
    expect(valueAt(tab)).toEqual(list("two"));
    outside.save("list_builder", id, list("one, longer"), { baseRev: 1 });
    await world.run(1000);
    expect(tab.client.view().conflicts[0]).toMatchObject({ mine: list("one, longer"), theirs: { rev: 2 } });
    tab.client.settle(id, "theirs");
    await world.run(1000);
    expect(atServer(world)).toMatchObject({ rev: 2, value: list("two") });
  });

  test("deleted there and changed here: a choice, not a loss", async () => {
    const { world, tab, outside } = await opened();
    outside.save("list_builder", id, list("one"));
    await world.run(1000);
    const other = await opened(world, "bb");
    tab.setOnline(false);
    outside.save("list_builder", id, list("one", "two"));
    other.outside.save("list_builder", id, null);
    await world.run(1000);
    tab.setOnline(true);
    await world.run(5000);
    expect(tab.client.view().conflicts[0]).toMatchObject({
      mine: list("one", "two"),
      theirs: { value: null, rev: 2 },
    });
    tab.client.settle(id, "mine");
    await world.run(1000);
    expect(atServer(world)).toMatchObject({ rev: 3, value: list("one", "two") });
  });

  test("refused, it says why and keeps what was typed; what came after it becomes a draft", async () => {
    const world = createWorld();
    const tab = world.browser("a").openTab();
    await world.run(2000);
    const outside = await tab.client.outside();
    outside.save("list_builder", id, list("too early"));
    await world.clock.settle();
    expect(valueAt(tab)).toEqual(list("too early"));
    await world.run(1000);
    expect(tab.client.view().sending.get(id)).toMatchObject({
      state: "failed",
      reason: "The workbook introduces this tool later",
      value: list("too early"),
    });
    expect(valueAt(tab)).toBeUndefined();
    tab.client.takeBack(tab.client.view().sending.get(id)?.opId ?? "");
    await world.run(1000);
    expect(tab.client.view().drafts.get(id)).toMatchObject({
      tool: "list_builder",
      value: list("too early"),
    });
    world.server.unlock("list_builder");
    outside.save("list_builder", id, list("in time"));
    await world.run(2000);
    expect(tab.client.view().drafts.has(id)).toBe(false);
    expect(atServer(world)?.value).toEqual(list("in time"));
  });

  test("ER2: erased elsewhere, it is gone here with its draft; a change on its way is kept and says so", async () => {
    const { world, tab, outside } = await opened();
    outside.save("list_builder", id, list("one"));
    await world.run(1000);
    outside.draft("list_builder", id, list("one", "half"));
    await world.run(2000);
    world.server.own({ t: "erase", opId: "e", tool: "list_builder", instanceId: id });
    await world.run(1000);
    expect(valueAt(tab)).toBeUndefined();
    expect(tab.client.view().drafts.has(id)).toBe(false);
    const second = id.replace("4", "7");
    outside.save("list_builder", second, list("two"));
    await world.run(1000);
    tab.setOnline(false);
    outside.save("list_builder", second, list("three"));
    await world.clock.settle();
    world.server.own({ t: "erase", opId: "f", tool: "list_builder", instanceId: second });
    tab.setOnline(true);
    await world.run(5000);
    expect(valueAt(tab, second)).toBeUndefined();
    expect(tab.client.view().sending.get(second)).toMatchObject({ state: "failed", value: list("three") });
  });
});

describe("unsent work on an instance", () => {
  test("DR7: of one that is not there yet it follows to the other device, and knows its tool", async () => {
    const { world, tab, outside } = await opened();
    const other = await opened(world, "bb");
    outside.draft("list_builder", id, list("half"));
    await world.run(2000);
    expect(other.tab.client.view().drafts.get(id)).toMatchObject({
      tool: "list_builder",
      value: list("half"),
      from: "another device",
    });
    const third = await opened(world, "ccc");
    expect(third.tab.client.view().drafts.get(id)?.tool).toBe("list_builder");
    other.outside.save("list_builder", id, list("half", "whole"));
    await world.run(2000);
    expect(world.server.drafts.has(id)).toBe(false);
    expect(other.tab.client.view().drafts.has(id)).toBe(false);
    tab.client.discardDraft(id);
    await world.run(2000);
    expect(tab.client.view().drafts.has(id)).toBe(false);
    expect(valueAt(tab)).toEqual(list("half", "whole"));
  });
});

describe("what is sealed", () => {
  test("deleted where it is locked, and brought back there: every word of it is as it was", async () => {
    const { world, outside } = await withKey();
    outside.save("failure_reframer", id, reframe(secret));
    await until(world, () => atServer(world) !== undefined);
    const before = structuredClone(atServer(world)?.value);
    const other = await opened(world, "bb");
    await until(world, () => other.tab.client.view().closed.get(id) === "locked");
    const undo = other.outside.remove("failure_reframer", id);
    await until(world, () => atServer(world)?.value === null);
    undo();
    await until(world, () => atServer(world)?.rev === 3);
    expect(atServer(world)?.value).toEqual(before);
    expect(other.tab.client.view().closed.get(id)).toBe("locked");
  });

  test("SE2, DR6: drafted, saved and changed: the words are on the screen and nowhere else", async () => {
    const { world, browser, tab, outside } = await withKey();
    outside.draft("failure_reframer", id, reframe(secret.slice(0, 9)));
    outside.draft("failure_reframer", id, reframe(secret));
    await until(world, () => world.server.drafts.has(id));
    const draft = world.server.drafts.get(id)?.value as { tool: string; value: unknown };
    expect(draft.tool).toBe("failure_reframer");
    expect(isEnvelope(draft.value)).toBe(true);
    expect(tab.client.view().drafts.get(id)?.value).toEqual(reframe(secret));
    outside.save("failure_reframer", id, reframe(secret));
    await until(world, () => atServer(world) !== undefined);
    expect(valueAt(tab)).toEqual(reframe(secret));
    const sealed = atServer(world)?.value as { situation: unknown; what_learned: unknown };
    expect(isEnvelope(sealed.situation)).toBe(true);
    outside.save("failure_reframer", id, reframe(`${secret}, at nine`));
    await until(world, () => atServer(world)?.rev === 2);
    const now = atServer(world)?.value as typeof sealed;
    expect(now.what_learned).toEqual(sealed.what_learned);
    expect(now.situation).not.toEqual(sealed.situation);
    await world.run(3000);
    tab.close({ killed: false });
    const again = browser.openTab();
    await until(
      world,
      () => JSON.stringify(valueAt(again)) === JSON.stringify(reframe(`${secret}, at nine`)),
    );
    const everything = [
      [...browser.entries],
      world.server.log(),
      [...world.server.done],
      [...world.server.drafts],
    ];
    expect(JSON.stringify(everything)).not.toContain(secret.slice(0, 9));
  });

  test("without the key it is closed, and nothing of it leaves or is written over", async () => {
    const { world, outside } = await withKey();
    outside.save("failure_reframer", id, reframe(secret));
    await until(world, () => atServer(world) !== undefined);
    const before = JSON.stringify(atServer(world));
    const other = await opened(world, "bb");
    await until(world, () => other.tab.client.view().closed.get(id) === "locked");
    expect(valueAt(other.tab)).toBeNull();
    other.outside.save("failure_reframer", id, reframe("over it"));
    other.outside.draft("failure_reframer", id, reframe("over it"));
    await world.run(3000);
    expect(JSON.stringify(atServer(world))).toBe(before);
    expect(world.server.drafts.has(id)).toBe(false);
  });
});

describe("practices and notes", () => {
  const practice = "quiet-minutes";
  const day = "2026-03-02";
  const about = `${practice}/${day}`;
  const noteAt = (tab: FakeTab) => tab.client.view().state?.practices.get(about);

  test("PL1: a day is said anew each time; the note is sealed, and stays where nothing is said of it", async () => {
    const { world, browser, tab, outside } = await withKey();
    outside.draftNote(practice, day, "five breaths");
    await until(world, () => tab.client.view().drafts.get(about)?.value === "five breaths");
    outside.practice(practice, day, true, "five breaths");
    await until(world, () => world.server.state().practices.has(about));
    expect(tab.client.view().drafts.has(about)).toBe(false);
    expect(noteAt(tab)).toMatchObject({ done: true, note: "five breaths" });
    // Also once it has come back with its place.
    await world.run(3000);
    expect(noteAt(tab)).toMatchObject({ done: true, note: "five breaths" });
    const kept = world.server.state().practices.get(about);
    expect(isEnvelope(kept?.note)).toBe(true);
    outside.practice(practice, day, false, undefined);
    await until(world, () => world.server.state().practices.get(about)?.done === false);
    expect(world.server.state().practices.get(about)?.note).toEqual(kept?.note);
    outside.practice(practice, day, true, "");
    await until(world, () => world.server.state().practices.get(about)?.note === null);
    await world.run(3000);
    expect(world.server.drafts.size).toBe(0);
    expect(JSON.stringify([[...browser.entries], world.server.log()])).not.toContain("five breaths");
  });

  test("without a line only the last word of a day goes; a day too far back is refused and says so", async () => {
    const { world, tab, outside } = await opened();
    tab.setOnline(false);
    outside.practice(practice, day, true, undefined);
    outside.practice(practice, day, false, undefined);
    await world.clock.settle();
    expect([tab.client.view().unsent, noteAt(tab)?.done, sending(tab, about)]).toEqual([1, false, "offline"]);
    tab.setOnline(true);
    await world.run(5000);
    expect(world.server.state().practices.get(about)?.done).toBe(false);
    outside.practice(practice, "2026-01-01", true, undefined);
    await world.run(1000);
    expect(tab.client.view().sending.get(`${practice}/2026-01-01`)).toMatchObject({
      state: "failed",
      reason: `Choose a day of the last ${limits.practiceDays}, up to today`,
    });
  });

  test("a facilitator's note is put away on every device, once", async () => {
    const { world, tab, outside } = await opened();
    const noteId = "66666666-6666-4666-8666-666666666666";
    world.server.own({ t: "note", opId: "n", noteId, from: "Maria", text: "Well said", blockId: null });
    await world.run(1000);
    const other = await opened(world, "bb");
    expect(tab.client.view().state?.notes.get(noteId)).toMatchObject({ from: "Maria", seen: false });
    outside.noteSeen(noteId);
    outside.noteSeen(noteId);
    await world.clock.settle();
    expect(frames(tab).filter((frame) => frame.t === "note_seen").length).toBeLessThanOrEqual(2);
    await world.run(1000);
    expect(other.tab.client.view().state?.notes.get(noteId)?.seen).toBe(true);
    expect(tab.client.view().unsent).toBe(0);
  });
});
