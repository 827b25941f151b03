import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { InstanceTool } from "../../shared/protocol/client.ts";
import type { ListValue } from "../../shared/tools/list_builder/tool.ts";
import { violations } from "../browser/axe.ts";
import { toTheCard } from "../browser/cards.ts";
import { desktop, phone, type Device as Screen } from "../browser/chromium.ts";
import { Device } from "../browser/device.ts";
import { handOf } from "../browser/frames.ts";
import { byFinger, byKeys, type Hand } from "../browser/hand.ts";
import { stage, type Learner } from "../browser/stage.ts";
import { atRest, release } from "../browser/thread.ts";
import { toolSteps, type ToolSteps } from "../browser/toolSteps.ts";
import { envelope, reframe, sealedBudget } from "../browser/toolValues.ts";
import { watched } from "../browser/watch.ts";
import { whole } from "../browser/whole.ts";

/* The tools on their own pages: by keys alone and by touch alone, with what stands in D1 in the end. */

/** With `npm test`: one by keys, one by touch; all of them both ways for the proof. */
const byKeysToo = whole ? toolSteps : toolSteps.filter(({ tool }) => tool === "list_builder");
const byTouchToo = whole ? toolSteps : toolSteps.filter(({ tool }) => tool === "ranking_grid");

/** What has to stand in D1 once everybody has gone home. */
const written: { readonly steps: ToolSteps; readonly words: string }[] = [];
const { context, learnerAt, later, open: openFor, settle, url } = stage();
let learner: Learner;
beforeAll(async () => {
  learner = await learnerAt(whole ? "2.4.1.milestones-1" : "1.2.1.lived");
});

const open = (path: string, device: Screen) => openFor(learner, device, path);
const cardOf = (page: Page) => page.locator(".tool-editor");
const saved = (page: Page) => page.getByRole("main").getByText("Saved", { exact: true }).waitFor();

/** What is private was sealed by nobody's key when the learner was brought this far: it goes on with a new one. */
async function throughLock(hand: Hand): Promise<void> {
  await toTheCard(hand.page, (button) => hand.press(button));
}

/** Makes one, changes it, deletes it and takes that back; it is read and checked at every step. */
async function use(steps: ToolSteps, hand: Hand, words: string): Promise<void> {
  const { page } = hand;
  const wellMade = async () => {
    await atRest(page);
    expect(await violations(page, true)).toEqual([]);
  };
  await hand.press(page.getByRole("button", { name: steps.begin }));
  if (steps.isPrivate === true) await throughLock(hand);
  await steps.make(hand, cardOf(page));
  await wellMade();
  await hand.press(cardOf(page).getByRole("button", { name: "Keep it" }));
  const entry = page.locator(".tool-entry").filter({ hasText: "Made here" }).first();
  await entry.locator(".mine").waitFor();
  await saved(page);
  await hand.press(entry.getByRole("button", { name: /^Edit this/ }));
  await steps.change(hand, cardOf(page), words);
  await hand.press(cardOf(page).getByRole("button", { name: "Save change" }));
  await entry.locator(".mine").waitFor();
  await saved(page);
  await wellMade();
  const before = await entry.locator(".mine").innerText();
  await hand.press(entry.getByRole("button", { name: /^Delete this/ }));
  await hand.press(page.getByRole("button", { name: "Undo" }));
  await expect.poll(() => entry.locator(".mine").innerText()).toBe(before);
  await saved(page);
  const { policy, errors, lostFocus } = await watched(page);
  expect({ policy, errors, lostFocus }).toEqual({ policy: [], errors: [], lostFocus: [] });
  written.push({ steps, words });
}

const wordsFor = ({ tool }: ToolSteps, number: number): string => {
  if (tool === "mbti_selector") return "2";
  return tool === "skill_tagger" ? String(number) : `Changed, ${tool} ${number}`;
};

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

