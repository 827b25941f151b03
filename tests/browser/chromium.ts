import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from "playwright-core";
import { slowDown, slowness, slowOptions } from "./slow.ts";

/** Nothing here speaks to the network but the page itself. */
const quiet = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Where a Chromium is on this machine. @throws one sentence that says how to get one. */
export function findChromium(): string {
  const named = process.env["CHROMIUM"];
  const own = chromium.executablePath();
  const found = [named, ...usual, own].find((path) => path !== undefined && path !== "" && existsSync(path));
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
    spawnSync("apt-get", ["install", "-y", "-qq", "chromium"], { stdio: "ignore" });
    if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  }
  throw new Error("No Chromium found: install one, or say where it is with CHROMIUM=/path/to/chromium.");
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium(), args: quiet });

export interface Device {
  readonly name: "desktop" | "phone" | "cheap phone";
  readonly width: number;
  readonly height: number;
  readonly touch: boolean;
  /** How many times slower than this machine its processor is. */
  readonly slowed: number;
}
export const desktop: Device = { name: "desktop", width: 1280, height: 800, touch: false, slowed: 1 };
export const phone: Device = { name: "phone", width: 390, height: 844, touch: true, slowed: 1 };
/** The one that most people have who need this most. */
export const cheapPhone: Device = { ...phone, name: "cheap phone", slowed: 4 };

/** What a context of this device is opened with. */
export const deviceOptions = ({ width, height, touch }: Device) => ({
  viewport: { width, height },
  hasTouch: touch,
  isMobile: touch,
  locale: "en-GB",
  timezoneId: "Europe/Paris",
});

/** A browser with a folder of its own: closed and opened again it has its cookie, its storage, its worker. */
export async function openProfile(
  folder: string,
  device: Device,
  more: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: findChromium(),
    args: quiet,
    ...deviceOptions(device),
    ...slowOptions,
    ...more,
  });
  await prepare(context);
  return context;
}

/** A context in a running browser: another device, or the same one where it is given what the first one kept. */
export async function openContext(
  browser: Browser,
  device: Device,
  more: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ ...deviceOptions(device), ...slowOptions, ...more });
  await prepare(context);
  return context;
}

/** Long: machines are busy, and what waits for this has failed. */
const patienceMs = 45_000 * slowness;

async function prepare(context: BrowserContext): Promise<void> {
  context.setDefaultTimeout(patienceMs);
  // tsx names the functions it compiles by a helper of its own, also those that are sent to the page.
  await context.addInitScript("globalThis.__name ??= (named) => named");
  await slowDown(context);
}
