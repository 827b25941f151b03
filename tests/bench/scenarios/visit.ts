import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { launch, openContext, openProfile, phone } from "../../browser/chromium.ts";
import { Device, newLearnerAt } from "../../browser/device.ts";
import { Generated } from "../../browser/generated.ts";
import { startServer } from "../../browser/server.ts";
import { atMost, stated, type Figure } from "../figure.ts";
import { openLine, slow4g, type Line } from "../line.ts";
import { sleep, type Size } from "../run.ts";
import { median, quantile, round } from "../statistics.ts";

/** How many times slower than this machine's the phone's processor is. */
const slowed = 6;
/** The long thread ends here: a text is asked for, and another after it. */
const lastAsked = "3.5.6.know-now";
const typedLetters = 120;

/** Notes in the page when something is first painted, and how long a key and a turn take. */
function watchPaints(): void {
  const seen: Record<string, number> = {};
  const keys: number[] = [];
  const longTasks: { at: number; ms: number }[] = [];
  Object.assign(globalThis, { bench: { seen, keys, longTasks } });
  const wanted = {
    landing: "[data-begin]",
    answerable: "[data-dock] [data-composer]:not([data-composer=beat]), .greeting button",
  };
  const painted = (then: () => void) => requestAnimationFrame(() => setTimeout(then));
  const look = () => {
    for (const [name, selector] of Object.entries(wanted)) {
      if (name in seen || document.querySelector(selector)?.checkVisibility() !== true) continue;
      seen[name] = Number.NaN;
      painted(() => (seen[name] = performance.now()));
    }
    // To look costs a style and a layout: nothing of ours is in what is measured afterwards.
    if ("answerable" in seen) watch.disconnect();
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { subtree: true, childList: true, attributes: true });
  addEventListener(
    "keydown",
    ({ timeStamp }) => painted(() => keys.push(performance.now() - timeStamp)),
    true,
  );
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) longTasks.push({ at: startTime, ms: duration });
  }).observe({ type: "longtask" });
}

interface Bench {
  readonly seen: Readonly<Record<string, number>>;
  readonly keys: readonly number[];
  readonly longTasks: readonly { readonly at: number; readonly ms: number }[];
}
const read = (page: Page) =>
  page.evaluate(() => {
    const { bench } = globalThis as unknown as { bench: Bench };
    const resources = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const bytes = resources.reduce((sum, one) => sum + one.transferSize, 0);
    return {
      ...bench,
      requests: resources.length,
      bytes,
      rows: document.querySelectorAll("[data-row]").length,
    };
  });

async function opened(context: BrowserContext, rate: number): Promise<Page> {
  await context.addInitScript(watchPaints);
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  return page;
}

const answerable = async (page: Page): Promise<number> => {
  await page.waitForFunction(
    () => {
      const { bench } = globalThis as unknown as { bench: Bench };
      return !Number.isNaN(bench.seen["answerable"] ?? Number.NaN);
    },
    null,
    { timeout: 120_000 },
  );
  return (await read(page)).seen["answerable"] ?? Number.NaN;
};

/** Somebody who has never been here, and taps Begin as soon as it is there. */
async function firstVisits(line: Line, size: Size): Promise<Figure[]> {
  const browser = await launch();
  const measured: { landing: number; answerable: number; requests: number; bytes: number }[] = [];
  for (let i = 0; i < size.visits; i += 1) {
    const context = await openContext(browser, phone);
    const page = await opened(context, slowed);
    line.slow(true);
    await page.goto(line.url, { waitUntil: "commit" });
    await page.locator("[data-begin]").first().tap({ noWaitAfter: true });
    const ms = await answerable(page);
    const { seen, requests, bytes } = await read(page);
    measured.push({ landing: seen["landing"] ?? Number.NaN, answerable: ms, requests, bytes });
    line.slow(false);
    await context.close();
  }
  await browser.close();
  const details = { ...conditions, runs: measured };
  return [
    stated({
      id: "visit.landing",
      what: "first visit on a cheap phone: Begin is painted, p50",
      value: round(median(measured.map((one) => one.landing)), 0),
      unit: "ms",
      details,
    }),
    stated({
      id: "visit.first",
      what: "first visit on a cheap phone: the first question can be answered, p50",
      value: round(median(measured.map((one) => one.answerable)), 0),
      unit: "ms",
      details,
    }),
  ];
}

const conditions = {
  slowedTimes: slowed,
  ...slow4g,
  http: "1.1, six connections; Cloudflare speaks 2 and 3",
};