describe("each on its own page", () => {
  test.each(byKeysToo.map((steps) => [steps.tool, steps] as const))(
    "%s, by keys alone",
    async (tool, steps) => {
      const page = await open(`/tools/${tool}`, desktop);
      await use(steps, byKeys(page), wordsFor(steps, 2));
    },
  );

  test.each(byTouchToo.map((steps) => [steps.tool, steps] as const))(
    "%s, by touch at 390 px",
    async (tool, steps) => {
      const page = await open(`/tools/${tool}`, phone);
      await use(steps, byFinger(page), wordsFor(steps, 5));
      expect(await widthOf(page)).toBeLessThanOrEqual(390);
      // With letters of twice their size, as it stands and as it is changed.
      const large = await page.context().newPage();
      await large.addInitScript(() =>
        document.addEventListener("DOMContentLoaded", () => {
          document.documentElement.style.setProperty("font-size", "200%");
        }),
      );
      await large.goto(page.url());
      const edits = large.getByRole("button", { name: /^Edit this/ });
      await edits.first().waitFor();
      expect(await widthOf(large)).toBeLessThanOrEqual(390);
      await edits.first().tap();
      await cardOf(large).locator(".tool").waitFor();
      expect(await widthOf(large)).toBeLessThanOrEqual(390);
    },
  );
});

/** What another device says of the one that is open here; of a private tool, sealed by a key that is not here. */
const elsewhere: Readonly<Partial<Record<InstanceTool, (id: string) => unknown>>> = {
  list_builder: () => ({ name: "Theirs", rows: [{ id: crypto.randomUUID(), text: "from the laptop" }] }),
  soared_form: () => ({
    id: crypto.randomUUID(),
    experienceId: null,
    title: "from the laptop",
    situation: "There.",
    obstacle: "",
    action: "",
    result: "",
    evaluation: "",
    discovery: "",
  }),
  ranking_grid: () => ({
    name: "from the laptop",
    rows: ["a", "b"].map((text) => ({ id: crypto.randomUUID(), text })),
  }),
  mbti_selector: () => ({ code: "INFJ", lines: {} }),
  failure_reframer: () => reframe(crypto.randomUUID()),
  skill_tagger: () => ({ rows: [{ id: skillNamed("negotiating"), on: [], mastery: 1 }], newSkills: [] }),
  budget_calculator: () => ({ ...sealedBudget, notes: envelope() }),
};
const skillNamed = (name: string): string => release.skills.find((one) => one.name === name)?.id ?? "";
/** By what the other version is known. */
const known: Readonly<Partial<Record<InstanceTool, string>>> = {
  list_builder: "from the laptop",
  soared_form: "from the laptop",
  ranking_grid: "from the laptop",
  skill_tagger: "Starting out",
};

describe("two devices on the same one", () => {
  const both = toolSteps.filter(({ tool }) => elsewhere[tool] !== undefined);
  const some = whole ? both : both.filter(({ tool }) => tool === "list_builder");
  test.each(some.map((steps) => [steps.tool, steps] as const))(
    "%s: both stand side by side, and what is chosen stands on both",
    async (tool, steps) => {
      const page = await open(`/tools/${tool}`, desktop);
      const hand = byKeys(page);
      await hand.press(page.getByRole("button", { name: steps.begin }));
      if (steps.isPrivate === true) await throughLock(hand);
      await steps.make(hand, cardOf(page));
      await hand.press(cardOf(page).getByRole("button", { name: "Keep it" }));
      const entry = page.locator(".tool-entry").filter({ hasText: "Made here" }).first();
      await entry.locator(".mine").waitFor();
      await saved(page);
      await hand.press(entry.getByRole("button", { name: /^Edit this/ }));
      const words = wordsFor(steps, 3);
      await steps.change(hand, cardOf(page), words);
      const instanceId = ((await entry.getByRole("heading").first().getAttribute("id")) ?? "").slice(6);
      const other = new Device(url(), learner.cookie);
      await other.connect();
      const value = elsewhere[tool]?.(instanceId);
      other.send({ t: "tool", opId: crypto.randomUUID(), tool, instanceId, baseRev: 1, value });
      await other.until(() => other.unsent === 0);
      expect([...other.refused.values()]).toEqual([]);
      await hand.press(cardOf(page).getByRole("button", { name: "Save change" }));
      const two = page.getByRole("group", { name: "Two versions of this" });
      await two.waitFor();
      expect(await two.innerText()).toContain(known[tool] ?? "");
      await atRest(page);
      expect(await violations(page, true)).toEqual([]);
      await hand.press(two.getByRole("button", { name: "Keep this one" }));
      await two.waitFor({ state: "detached" });
      await saved(page);
      const events = () =>
        other.told.filter((event) => event.kind === "tool_saved" && event.instanceId === instanceId);
      expect(
        await other.until(() => events().some((event) => event.kind === "tool_saved" && event.rev === 3)),
      ).toBe(true);
      other.close();
      written.push({ steps, words });
    },
  );
});

