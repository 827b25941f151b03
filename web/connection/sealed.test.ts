import { describe, expect, test } from "vitest";
import { indexRelease } from "../../shared/engine/stem.ts";
import { isEnvelope } from "../../shared/crypto/envelope.ts";
import type { FakeTab } from "./testing/fakeBrowser.ts";
import { createWorld, until, type World } from "./testing/world.ts";
import { workbook } from "./testing/workbook.ts";

const openQuestion = "1.1.1.first";
const asked = "1.1.1.second";
const later = "1.1.2.first";
const list = "1.1.2.second";
const secret = "my sister owes me the rent";

/** The small workbook with private placements in it: two questions, and a list, of which the last recalls the first. */
function privateWorkbook() {
  const { release } = workbook(1, ["1.1", "1.2"]);
  const tool = {
    type: "tool",
    tool: "list_builder",
    inputType: undefined,
    config: { target: "user_list_items", list: "Worries" },
  } as const;
  return indexRelease({
    ...release,
    stem: release.stem.map((block) => {
      if (block.id === asked) return { ...block, private: true, feeds: [later] };
      if (block.id === list) return { ...block, ...tool, private: true };
      if (block.id !== later) return block;
      const recall = {
        dataObject: "x",
        label: "What you said",
        from: [asked],
        transform: [{ op: "top" as const, n: 1 }],
        reveal: "shown" as const,
        use: "show" as const,
      };
      return { ...block, private: true, connections: [recall] };
    }),
  });
}

async function atPrivateQuestion(name = "a", world: World = createWorld(privateWorkbook())) {
  const browser = world.browser(name);
  const tab = browser.openTab();
  await until(world, () => tab.client.view().waiting !== null);
  if (tab.client.view().waiting?.id === openQuestion) world.say(tab, "said in the open");
  await until(world, () => tab.client.view().waiting?.id !== openQuestion);
  return { world, browser, tab };
}
const rowsIn = (value: unknown) => (value as { rows: { text: unknown }[] }).rows;
const keysOf = (tab: FakeTab) => tab.client.view().keys;

async function withKey(name = "a", world?: World) {
  const made = await atPrivateQuestion(name, world);
  await until(made.world, () => keysOf(made.tab) === "none");
  made.tab.client.makeKey();
  await until(made.world, () => keysOf(made.tab) === "open");
  return made;
}

/** Everything that is kept on a device or has reached the server, as text. */
const everywhere = (world: World, ...browsers: { entries: Map<string, unknown> }[]) =>
  JSON.stringify([
    browsers.map((one) => [...one.entries].map(([key, value]) => [key, value])),
    world.server.log(),
    [...world.server.drafts],
    [...world.server.done],
    [...world.server.state().answers],
  ]);

describe("before the first private word", () => {
  test("nothing is made until the learner says so, and then one key for this browser", async () => {
    const { world, browser, tab } = await atPrivateQuestion();
    expect(tab.client.view().waiting?.id).toBe(asked);
    await until(world, () => keysOf(tab) === "none");
    expect([...browser.entries.keys()].some((key) => key.endsWith("/keys"))).toBe(false);
    const other = browser.openTab();
    await until(world, () => keysOf(other) === "none");
    tab.client.makeKey();
    other.client.makeKey();
    await until(world, () => keysOf(tab) === "open" && keysOf(other) === "open");
    const kept = browser.entries.get(`user/${world.server.userId}/keys`) as { kept: { under: string } };
    expect(kept.kept.under).toBe("device");
    tab.client.reply(asked, secret);
    await until(world, () => other.client.answer(asked)?.value === secret);
  });

  test("made without a network it is put under the session's key when there is one", async () => {
    const { world, browser, tab } = await atPrivateQuestion();
    await until(world, () => keysOf(tab) === "none");
    tab.setOnline(false);
    tab.client.makeKey();
    await until(world, () => keysOf(tab) === "open");
    const kept = () =>
      (browser.entries.get(`user/${world.server.userId}/keys`) as { kept: { under: string } }).kept.under;
    expect(kept()).toBe("browser");
    tab.client.reply(asked, secret);
    await until(world, () => tab.client.answer(asked)?.value === secret);
    expect(tab.client.view().sending.get(asked)?.state).toBe("offline");
    tab.setOnline(true);
    await until(world, () => kept() === "device" && world.server.state().answers.has(asked));
    expect(everywhere(world, browser)).not.toContain(secret);
  });

  test("with an account there is a key already: none is made, it is locked", async () => {
    const { world, tab } = await atPrivateQuestion();
    await until(world, () => keysOf(tab) === "none");
    world.server.rules.account = { salt: "", kdf: {}, wrapped: "" };
    tab.client.makeKey();
    await until(world, () => keysOf(tab) === "locked");
  });
});

