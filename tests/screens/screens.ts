import { execFileSync } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import type { BrowserContext, Page } from "playwright-core";
import { releases } from "../../seed/releases/index.ts";
import { Device as Wire } from "../browser/device.ts";
import { desktop, launch, openContext, phone, type Device } from "../browser/chromium.ts";
import { startServer, type Server } from "../browser/server.ts";
import { AdaByWire } from "./values.ts";

/** `npm run screens`: the thread in each of its states, on a phone and a desk, on light and dark paper. */
const folder = "docs/screens";
const papers = { cream: "charcoal", charcoal: "cream" } as const;
type Paper = keyof typeof papers;

interface Scene {
  readonly name: string;
  /** The placement at which Ada stands; null at the landing page, "end" past the last one. */
  readonly at: string | null;
  arrange?(page: Page, context: BrowserContext): Promise<void>;
}

const typed = "The pump at the allotment. It was only the seal, and an hour of cold fingers.";

/** What waits once module 1.1 is done, so that its last words are what stands there. */
const afterTheModule = releases
  .at(-1)
  ?.stem.find(({ part, module, type }) => (part > 1 || module > 1) && type !== "content")?.id;

const scenes: readonly Scene[] = [
  { name: "landing", at: null },
  { name: "empty", at: "1.0.0.clarity" },
  { name: "mid", at: "1.1.1.seed-mended" },
  {
    name: "tool",
    at: "1.1.1.rank-skills",
    async arrange(page) {
      await page.getByRole("button", { name: "Go on" }).last().click();
      await page
        .getByText(/comparisons? left/)
        .first()
        .waitFor();
    },
  },
  {
    name: "offline",
    at: "1.1.1.seed-mended",
    async arrange(page, context) {
      await context.setOffline(true);
      const box = page.getByRole("textbox", { name: "Your answer" });
      await box.fill(typed);
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByText("Offline. Kept on this device.").last().waitFor();
      // The conversation goes on without a network.
      await page.locator("[data-dock]").waitFor();
    },
  },
  {
    name: "edited",
    at: "1.1.1.seed-taught",
    async arrange(page) {
      await page.getByRole("button", { name: /^Edit/ }).last().click();
      const box = page.getByRole("textbox").first();
      await box.fill("The allotment pump, which everybody had given up. It was only the seal.");
      await page.getByRole("button", { name: "Save change" }).click();
      await page
        .getByText(/^Edited/)
        .first()
        .waitFor();
    },
  },
  { name: "returned", at: "1.1.2.code-true" },
  { name: "module-end", at: afterTheModule ?? "end" },
];

/** Walks to the placement over the socket, as Ada. */
async function walkTo(server: Server, cookie: string, at: string): Promise<void> {
  const device = new Wire(server.url, cookie);
  const ada = new AdaByWire();
  await device.connect();
  await device.until(() => device.complete);
  while (device.waiting !== null && device.waiting.id !== at) {
    const { waiting } = device;
    const value = ada.to(waiting);
    const opId = crypto.randomUUID();
    device.send(
      value === undefined
        ? { t: "skip", opId, blockId: waiting.id }
        : { t: "reply", opId, blockId: waiting.id, value },
    );
    const moved = await device.until(
      () => device.unsent === 0 && (device.answers.has(waiting.id) || device.waiting?.id !== waiting.id),
    );
    if (!moved || !device.answers.has(waiting.id))
      throw new Error(`${waiting.id} was refused: ${JSON.stringify(value)}`);
    await device.until(() => device.waiting !== null, 300);
  }
  device.close();
}

async function open(context: BrowserContext, server: Server, scene: Scene): Promise<Page> {
  const page = await context.newPage();
  await page.goto(server.url);
  if (scene.at === null) return page;
  const begun = await page.evaluate(async () => {
    const response = await fetch("/api/session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    });
    return response.ok;
  });
  if (!begun) throw new Error("no session");
  const cookie = (await context.cookies()).find((one) => one.name === "__Host-dreamtree");
  if (cookie === undefined) throw new Error("no cookie");
  await walkTo(server, `${cookie.name}=${cookie.value}`, scene.at);
  await page.reload();
  await page.getByRole("log").waitFor();
  if (scene.name !== "returned") {
    // At a good place to stop the greeting has no button of its own: the one there leads on from the place itself.
    const greeting = page.locator("#return").getByRole("button", { name: /^Go on/ });
    if ((await greeting.count()) > 0) await greeting.first().click();
  }
  return page;
}

async function picture(server: Server, device: Device, scene: Scene, context: BrowserContext): Promise<void> {
  const page = await open(context, server, scene);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState("networkidle");
  await scene.arrange?.(page, context);
  for (const paper of Object.keys(papers) as Paper[]) {
    await page.evaluate(
      ([background, ink]) => {
        document.documentElement.dataset["paper"] = background ?? "";
        document.documentElement.dataset["ink"] = ink ?? "";
      },
      [paper, papers[paper]],
    );
    const path = `${folder}/${scene.name}-${device.width}-${paper}.png`;
    await page.screenshot({ path, animations: "disabled", caret: "hide" });
    shrink(path);
  }
  await page.close();
}

/** 64 colours are plenty for ink on paper. Without ImageMagick the picture stays as it is. */
function shrink(path: string): void {
  try {
    execFileSync("convert", [path, "+dither", "-colors", "64", `PNG8:${path}`], { stdio: "ignore" });
  } catch {
    console.log(`${path}: not made smaller (no convert here)`);
  }
}

async function main(): Promise<void> {
  const only = process.argv.slice(2);
  if (only.length === 0) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const server = await startServer();
  const browser = await launch();
  try {
    for (const device of [desktop, phone]) {
      for (const scene of scenes) {
        if (only.length > 0 && !only.includes(scene.name)) continue;
        const context = await openContext(browser, device, { reducedMotion: "reduce" });
        await picture(server, device, scene, context);
        await context.close();
        console.log(`${scene.name} at ${device.width}`);
      }
    }
  } finally {
    await browser.close();
    await server.remove();
  }
}

await main();
