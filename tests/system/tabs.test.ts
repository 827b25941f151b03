import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { random } from "../bench/random.ts";
import { answer, type Said } from "../browser/answering.ts";
import { desktop, launch, openContext } from "../browser/chromium.ts";
import { openRows } from "../browser/database.ts";
import { newLearnerAt } from "../browser/device.ts";
import { forward, signIn } from "../browser/forward.ts";
import { keepsEverything, whatIsKept } from "../browser/kept.ts";
import { Keyboard } from "../browser/keyboard.ts";
import { startServer, type Server } from "../browser/server.ts";
import { allSaved, blockNamed, nextScene } from "../browser/thread.ts";
import { watch, watched } from "../browser/watch.ts";
import { whole } from "../browser/whole.ts";

const closings = whole ? 20 : 2;
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);

let server: Server;
let browser: Browser;
let learner: { userId: string; cookie: string };
let contexts: BrowserContext[] = [];
beforeAll(async () => {
  server = await startServer();
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});
beforeEach(async () => {
  learner = await newLearnerAt(server.url);
});
afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
});

/** The learner's browser on a device of its own. */
async function device(more: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await openContext(browser, desktop, more);
  contexts.push(context);
  await watch(context);
  await signIn(context, learner);
  return context;
}

async function tab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(server.url);
  await page.locator("main.conversation").waitFor();
  return page;
}

const field = (page: Page) => page.getByRole("textbox", { name: "Your answer" });
const row = (page: Page, blockId: string) => page.locator(`[id="a-${blockId}"]`);

/** Answers what waits, and waits for what comes after. */
async function say(page: Page, blockId: string, said: Said): Promise<void> {
  await answer(new Keyboard(page), blockNamed(blockId), said);
  await row(page, blockId).locator(".mine").waitFor();
}

// Three questions after each other, with no place to rest between them.
const home = "1.1.1.seed-work";
const work = "1.1.1.seed-care";
const care = "1.1.1.seed-mended";

describe("typing", () => {
  test(`${closings} tabs closed or crashed in the middle of a line: nothing older than a second is lost (seed ${seed})`, async ({
    task,
  }) => {
    await forward(server, learner, home);
    const context = await device();
    const chance = random(seed);
    let kept = "";
    let oldestLost = 0;
    for (let i = 0; i < closings; i += 1) {
      const page = await tab(context);
      await field(page).waitFor();
      await expect.poll(() => field(page).inputValue()).toBe(kept);
      const typed: { text: string; at: number }[] = [{ text: kept, at: 0 }];
      await field(page).focus();
      await page.keyboard.press("Control+End");
      const until = Date.now() + 400 + chance() * 2000;
      for (let n = 0; Date.now() < until; n += 1) {
        await page.keyboard.type(`${i}.${n} `);
        typed.push({ text: await field(page).inputValue(), at: Date.now() });
      }
      const closed = Date.now();
      if (i % 2 === 0) await page.close();
      else await crash(context, page);
      const old = typed.findLast(({ at }) => at <= closed - 1000)?.text ?? "";
      const again = await tab(context);
      await field(again).waitFor();
      kept = await field(again).inputValue();
      expect(kept.startsWith(old), `tab ${i}: “${kept}” goes on from “${old}”`).toBe(true);
      const lost = typed.find(({ text }) => !kept.startsWith(text));
      oldestLost = Math.max(oldestLost, lost === undefined ? 0 : closed - lost.at);
      await again.close();
    }
    task.meta.proof = { subject: "closings", seed, closings, oldestLostMs: oldestLost };
  });
});

/** The tab's process dies: nothing in it runs any more. */
async function crash(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  session.send("Page.crash").catch(() => undefined);
  await crashed;
  await page.close();
}