describe("bad input", () => {
  const id = () => crypto.randomUUID();
  const row = (text: string) => ({ id: id(), text });
  const twice = id();
  const refusals: readonly (readonly [string, InstanceTool, unknown, string])[] = [
    ["too long", "list_builder", { rows: [row("x".repeat(301))] }, "invalid value.rows.0.text"],
    ["no line", "list_builder", { rows: [] }, "invalid value.rows"],
    ["a title too long", "soared_form", { ...story("x".repeat(161)) }, "invalid value.title"],
    [
      "a skill that does not exist",
      "skill_tagger",
      { rows: [{ id: id(), on: [], mastery: 3 }], newSkills: [] },
      "invalid value.rows.0.id",
    ],
    [
      "out of range",
      "skill_tagger",
      { rows: [{ id: id(), on: [], mastery: 6 }], newSkills: [] },
      "invalid value.rows.0.mastery",
    ],
    [
      "a rank twice",
      "ranking_grid",
      {
        rows: [
          { id: twice, text: "a" },
          { id: twice, text: "b" },
        ],
      },
      "invalid value.rows.1.id",
    ],
    [
      "on what is no row",
      "skill_tagger",
      { rows: [{ id: id(), on: ["roof"], mastery: 3 }], newSkills: [] },
      "invalid value.rows.0.on.0",
    ],
    ["no such type", "mbti_selector", { code: "XXXX", lines: {} }, "invalid value.code"],
    ["no such tool", "life_planner" as InstanceTool, {}, "invalid tool"],
  ];
  function story(title: string) {
    return {
      id: id(),
      experienceId: null,
      title,
      situation: "s",
      obstacle: "",
      action: "",
      result: "",
      evaluation: "",
      discovery: "",
    };
  }

  test("is refused with the field named, and nothing is written", async () => {
    const device = new Device(url(), learner.cookie);
    await device.connect();
    for (const [what, tool, value, said] of refusals) {
      const opId = crypto.randomUUID();
      device.send({ t: "tool", opId, tool, instanceId: id(), baseRev: 0, value });
      await device.until(() => device.refused.has(opId) || device.acked.has(opId));
      expect(`${what}: ${device.refused.get(opId) ?? "taken"}`).toContain(`${what}: ${said}`);
    }
    // An old revision, and a tool that this learner has not come to.
    const instanceId = id();
    const send = (baseRev: number, text: string, to: Device = device) => {
      const opId = crypto.randomUUID();
      to.send({ t: "tool", opId, tool: "list_builder", instanceId, baseRev, value: { rows: [row(text)] } });
      return to.until(() => to.unsent === 0).then(() => to.refused.get(opId) ?? "taken");
    };
    expect(await send(0, "one")).toBe("taken");
    expect(await send(0, "two")).toMatch(/^conflict/);
    device.close();
    const fresh = new Device(url(), (await learnerAt()).cookie);
    await fresh.connect();
    expect(await send(0, "early", fresh)).toMatch(/^locked tool/);
    fresh.close();
  });

  test("on a card it is said at its field, which keeps what was typed", async () => {
    const page = await open("/tools/list_builder", phone);
    const hand = byFinger(page);
    await hand.press(page.getByRole("button", { name: "New list" }));
    const card = cardOf(page);
    // First, as somebody writes who comes from an outliner.
    const lines = card.getByRole("list").getByRole("textbox");
    const { keyboard } = page;
    await card.getByRole("textbox", { name: "Add a line" }).tap();
    for (const line of ["Night bus and yard", "Canteen"]) {
      await keyboard.type(line);
      await keyboard.press("Enter");
    }
    await lines.first().evaluate((one: HTMLTextAreaElement) => {
      one.focus();
      one.setSelectionRange(9, 9);
    });
    await keyboard.press("Enter");
    await keyboard.type("And:");
    const said = () => lines.evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value));
    expect(await said()).toEqual(["Night bus", "And: and yard", "Canteen"]);
    await keyboard.press("Home");
    await keyboard.press("Backspace");
    await keyboard.type(", ");
    expect(await said()).toEqual(["Night bus, And: and yard", "Canteen"]);
    await keyboard.press("End");
    await keyboard.press("Enter");
    await keyboard.type("Shifts");
    await keyboard.press("ArrowDown");
    await keyboard.press("Backspace");
    expect(await said()).toEqual(["Night bus, And: and yard", "ShiftsCanteen"]);
    await hand.write(card.getByRole("textbox", { name: "Its name" }), "N".repeat(121));
    await hand.write(card.getByRole("textbox", { name: "Add a line" }), "x".repeat(301));
    await hand.press(card.getByRole("button", { name: "Keep it" }));
    const name = card.getByRole("textbox", { name: "Its name" });
    expect(await name.getAttribute("aria-invalid")).toBe("true");
    expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
    await hand.write(name, "Depot");
    await hand.press(card.getByRole("button", { name: "Keep it" }));
    const entry = card.getByRole("textbox", { name: "Add a line" });
    expect(await card.getByText("This is 301 characters long; 300 fit here.").count()).toBe(1);
    expect((await entry.inputValue()).length).toBe(301);
    // Left as it is, it waits as a draft, also after the page was loaded again.
    await page.reload();
    await page.getByRole("button", { name: "Go on with it" }).tap();
    expect((await entry.inputValue()).length).toBe(301);
    await hand.press(card.getByRole("button", { name: "Throw it away" }));
    await page.getByRole("button", { name: "New list" }).waitFor();
  });
});