describe("what leaves the page and what is kept", () => {
  test("DR6: typed, sent, edited, kept and told: the words are on the screen and nowhere else", async () => {
    const { world, browser, tab } = await withKey();
    tab.client.draft(asked, secret.slice(0, 9));
    tab.client.draft(asked, secret);
    await until(world, () => tab.client.view().drafts.get(asked)?.value === secret);
    await until(world, () => world.server.drafts.has(asked));
    expect(isEnvelope(world.server.drafts.get(asked)?.value)).toBe(true);
    tab.client.reply(asked, secret);
    await until(world, () => tab.client.view().waiting?.id === later);
    expect(tab.client.view().drafts.has(asked)).toBe(false);
    expect(tab.client.answer(asked)?.value).toBe(secret);
    await until(world, () => world.server.state().answers.has(asked));
    expect(isEnvelope(world.server.state().answers.get(asked)?.value)).toBe(true);
    tab.client.edit(asked, `${secret}, still`);
    await until(world, () => world.server.state().answers.get(asked)?.rev === 2);
    await world.run(3000);
    expect(everywhere(world, browser)).not.toContain(secret.slice(0, 9));
  });

  test("SE4: rows of a list are sealed one by one, with their hashes; what did not change stays as it was", async () => {
    const { world, browser, tab } = await withKey();
    tab.client.reply(asked, "one");
    await until(world, () => tab.client.view().waiting?.id === later);
    tab.client.reply(later, "two");
    await until(world, () => tab.client.view().waiting?.id === list);
    const rows = [1, 2].map((n) => ({
      id: `00000000-0000-4000-8000-00000000000${n}`,
      text: `${secret} ${n}`,
    }));
    tab.client.reply(list, { rows });
    await until(world, () => world.server.state().answers.has(list));
    expect(tab.client.answer(list)?.value).toEqual({ rows });
    const envelopes = () => rowsIn(world.server.state().answers.get(list)?.value).map((row) => row.text);
    const before = envelopes();
    expect(before.every(isEnvelope)).toBe(true);
    const frame = [...world.server.done.values()].at(-1)?.payload ?? "";
    expect(Object.keys((JSON.parse(frame) as { hashes: object }).hashes)).toHaveLength(2);
    const changed = [rows[0], { ...rows[1], text: "other words" }];
    tab.client.edit(list, { rows: changed });
    await until(world, () => world.server.state().answers.get(list)?.rev === 2);
    expect(envelopes()[0]).toEqual(before[0]);
    expect(envelopes()[1]).not.toEqual(before[1]);
    await until(
      world,
      () => JSON.stringify(tab.client.answer(list)?.value) === JSON.stringify({ rows: changed }),
    );
    expect(everywhere(world, browser)).not.toContain(secret);
  });

  test("a recall of it is made here, with the author's steps", async () => {
    const { world, tab } = await withKey();
    tab.client.reply(asked, secret);
    await until(world, () => tab.client.view().waiting?.id === later);
    const block = tab.client.view().waiting;
    if (block === null) throw new Error("nothing waits");
    await until(world, () => tab.client.recalls(block)[0]?.rows[0]?.text === secret);
    const told = () =>
      world.server.log().flatMap((event) => (event.kind === "block" ? (event.block.recall ?? []) : []));
    await until(world, () => told().some((one) => one.sealed));
    expect(JSON.stringify(told())).not.toContain(secret);
  });

  test("what is done next waits until what was done before is sealed", async () => {
    const { world, tab } = await withKey();
    tab.client.reply(asked, secret);
    tab.client.reply(later, "the next one, at once");
    tab.client.setOnlyMe(openQuestion, true);
    await until(world, () => world.server.state().answers.has(later));
    await until(world, () => world.server.state().answers.get(openQuestion)?.onlyMe === true);
  });

  test("sent by two taps it is sent once: no two envelopes are the same, and nobody is asked to choose of them", async () => {
    const { world, tab } = await withKey();
    tab.client.reply(asked, secret);
    tab.client.reply(asked, secret);
    tab.client.skip(asked, "block");
    await until(world, () => world.server.state().answers.has(asked));
    await world.run(3000);
    expect(tab.client.view().conflicts).toEqual([]);
    expect(tab.client.answer(asked)).toMatchObject({ value: secret, skipped: false });
    expect(world.server.effects.size).toBe(2);
  });

  test("too long is said here: nobody can say so once it is sealed", async () => {
    const { world, tab } = await withKey();
    tab.client.reply(asked, "x".repeat(2001));
    await until(world, () => tab.client.view().sending.get(asked)?.state === "failed");
    expect(tab.client.view().sending.get(asked)?.reason).toContain("At most 2000");
    await world.run(3000);
    expect(world.server.state().answers.has(asked)).toBe(false);
    tab.client.takeBack(tab.client.view().sending.get(asked)?.opId ?? "");
    await until(world, () => tab.client.view().drafts.get(asked)?.value === "x".repeat(2001));
  });
});