describe("two tabs of one browser", () => {
  test("one of them holds the socket, both show the same, and the other goes on when it closes", async () => {
    await forward(server, learner, home);
    const context = await device();
    let sockets = 0;
    context.on("page", (page) => page.on("websocket", () => (sockets += 1)));
    const first = await tab(context);
    await allSaved(first);
    const second = await tab(context);
    await say(second, home, { text: "Said in the second tab." });
    await row(first, home).getByText("Said in the second tab.").waitFor();
    await Promise.all([allSaved(first), allSaved(second)]);
    expect(sockets).toBe(1);
    await first.close();
    await say(second, work, { text: "Said when the first tab was gone." });
    await allSaved(second);
    expect(sockets).toBe(2);
  });
});

describe("two devices", () => {
  test("an unsent draft is on the other one, and so is what was sent", async () => {
    await forward(server, learner, home);
    const [here, there] = [await tab(await device()), await tab(await device())];
    await field(here).focus();
    await here.keyboard.type("Begun here");
    await expect.poll(() => field(there).inputValue()).toBe("Begun here");
    await there.getByText(/^Draft restored · from Chrome on Linux/).waitFor();
    await field(there).focus();
    await there.keyboard.press("Control+End");
    await there.keyboard.type(", ended there.");
    await there.keyboard.press("Control+Enter");
    await row(here, home).getByText("Begun here, ended there.").waitFor();
    expect(await row(there, home).getByText("Begun here, ended there.").count()).toBe(1);
  });

  test.each([
    ["a question that waits", home, async () => {}, field],
    [
      "an answer that is being changed",
      work,
      (page: Page) => row(page, home).getByRole("button", { name: /^Edit/ }).click(),
      (page: Page) => page.getByRole("textbox", { name: "Change your answer" }),
    ],
  ] as const)(
    "two drafts of %s stand beside each other, and either is taken without losing the other",
    async (_what, until, open, fieldOn) => {
      await forward(server, learner, until);
      const away = await device();
      const [here, there] = [await tab(away), await tab(await device())];
      for (const page of [here, there]) await open(page);
      await away.setOffline(true);
      await fieldOn(here).fill("Typed in the cellar");
      await fieldOn(there).fill("Typed upstairs");
      const beside = here.getByRole("region", { name: "Also written here" });
      await away.setOffline(false);
      await beside.getByText("Typed upstairs").waitFor();
      expect(await fieldOn(here).inputValue()).toBe("Typed in the cellar");
      await new Keyboard(here).activate(beside.getByRole("button", { name: "Go on with this one" }));
      await beside.getByText("Typed in the cellar").waitFor();
      expect(await fieldOn(here).inputValue()).toBe("Typed upstairs");
      expect(await here.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
      await new Keyboard(here).activate(beside.getByRole("button", { name: "Put it away" }));
      await beside.waitFor({ state: "detached" });
      expect((await watched(here)).lostFocus).toEqual([]);
    },
  );

  test("two answers to one question are laid side by side, and the learner chooses", async () => {
    await forward(server, learner, home);
    const away = await device();
    const [here, there] = [await tab(away), await tab(await device())];
    await away.setOffline(true);
    await say(here, home, { text: "Written here, without a network." });
    await say(there, home, { text: "Written there." });
    await allSaved(there);
    await away.setOffline(false);
    const choice = here.getByRole("group", { name: "Two answers to this question" });
    await choice.getByText("Written there.").waitFor();
    await new Keyboard(here).activate(choice.getByRole("button", { name: "Keep this one" }));
    await row(there, home).getByText("Written here, without a network.").waitFor();
    await allSaved(here);
  });

  test("a new one opens where the conversation is, with the greeting, the names and nothing that moves", async () => {
    await forward(server, learner, "1.1.1.rank-skills");
    const page = await tab(await device());
    await page.getByText("Welcome back. You were in Evidence of Ability").waitFor();
    await expect.poll(() => isInView(page, "#return")).toBe(true);
    expect((await watched(page)).motions).toBe(0);
    await new Keyboard(page).activate(page.locator("[data-dock]").getByRole("button", { name: "Go on" }));
    await page.getByText("Welcome back.").waitFor({ state: "detached" });
    await page.getByRole("group", { name: /^Choose one of the two/ }).waitFor();
    await expect.poll(() => isInView(page, ".row--tool")).toBe(true);
  });

  test("the greeting above a question that waits has its own way on, which leads into the field", async () => {
    await forward(server, learner, home);
    const page = await tab(await device());
    await new Keyboard(page).activate(page.locator("#return").getByRole("button", { name: "Go on" }));
    await page.getByText("Welcome back.").waitFor({ state: "detached" });
    await expect.poll(() => field(page).evaluate((one) => one === document.activeElement)).toBe(true);
    expect((await watched(page)).lostFocus).toEqual([]);
  });
});

const isInView = (page: Page, selector: string): Promise<boolean> =>
  page.locator(selector).evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    return top >= 0 && top < innerHeight - 40;
  });