test("what was changed on two devices and kept on neither stands side by side, and either is gone on with", async () => {
  const away = await context(phone, learner);
  const here = await away.newPage();
  await here.goto(`${url()}/tools/list_builder`);
  const steps = toolSteps.find(({ tool }) => tool === "list_builder");
  if (steps === undefined) throw new Error("no steps for a list");
  await byFinger(here).press(here.getByRole("button", { name: steps.begin }));
  await steps.make(byFinger(here), cardOf(here));
  const nameOn = (page: Page) => cardOf(page).getByRole("textbox", { name: "Its name" });
  await nameOn(here).fill("Named on the stairs");
  await byFinger(here).press(cardOf(here).getByRole("button", { name: "Keep it" }));
  await saved(here);
  const there = await open("/tools/list_builder", desktop);
  for (const page of [here, there]) {
    await page
      .locator(".tool-entry")
      .filter({ hasText: "Named on the stairs" })
      .getByRole("button", { name: /^Edit this/ })
      .click();
  }
  await away.setOffline(true);
  await nameOn(here).fill("Named in the cellar");
  await nameOn(there).fill("Named upstairs");
  await away.setOffline(false);
  const beside = here.getByRole("region", { name: "Also written here" });
  await byFinger(here).press(beside.getByRole("button", { name: "Go on with this one" }));
  await expect.poll(() => nameOn(here).inputValue()).toBe("Named upstairs");
  await byFinger(here).press(beside.getByRole("button", { name: "Go on with this one" }));
  await expect.poll(() => nameOn(here).inputValue()).toBe("Named in the cellar");
  expect(await violations(here, true)).toEqual([]);
  await byFinger(here).press(beside.getByRole("button", { name: "Put it away" }));
  await beside.waitFor({ state: "detached" });
  await expect.poll(() => here.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
  expect((await watched(here)).lostFocus).toEqual([]);
});

describe("what was said before comes late, or changes", () => {
  const sliders = ["energy", "facts", "deciding", "planning"].map((one) => `1.1.2.lean-${one}`);

  test("a card begins when it is there: a story kept at once keeps its experience", async () => {
    const other = await handOf(url(), learner);
    const experiences = other.device.answers.get("1.1.1.experiences")?.value as ListValue | undefined;
    const experienceId = experiences?.rows[0]?.id;
    const told = {
      situation: "It rained.",
      obstacle: "",
      action: "",
      result: "",
      evaluation: "",
      discovery: "",
    };
    const story = { id: crypto.randomUUID(), experienceId, title: "The late bus", ...told };
    const instanceId = crypto.randomUUID();
    expect(await other.tool("soared_form", story, { instanceId })).toBe("taken");
    const here = await context(phone, learner);
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    let isHere = false;
    await here.route(/\/assets\/recalls-.*js$/, (route) => held.then(() => route.continue()));
    here.on("requestfinished", (request) => {
      isHere ||= /\/assets\/soared_form-.*js$/.test(request.url());
    });
    const page = await here.newPage();
    await page.goto(`${url()}/tools/soared_form`);
    const entry = page.locator(".tool-entry").filter({ hasText: "The late bus" });
    await entry.getByRole("button", { name: /^Edit this/ }).tap();
    // All that the card is made of is here, and time to draw it.
    await expect.poll(() => isHere).toBe(true);
    await page.evaluate(async () => {
      for (let i = 0; i < 30; i += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    });
    const save = cardOf(page).getByRole("button", { name: "Save change" });
    if ((await save.count()) === 0) letThrough();
    // A long name is read whole, also in letters of twice their size.
    const name = cardOf(page).getByRole("textbox", { name: "A name for this story" });
    await name.fill("The late bus, eleven people and the oranges that were for my sister");
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    const hidden = await name.evaluate((one) => [
      one.scrollWidth - one.clientWidth,
      one.scrollHeight - one.clientHeight,
    ]);
    expect(Math.max(...hidden)).toBeLessThanOrEqual(0);
    await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
    await name.fill("The late bus");
    await cardOf(page).getByRole("textbox", { name: "Result" }).fill("We were there at six.");
    await save.tap();
    letThrough();
    await saved(page);
    await expect.poll(() => entry.locator(".mine").innerText()).toContain("We were there at six.");
    expect((await watched(page)).lostFocus).toEqual([]);
    const kept = () =>
      other.device.told.findLast((event) => event.kind === "tool_saved" && event.instanceId === instanceId);
    await other.device.until(() => JSON.stringify(kept()).includes("at six"));
    expect(kept()).toMatchObject({ value: { ...story, result: "We were there at six." } });
    other.device.close();
  });

  test("types that were touched stay where they are when the sliders move elsewhere", async () => {
    const page = await open("/tools/mbti_selector", desktop);
    await page.getByRole("button", { name: "Choose again" }).click();
    const radios = cardOf(page).getByRole("radio");
    await radios.nth(1).click();
    await radios.nth(2).click();
    const names = async () => (await radios.allInnerTexts()).map((text) => text.slice(0, 4));
    const before = await names();
    const first = await page.evaluateHandle(() => document.activeElement);
    const other = await handOf(url(), learner);
    const moved = sliders.map((blockId) => {
      const { rev = 0, value } = other.device.answers.get(blockId) ?? {};
      const to = Number(value) > 4 ? 1 : 7;
      const opId = crypto.randomUUID();
      other.device.send({ t: "edit", opId, blockId, baseRev: rev, value: to });
      return `${to} from 1 to 7`;
    });
    await other.device.until(() => other.device.unsent === 0);
    expect([...other.device.refused.values()]).toEqual([]);
    other.device.close();
    const lean = cardOf(page).locator(".lean .unseen");
    for (const [i, words] of moved.entries()) await lean.nth(i).filter({ hasText: words }).waitFor();
    expect(await page.evaluate((was) => was === document.activeElement, first)).toBe(true);
    expect(await names()).toEqual(before);
    expect(await radios.nth(2).getAttribute("aria-checked")).toBe("true");
    expect((await watched(page)).lostFocus).toEqual([]);
  });
});

test.runIf(whole)(
  "from further up, the card that waits is one tap away, and it has the focus then",
  async () => {
    const page = await open("/", phone);
    await toTheCard(page, (button) => button.tap());
    const waits = page.locator(".row--tool");
    const back = page.getByRole("button", { name: "Back to the card" });
    await waits.scrollIntoViewIfNeeded();
    expect(await back.count()).toBe(0);
    await page.locator(".thread").evaluate((thread) => thread.scrollTo(0, 0));
    await back.tap();
    await back.waitFor({ state: "detached" });
    await expect.poll(() => waits.evaluate((row) => row.contains(document.activeElement))).toBe(true);
    await expect.poll(() => waits.evaluate((row) => row.getBoundingClientRect().top)).toBeLessThan(796);
  },
);

test("a tool that comes later says with which exercise, and has no new one", async () => {
  const fresh = learner;
  learner = await learnerAt();
  try {
    const page = await open("/tools/budget_calculator", phone);
    await page.getByText("Comes with 1.2.4 Money and Your Floor").waitFor();
    expect(await page.getByRole("button", { name: "New budget" }).count()).toBe(0);
    expect(await violations(page, true)).toEqual([]);
  } finally {
    learner = fresh;
  }
});

test("what was gathered reads well, and is taken along as a document and as JSON", async () => {
  const page = await open("/profile", phone);
  await page.getByRole("heading", { name: "What you have done" }).waitFor();
  await atRest(page);
  expect(await violations(page, true)).toEqual([]);
  const saving = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name }).tap(),
    ]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const document = await saving("Save as a document");
  expect(document.name).toBe("dreamtree.docx");
  expect(document.bytes.subarray(0, 2).toString()).toBe("PK");
  const { sections } = JSON.parse((await saving("Save as JSON")).bytes.toString()) as {
    sections: { id: string }[];
  };
  expect(sections.map((one) => one.id)).toContain("experiences");
  const { policy, errors } = await watched(page);
  expect({ policy, errors }).toEqual({ policy: [], errors: [] });
});