describe("coming back", () => {
  test("offline as well, it opens: the key is in this browser", async () => {
    const { world, browser, tab } = await withKey();
    tab.client.reply(asked, secret);
    await until(world, () => world.server.state().answers.has(asked));
    tab.client.draft(later, "half a thought");
    await until(world, () => tab.client.view().drafts.has(later));
    await world.run(3000);
    tab.close({ killed: false });
    world.server.rules.network = false;
    const again = browser.openTab();
    again.setOnline(false);
    await until(world, () => again.client.answer(asked)?.value === secret);
    expect(again.client.view().drafts.get(later)?.value).toBe("half a thought");
    again.client.reply(later, "said in a tunnel");
    await until(world, () => again.client.answer(later)?.value === "said in a tunnel");
    expect(everywhere(world, browser)).not.toContain("tunnel");
  });

  test("another browser without the key: locked, nothing of it is shown, nothing is written over", async () => {
    const { world, tab } = await withKey();
    tab.client.reply(asked, secret);
    await until(world, () => world.server.state().answers.has(asked));
    tab.client.draft(later, "half a thought");
    await until(world, () => world.server.drafts.has(later));
    const { tab: other } = await atPrivateQuestion("bb", world);
    await until(world, () => keysOf(other) === "locked");
    expect(other.client.view().closed.get(asked)).toBe("locked");
    expect(other.client.answer(asked)?.value).toBeNull();
    await until(world, () => other.client.view().closedDrafts.get(later) === "locked");
    expect(other.client.view().drafts.has(later)).toBe(false);
    const before = JSON.stringify(world.server.state().answers.get(asked));
    other.client.makeKey();
    other.client.draft(later, "over it");
    other.client.edit(asked, "over it");
    await world.run(5000);
    expect(keysOf(other)).toBe("locked");
    expect(JSON.stringify(world.server.state().answers.get(asked))).toBe(before);
    expect(JSON.stringify([...world.server.drafts])).not.toContain("over it");
    expect(other.client.recalls(other.client.view().waiting ?? ({} as never))[0]?.rows ?? []).toEqual([]);
  });

  test("a lost key, and nothing that brings it back: a new one goes on, what was sealed before is kept", async () => {
    const { world, browser, tab } = await withKey();
    tab.client.reply(asked, secret);
    await until(world, () => world.server.state().answers.has(asked));
    tab.close({ killed: false });
    browser.entries.delete(`user/${world.server.userId}/keys`);
    const again = browser.openTab();
    await until(world, () => keysOf(again) === "locked" && again.client.view().hasAccount === false);
    again.client.makeKey();
    await world.run(1000);
    expect(keysOf(again)).toBe("locked");
    again.client.makeKey({ afresh: true });
    await until(world, () => keysOf(again) === "open");
    again.client.reply(later, "with the new key");
    await until(world, () => again.client.answer(later)?.value === "with the new key");
    await until(world, () => again.client.view().closed.get(asked) === "damaged");
    expect(again.client.answer(asked)?.value).toBeNull();
    expect(isEnvelope(world.server.state().answers.get(asked)?.value)).toBe(true);
  });

  test("a field that was changed on the way is damaged, and the others open", async () => {
    const { world, browser, tab } = await withKey();
    tab.client.reply(asked, secret);
    await until(world, () => tab.client.view().waiting?.id === later);
    tab.client.reply(later, "two");
    await until(world, () => tab.client.view().waiting?.id === list);
    const rows = [1, 2].map((n) => ({
      id: `00000000-0000-4000-8000-00000000000${n}`,
      text: `${secret} ${n}`,
    }));
    tab.client.reply(list, { rows });
    await until(world, () => world.server.state().answers.has(list));
    // The server swaps two rows of the list.
    const answer = world.server.log().findLast((event) => event.kind === "answer" && event.blockId === list);
    const value = (answer as { value: { rows: { text: unknown }[] } }).value;
    const [a, b] = value.rows;
    if (a === undefined || b === undefined) throw new Error("two rows");
    a.text = structuredClone(b.text);
    world.server.newEpoch();
    tab.close({ killed: false });
    const again = browser.openTab();
    await until(world, () => again.client.view().closed.get(list) === "damaged");
    expect(again.client.answer(list)?.value).toEqual({ rows: [{ ...rows[0], text: "" }, rows[1]] });
    expect(again.client.answer(asked)?.value).toBe(secret);
  });

  test("signed out elsewhere: the key goes from this device, the words stay sealed", async () => {
    const { world, browser, tab } = await withKey();
    tab.client.reply(asked, secret);
    await until(world, () => world.server.state().answers.has(asked));
    const wire = tab.wire();
    if (wire === null) throw new Error("no line");
    world.server.disconnect(wire, 4401);
    await until(world, () => tab.client.view().phase === "signed_out");
    await until(world, () => ![...browser.entries.keys()].some((key) => key.endsWith("/keys")));
    await until(world, () => tab.client.view().closed.get(asked) === "locked");
    expect(tab.client.answer(asked)?.value).toBeNull();
  });
});