describe("without a network", () => {
  test("the conversation goes on, a reload shows it, and what was said lands when the network is back", async () => {
    await forward(server, learner, home);
    const context = await device({ serviceWorkers: "allow" });
    const page = await tab(context);
    await allSaved(page);
    await keepsEverything(page);
    await context.setOffline(true);
    await page
      .getByText("You’re offline. Keep writing: answers stay on this device and save when you’re back.")
      .waitFor();
    await say(page, home, { text: "Said in a tunnel." });
    await row(page, home).getByText("Offline. Kept on this device.").waitFor();
    await say(page, work, { text: "And the next one too." });

    await page.reload();
    await row(page, work).getByText("And the next one too.").waitFor();
    expect(await nextScene(page, null)).toEqual({ kind: "question", id: care });
    await row(page, home).getByText("Offline. Kept on this device.").waitFor();

    await context.setOffline(false);
    // The line that stays: the same words are spoken as well, for a second.
    const strips = async () => (await page.locator(".strip").allInnerTexts()).join("\n");
    await expect.poll(strips).toContain("Back online. 2 answers saved.");
    await allSaved(page);
    await expect.poll(() => row(page, home).getByText("Offline").count()).toBe(0);
    const { errors, policy } = await watched(page);
    expect(policy).toEqual([]);
    expect(errors.filter((one) => !/net::ERR_|WebSocket|401/.test(one))).toEqual([]);
  });

  test("signing out with something unsent asks first; with a network it is sent and then signed out", async () => {
    await forward(server, learner, home);
    const context = await device({ serviceWorkers: "allow" });
    const page = await tab(context);
    const keys = new Keyboard(page);
    await allSaved(page);
    await keepsEverything(page);
    await context.setOffline(true);
    await page.getByText("You’re offline.").waitFor();
    await say(page, home, { text: "Not to be lost by leaving." });
    await signOut(page, keys);
    await page.getByText("One answer has not reached us yet.").waitFor();
    expect(await page.getByRole("button", { name: "Download a copy" }).count()).toBe(1);
    await keys.activate(page.getByRole("button", { name: "Stay" }));
    await context.setOffline(false);
    await signOut(page, keys);
    await page.getByRole("button", { name: "Begin" }).waitFor();
    expect(await page.evaluate(() => fetch("/api/session").then((response) => response.status))).toBe(401);
    const kept = await page.evaluate(whatIsKept);
    expect(kept.filter((key) => key.startsWith("user/"))).toEqual([]);
  });
});

async function signOut(page: Page, keys: Keyboard): Promise<void> {
  await keys.activate(page.getByRole("button", { name: "Menu" }));
  await keys.activate(page.getByRole("button", { name: "Sign out" }));
  const dialog = page.getByRole("dialog", { name: "Sign out" });
  await keys.activate(dialog.getByRole("button", { name: "Sign out" }));
}

test("after all of it, every answer that was said is a row", async () => {
  await server.stop();
  const rows = await openRows(server.state);
  const said = rows.all("SELECT response_text FROM user_responses").map((row) => row["response_text"]);
  rows.close();
  expect(said).toEqual(
    expect.arrayContaining([
      "Said in the second tab.",
      "Said when the first tab was gone.",
      "Begun here, ended there.",
      "Written here, without a network.",
      "Said in a tunnel.",
      "And the next one too.",
      "Not to be lost by leaving.",
    ]),
  );
  expect(said).not.toContain("Written there.");
});
