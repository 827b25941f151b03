import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, openContext, phone } from "../browser/chromium.ts";
import { builtPage } from "../browser/server.ts";
import { served, type Served } from "../browser/served.ts";

/* The service worker alone, over the built page: what it keeps, without a network, and when a new one comes. */

let site: Served;
let browser: Browser;
beforeAll(async () => {
  site = await served(await builtPage());
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** Which of the files that the page may ask for later are not here. */
const missing = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const files = (await (await caches.match("/files.json"))?.json()) as string[] | undefined;
    const all = files ?? ((await (await fetch("/files.json")).json()) as string[]);
    const found = await Promise.all(all.map((file) => caches.match(file)));
    return all.filter((_file, i) => found[i] === undefined);
  });

test("everything is kept, two files at a time; without a network any address begins; a new one takes over and clears up", async () => {
  const context = await openContext(browser, phone, { serviceWorkers: "allow" });
  const page = await context.newPage();
  await page.goto(site.url);
  await expect.poll(() => missing(page), { timeout: 30_000 }).toEqual([]);
  expect(site.most()).toBe(2);

  await site.stop();
  await page.goto(`${site.url}/outline`);
  expect(await page.title()).toMatch(/^DreamTree/);
  await page.goto(site.url);
  await page.getByRole("button", { name: "Begin" }).waitFor();
  // Asking who this is has failed by now, and beginning needs no answer.
  await page.getByRole("button", { name: "Begin" }).tap();
  await page.locator("[data-dock]").getByRole("button", { name: "Send" }).waitFor();
  const lazy = await page.evaluate(async () => {
    const kept = await (await caches.open((await caches.keys())[0] ?? "")).keys();
    const script = kept.map(({ url }) => url).find((url) => /\/Sheets-.*\.js$/.test(url)) ?? "";
    return (await fetch(script)).ok;
  });
  expect(lazy).toBe(true);

  // The next edition: another page, and a worker that keeps things elsewhere.
  site.changed.set("/sw.js", (text) => text.replaceAll(/dreamtree-shell-\d+/g, "dreamtree-shell-next"));
  site.changed.set("/index.html", (text) => text.replace(/<title>/, "<title>Next: "));
  await site.start();
  await page.goto(site.url);
  await page.evaluate(() => void (document.documentElement.dataset["stands"] = "yes"));
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual(["dreamtree-shell-next"]);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
  // Whoever is in the middle of a line stays there.
  expect(await page.evaluate(() => document.documentElement.dataset["stands"])).toBe("yes");
  await site.stop();
  await page.goto(`${site.url}/tools`);
  expect(await page.title()).toMatch(/^Next: /);
  await site.start();
});
