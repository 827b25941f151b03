import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { press, toTheQuestion } from "../browser/accountPages.ts";
import { desktop, launch, openContext } from "../browser/chromium.ts";
import { newLearnerAt } from "../browser/device.ts";
import { forward, signIn } from "../browser/forward.ts";
import { Generated } from "../browser/generated.ts";
import { payloads } from "../browser/payloads.ts";
import { asked, holdClient, say } from "../browser/secrets.ts";
import { startServer, type Server } from "../browser/server.ts";
import { atRest, blockNamed, placements } from "../browser/thread.ts";
import { watch, watched } from "../browser/watch.ts";
import { whole } from "../browser/whole.ts";

/*
 * Every text that a learner can write is a payload, and is text wherever it is shown (security 3, XSS). In `npm test`
 * up to the first private question; in the proof the whole workbook.
 */
const first = "1.2.1.limits";
const until = whole ? null : "1.2.1.hour-back";

let server: Server;
let browser: Browser;
beforeAll(async () => {
  server = await startServer();
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

/** Nothing ran, and nothing even tried to. */
async function quiet(page: Page, where: string): Promise<void> {
  await atRest(page);
  const pwned = await page.evaluate(() => "__pwn" in window);
  const { policy, errors } = await watched(page);
  const unexpected = errors.filter((one) => !/status of 4\d\d/.test(one));
  expect({ where, pwned, policy, errors: unexpected }).toEqual({
    where,
    pwned: false,
    policy: [],
    errors: [],
  });
}

test("54 payloads in every text field stay text, in the thread, the outline, the tools and what is printed", async () => {
  let n = 0;
  const next = () => payloads[n++ % payloads.length] ?? "";
  const learner = await newLearnerAt(server.url);
  const generated = new Generated(learner.userId, 5, next);
  const says = (id: string) => generated.to(blockNamed(id));
  await forward(server, learner, first, says);
  const context = await openContext(browser, desktop);
  context.setDefaultTimeout(20_000);
  await watch(context);
  await signIn(context, learner);
  const page = await context.newPage();
  await page.goto(server.url);
  await toTheQuestion(page);
  await press(page, "Go on with the key in this browser");
  await page.locator("[data-dock] textarea").waitFor();
  // What is private is opened on the screen: it is text there too.
  await holdClient(page);
  await asked(page, first);
  await say(page, first, payloads.slice(0, 8).join("\n"));
  await forward(server, learner, until, says);

  await page.goto(server.url);
  await page
    .locator(`[id="a-${first}"]`)
    .getByText(payloads[0] ?? "")
    .first()
    .waitFor();
  await quiet(page, "the thread");
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  await quiet(page, "the thread, through");
  for (const path of [
    "/tools",
    "/competencies",
    "/data/read",
    "/data/restore",
    "/account",
    "/profile",
    "/",
  ]) {
    await page.goto(`${server.url}${path}`);
    await quiet(page, path);
  }
  await page.goto(`${server.url}/data/read`);
  await page
    .getByText(payloads[0] ?? "")
    .first()
    .waitFor();
  // Every one of them is there, as its letters.
  const printed = (await page.locator(".printed").textContent()) ?? "";
  const shown = payloads.filter((one) => printed.includes(one));
  if (whole) expect(n).toBeGreaterThan(placements.length / 2);
  else expect(shown.length).toBeGreaterThan(25);
  if (whole) expect(shown.length).toBe(payloads.length);
  await context.close();
});