test("signing out takes the key along, from every tab", async () => {
  const { world, browser, tab } = await withKey();
  tab.client.reply(asked, secret);
  const other = browser.openTab();
  await until(world, () => other.client.answer(asked)?.value === secret);
  await until(world, () => world.server.state().answers.has(asked) && tab.client.view().unsent === 0);
  await world.run(2000);
  const left = tab.client.signOut();
  await world.run(6000);
  expect(await left).toBe("done");
  await until(world, () => other.client.view().phase === "landing");
  expect([...browser.entries.keys()].filter((key) => key.startsWith("user/"))).toEqual([]);
  expect([keysOf(tab), keysOf(other)]).toEqual(["unknown", "unknown"]);
});

describe("a shared computer", () => {
  test("keeps the key in memory: in every tab, on no disk, and not for long", async () => {
    const world = createWorld(privateWorkbook());
    world.server.rules.deviceKey = null;
    const { browser, tab } = await withKey("a", world);
    tab.client.reply(asked, secret);
    await until(world, () => world.server.state().answers.has(asked));
    const other = browser.openTab();
    await until(world, () => other.client.answer(asked)?.value === secret);
    expect([...browser.entries.keys()].some((key) => key.endsWith("/keys"))).toBe(false);
    await world.clock.advance(14 * 60_000 + 1000);
    expect(tab.client.view().locksSoon).toBe(true);
    tab.emit("key");
    expect(tab.client.view().locksSoon).toBe(false);
    await world.clock.advance(10 * 60_000);
    expect(keysOf(tab)).toBe("open");
    await world.clock.advance(6 * 60_000);
    await until(world, () => keysOf(tab) === "locked");
    expect(tab.client.view().closed.get(asked)).toBe("locked");
  });
});