test("before anything is known of the learner, a page says nothing of them", async () => {
  const page = await open("/tools", phone);
  await page.getByRole("main").getByText("Saved", { exact: true }).waitFor();
  const early = await (await context(phone, learner)).newPage();
  // The socket opens and nothing comes.
  await early.routeWebSocket(/\/ws/, () => undefined);
  const session = early.waitForResponse((response) => response.url().includes("/api/session"));
  await early.goto(`${url()}/dashboard`);
  await session;
  await early.getByText("…", { exact: true }).waitFor();
  expect(await early.getByRole("heading", { level: 2 }).allInnerTexts()).toEqual([]);
});

test("what is due today is marked as done in place", async () => {
  const page = await open("/dashboard", phone);
  await page.getByRole("heading", { name: "Resume Workbook" }).waitFor();
  await atRest(page);
  expect(await violations(page, true)).toEqual([]);
  const done = page.getByRole("button", { name: /^Done today: / });
  if (!whole) return;
  const name = await done.first().getAttribute("aria-label");
  await done.first().tap();
  await page.getByRole("button", { name: name ?? "", exact: true }).waitFor({ state: "detached" });
  await page.goto(`${url()}/practices/quiet-minutes`);
  await page
    .getByRole("button", { name: /not marked|done/ })
    .first()
    .waitFor();
  expect(await violations(page, true)).toEqual([]);
});

test("what was written is in D1 as it was chosen", async () => {
  later((all) => {
    const last = new Map(written.map((one) => [one.steps.tool, one]));
    for (const { steps, words } of last.values()) steps.look(all, learner.userId, words);
    const days = all("SELECT done FROM user_practice_log WHERE user_id = ?", learner.userId);
    expect(days.map((row) => row["done"])).toEqual(whole ? [1] : []);
  });
  expect(written.length).toBeGreaterThan(0);
  await settle();
});