/** Somebody who has answered nearly all of the workbook comes back: with this browser, and with a new one. */
async function returns(line: Line, size: Size): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "dreamtree-profile-"));
  const { userId, cookie } = await newLearnerAt(line.url);
  await walk(line.url, userId, cookie);
  const [name = "", value = ""] = cookie.split("=");
  // Of this host alone, as the server sets it; a browser takes http://localhost for secure.
  const mine = [{ name, value, url: line.url.replace("http:", "https:"), secure: true, httpOnly: true }];
  const first = await openProfile(folder, phone);
  await first.addCookies(mine);
  const page = await opened(first, 1);
  await page.goto(line.url);
  await answerable(page);
  await allKept(page);
  await first.close();

  const known: number[] = [];
  let rows = 0;
  for (let i = 0; i < size.visits; i += 1) {
    const context = await openProfile(folder, phone);
    const again = await opened(context, slowed);
    line.slow(true);
    await again.goto(line.url, { waitUntil: "commit" });
    known.push(await answerable(again));
    ({ rows } = await read(again));
    line.slow(false);
    await context.close();
  }
  const browser = await launch();
  const fresh: number[] = [];
  for (let i = 0; i < size.visits; i += 1) {
    const context = await openContext(browser, phone);
    await context.addCookies(mine);
    const other = await opened(context, slowed);
    line.slow(true);
    await other.goto(line.url, { waitUntil: "commit" });
    fresh.push(await answerable(other));
    line.slow(false);
    await context.close();
  }
  await browser.close();
  const typed = [await typing(folder, line, slowed), await typing(folder, line, 1)];
  await rm(folder, { recursive: true, force: true });
  const [phoneTyped, deskTyped] = typed;
  return [
    stated({
      id: "visit.known",
      what: "back on the same cheap phone, 579 answers: the greeting can be answered, p50",
      value: round(median(known), 0),
      unit: "ms",
      details: { ...conditions, rows, runs: known },
    }),
    stated({
      id: "visit.fresh",
      what: "the same learner on a cheap phone that was never here",
      value: round(median(fresh), 0),
      unit: "ms",
      details: { ...conditions, runs: fresh },
    }),
    atMost(50, {
      id: "thread.key",
      what: `keypress → paint in a thread of ${rows} rows, p95`,
      value: round(deskTyped?.keyMs ?? Number.NaN),
      unit: "ms",
      details: { this: deskTyped, [`slowed ${slowed} times`]: phoneTyped },
    }),
    atMost(0, {
      id: "thread.append",
      what: "long tasks (over 50 ms) between sending an answer there and the next question",
      value: deskTyped?.longTasks.length ?? Number.NaN,
      unit: "tasks",
      details: { this: deskTyped, [`slowed ${slowed} times`]: phoneTyped },
    }),
  ];
}

async function walk(url: string, userId: string, cookie: string): Promise<void> {
  const device = new Device(url, cookie);
  const answers = new Generated(userId, 1);
  await device.connect();
  await device.until(() => device.complete);
  for (let { waiting } = device; waiting !== null && waiting.id !== lastAsked; waiting = device.waiting) {
    const { id } = waiting;
    device.send({ t: "reply", opId: crypto.randomUUID(), blockId: id, value: answers.to(waiting) });
    await device.until(() => device.unsent === 0);
    const refused = [...device.refused.values()][0];
    if (refused !== undefined) throw new Error(`${id} was refused: ${refused}`);
    await device.until(() => device.answers.has(id) && device.waiting !== null);
  }
  const head = Math.max(...device.acked.values());
  if (!(await device.until(() => device.savedSeq >= head))) throw new Error("the walk was not saved");
  device.close();
}

/** The service worker has put by everything that the page may ask for. */
async function allKept(page: Page): Promise<void> {
  const count = () =>
    page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      const names = await caches.keys();
      const lists = await Promise.all(
        names.map(async (one) => (await (await caches.open(one)).keys()).length),
      );
      return lists.reduce((sum, one) => sum + one, 0);
    });
  for (let before = -1, now = await count(); before !== now || now < 20; now = await count()) {
    before = now;
    await sleep(2_000);
  }
}

/** Types an answer at the end of the long thread, and sends it. */
async function typing(folder: string, line: Line, rate: number) {
  const context = await openProfile(folder, phone);
  const page = await opened(context, rate);
  await page.goto(line.url);
  await page.locator(".greeting button").tap();
  const box = page.locator("[data-dock] textarea");
  await box.waitFor();
  await box.focus();
  const asked = await page.locator(".row--asked").last().getAttribute("id");
  await page.keyboard.type("a".repeat(typedLetters), { delay: 60 });
  const { keys } = await read(page);
  const sent = await page.evaluate(() => performance.now());
  await page.getByRole("button", { name: "Send" }).tap();
  await page.waitForFunction((id) => [...document.querySelectorAll(".row--asked")].at(-1)?.id !== id, asked);
  await page.waitForTimeout(300);
  const { longTasks } = await read(page);
  const session = await context.newCDPSession(page);
  const { usedSize } = (await session.send("Runtime.getHeapUsage")) as { usedSize: number };
  await page
    .getByText(/All saved|Saved/)
    .first()
    .waitFor({ timeout: 20_000 })
    .catch(() => undefined);
  await context.close();
  return {
    keyMs: quantile(keys, 0.95),
    keyMedianMs: median(keys),
    letters: keys.length,
    longTasks: longTasks.filter(({ at }) => at > sent).map(({ ms }) => round(ms, 0)),
    heapMb: round(usedSize / 2 ** 20, 1),
  };
}

/** What somebody with a cheap phone and a bad signal waits for (stated), and a long thread's budgets. */
export async function visits(size: Size): Promise<Figure[]> {
  const server = await startServer();
  const line = await openLine(server.url);
  try {
    return [...(await firstVisits(line, size)), ...(await returns(line, size))];
  } finally {
    await line.stop();
    await server.remove();
  }
}
