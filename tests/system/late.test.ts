import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { desktop, phone } from "../browser/chromium.ts";
import { heldBack } from "../browser/late.ts";
import { stage, type Learner } from "../browser/stage.ts";
import { Keyboard } from "../browser/keyboard.ts";
import { watched } from "../browser/watch.ts";

/* A slow phone on a bad line: what is tapped and typed while a piece of the page, or its time, is still to come. */

const { context, learnerAt, url } = stage();

// Three questions after each other, with no place to rest between them.
const work = "1.1.1.seed-work";
const care = "1.1.1.seed-care";
const mended = "1.1.1.seed-mended";

/** A browser in which nothing is fetched ahead by the worker. */
const device = (learner: Learner, screen = desktop) => context(screen, learner, { serviceWorkers: "block" });

async function opened(from: BrowserContext): Promise<Page> {
  const page = await from.newPage();
  await page.goto(url());
  await page.locator("main.conversation").waitFor();
  return page;
}
const field = (page: Page) => page.getByRole("textbox", { name: "Your answer", exact: true });
const row = (page: Page, blockId: string) => page.locator(`[id="a-${blockId}"]`);
const focused = (page: Page) => new Keyboard(page).focused();

describe("a piece of the page that comes late", () => {
  test("a tool whose code and style do not come through at first is there when they do", async () => {
    const from = await device(await learnerAt("1.1.1.rank-skills"));
    const lost: string[] = [];
    await from.route(/\/assets\/ranking_grid-/, (route) => {
      const kind = route.request().resourceType();
      if (lost.filter((one) => one === kind).length >= 2) return route.fallback();
      lost.push(kind);
      return route.abort();
    });
    const page = await opened(from);
    await page.locator("[data-dock]").getByRole("button", { name: "Go on" }).click();
    await page.getByRole("group", { name: /^Choose one of the two/ }).waitFor();
    expect(new Set(lost)).toEqual(new Set(["script", "stylesheet"]));
    const styled = () => [...document.styleSheets].some(({ href }) => href?.includes("/ranking_grid-"));
    expect(await page.evaluate(styled)).toBe(true);
  });

  test("the field of the question: going on from the greeting leads into it", async () => {
    const from = await device(await learnerAt(work));
    const letCome = await heldBack(from, /\/assets\/controls-.*js$/);
    const page = await opened(from);
    await page.locator("[data-dock]").waitFor();
    await new Keyboard(page).activate(page.locator("#return").getByRole("button", { name: "Go on" }));
    await page.getByText("Welcome back.").waitFor({ state: "detached" });
    expect(await field(page).count()).toBe(0);
    letCome();
    await expect.poll(() => field(page).evaluate((one) => one === document.activeElement)).toBe(true);
    expect((await watched(page)).lostFocus).toEqual([]);
  });

  test("the lock before the first private words: the focus comes to it, as to a field", async () => {
    const learner = await learnerAt("1.2.1.reach");
    const from = await device(learner);
    const letCome = await heldBack(from, /\/assets\/crypto-.*js$/);
    const page = await opened(from);
    const radio = page.getByRole("radio").first();
    const goes = page.locator("[data-dock]").getByRole("button", { name: /^(Continue|Go on)$/ });
    for (let n = 0; n < 9 && (await radio.count()) === 0; n += 1) {
      await goes.click();
      await radio.or(goes).waitFor();
    }
    await radio.click();
    await page.getByRole("button", { name: "Send" }).click();
    await page.locator(".gate--opening").waitFor();
    letCome();
    await page.getByRole("heading", { name: "Before you write something private" }).waitFor();
    await expect.poll(() => focused(page)).toBe("button Go on with the key in this browser");
    expect((await watched(page)).lostFocus).toEqual([]);
  });

  test("the editor: the answer stays where it stands until it can be changed, and the focus is not lost", async () => {
    const from = await device(await learnerAt(care));
    const letCome = await heldBack(from, /\/assets\/laterViews-.*js$/);
    const page = await opened(from);
    const words = await row(page, work).locator(".words").innerText();
    await new Keyboard(page).to(field(page));
    await row(page, work).getByRole("button", { name: "Edit" }).click();
    expect(await row(page, work).locator(".words").allInnerTexts()).toEqual([words]);
    letCome();
    await expect.poll(() => focused(page)).toContain("Change your answer");
    expect((await watched(page)).lostFocus).toEqual([]);
  });

  test("the editor: whoever writes elsewhere by then goes on there", async () => {
    const from = await device(await learnerAt(care));
    const letCome = await heldBack(from, /\/assets\/laterViews-.*js$/);
    const page = await opened(from);
    await field(page).waitFor();
    await row(page, work).getByRole("button", { name: "Edit" }).click();
    await field(page).click();
    await page.keyboard.type("Half a ");
    letCome();
    await page.getByRole("textbox", { name: "Change your answer" }).waitFor();
    await page.keyboard.type("sentence");
    expect(await field(page).inputValue()).toBe("Half a sentence");
  });
});

test("a code is asked for before it is known who is here: it is made when it is", async () => {
  const from = await device(await learnerAt());
  // What reads the device's storage.
  const letCome = await heldBack(from, /\/assets\/build-.*js$/);
  const page = await from.newPage();
  await page.goto(`${url()}/account/code`);
  await page.getByRole("button", { name: "Make a code" }).click();
  await page.getByRole("button", { name: "Making it…" }).waitFor();
  letCome();
  await page.locator(".code").waitFor();
});

describe("an account, before what makes its key is here", () => {
  const make = (page: Page) => page.getByRole("button", { name: "Make the account" });
  const making = (page: Page) => page.getByRole("button", { name: "Making your key…" });
  async function claiming(from: BrowserContext): Promise<Page> {
    const page = await from.newPage();
    await page.goto(`${url()}/account/claim`);
    await page.getByLabel("E-mail address").fill("ada@example.org");
    await page.getByLabel("Password", { exact: true }).fill("eleven kites over the pier");
    return page;
  }

  test("the network goes: it is said, and not waited for without a word", async () => {
    const from = await device(await learnerAt());
    await heldBack(from, /\/assets\/crypto-.*js$/);
    const page = await claiming(from);
    await make(page).click();
    await making(page).waitFor();
    await from.setOffline(true);
    await page.getByRole("main").getByText("We cannot be reached at the moment.").waitFor();
    await make(page).waitFor();
  });

  test("the button says that it was pressed, and is pressed once", async () => {
    const from = await device(await learnerAt());
    const letCome = await heldBack(from, /common-passwords/);
    const page = await claiming(from);
    let asked = 0;
    page.on("request", (request) => (asked += request.url().endsWith("/api/auth/claim") ? 1 : 0));
    await make(page).dblclick();
    await making(page).waitFor();
    letCome();
    await page.getByRole("heading", { name: "Your account is made" }).waitFor();
    await page.locator(".code").waitFor();
    expect(asked).toBe(1);
  });
});

describe("a page that has no time", () => {
  test("a second tap on Skip, made before the next question was to be seen, does not skip that one", async () => {
    const from = await device(await learnerAt(work), phone);
    const page = await opened(from);
    const skip = page.locator("[data-dock]").getByRole("button", { name: "Skip for now" });
    // By then the text of what follows is here, and follows at once.
    await skip.tap();
    await row(page, work).getByText("Skipped").waitFor();
    await field(page).waitFor();
    const { x = 0, y = 0, width = 0, height = 0 } = (await skip.boundingBox()) ?? {};
    const session = await from.newCDPSession(page);
    const touchPoints = [{ x: x + width / 2, y: y + height / 2 }];
    await page.evaluate(() => {
      setTimeout(() => {
        for (const until = Date.now() + 500; Date.now() < until;);
      });
    });
    const taps = [1, 2].flatMap(() => [
      session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints }),
      session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] }),
    ]);
    await Promise.all(taps);
    await row(page, care).getByText("Skipped").waitFor();
    await page.locator(`[id="q-${mended}"]`).waitFor();
    expect(await row(page, mended).count()).toBe(0);
    // The next tap is one that was meant.
    await skip.tap();
    await row(page, mended).getByText("Skipped").waitFor();
  });
});
