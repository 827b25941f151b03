import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { random } from "../bench/random.ts";
import { adaSays } from "../browser/ada.ts";
import { bringAxe, violations } from "../browser/axe.ts";
import { launch, openContext, phone } from "../browser/chromium.ts";
import { openRows } from "../browser/database.ts";
import { newLearnerAt } from "../browser/device.ts";
import { forward, signIn } from "../browser/forward.ts";
import { keepsEverything } from "../browser/kept.ts";
import { gaps, projections } from "../browser/ledger.ts";
import { startServer, type Server } from "../browser/server.ts";
import { allSaved, atRest, blockNamed, nextScene } from "../browser/thread.ts";
import { Visit } from "../browser/visit.ts";
import { watch, watched } from "../browser/watch.ts";
import { whole } from "../browser/whole.ts";

/* A phone with a weak signal. */

const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.remove());

test("by touch: a card is filled while the signal goes, lands when it is back, and the next is passed by two taps", async () => {
  const browser = await launch();
  const context = await openContext(browser, phone, { serviceWorkers: "allow" });
  await bringAxe(context);
  await watch(context);
  const learner = await newLearnerAt(server.url);
  await forward(server, learner, "1.1.1.story-three");
  await signIn(context, learner);
  const page = await context.newPage();
  await page.goto(server.url);
  await keepsEverything(page);
  const card = page.locator(".row--tool");
  const name = card.getByRole("textbox", { name: "A name for this story" });
  await name.tap();
  await name.fill("The flood in the cellar");
  await context.setOffline(true);
  await page.getByText("You’re offline. Keep writing").waitFor();
  for (const [i, part] of ["Rain.", "A pump.", "Carried it.", "Dry.", "Sooner.", "Calm."].entries())
    await card.locator(".story-parts textarea").nth(i).fill(part);
  await card.getByRole("button", { name: "Send" }).tap();
  const said = page.locator('[id="a-1.1.1.story-three"]');
  await said.getByText("Offline. Kept on this device.").waitFor();
  // Where one is keeps its room beside what is said of the answers.
  const where = page.getByRole("banner").getByRole("heading");
  expect(await where.evaluate((one) => one.clientWidth)).toBeGreaterThan(phone.width / 4);

  // The conversation goes on without a network, to a tool that may be passed.
  let scene = await nextScene(page, null);
  for (; scene.kind !== "tool" || blockNamed(scene.id).required; scene = await nextScene(page, scene)) {
    if (scene.kind === "beat") await page.locator("[data-dock]").getByRole("button").last().tap();
    else await page.getByRole("button", { name: "Skip for now" }).tap();
  }
  await card.getByRole("button", { name: "Skip more than this question" }).tap();
  const menu = card.locator("[popover]");
  const wider = menu.getByRole("button", { name: "Skip the rest of this exercise" });
  await wider.waitFor();
  const box = await menu.boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(phone.width);
  expect((await wider.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await atRest(page);
  expect(await violations(page, true)).toEqual([]);
  await wider.tap();
  await nextScene(page, scene);

  await context.setOffline(false);
  await allSaved(page);
  expect(await said.getByText("Offline").count()).toBe(0);
  const { policy, lostFocus } = await watched(page);
  expect({ policy, lostFocus }).toEqual({ policy: [], lostFocus: [] });
  await browser.close();
});

test("a tool that the signal left no time to fetch is named as not here yet, and comes when the signal does", async () => {
  const browser = await launch();
  // Without the worker that would fetch it ahead.
  const context = await openContext(browser, phone, { serviceWorkers: "block" });
  const learner = await newLearnerAt(server.url);
  await forward(server, learner, "1.1.1.story-three");
  await signIn(context, learner);
  await context.route(/\/assets\/skill_tagger-/, (route) => route.abort());
  const page = await context.newPage();
  await page.goto(server.url);
  const card = page.locator(".row--tool");
  await card.getByRole("button", { name: "Skip for now" }).waitFor();
  await context.setOffline(true);
  await page.getByText("You’re offline. Keep writing").waitFor();
  await card.getByRole("button", { name: "Skip for now" }).tap();
  await page.locator("[data-dock]").getByRole("button", { name: "Go on" }).tap();
  await page.getByText("This tool is not on this device yet. It comes when you’re back online.").waitFor();
  await context.unroute(/\/assets\/skill_tagger-/);
  await context.setOffline(false);
  await card.getByRole("searchbox").first().waitFor();
  await browser.close();
});

test.runIf(whole)(
  `module 1.1 on a phone at 400 kbit/s whose signal goes every few steps (seed ${seed})`,
  { timeout: 1_200_000 },
  async ({ task }) => {
    const profile = await mkdtemp(join(tmpdir(), "dreamtree-weak-"));
    const visit = await Visit.open(profile, phone, server.url);
    const chance = random(seed);
    const network = await visit.context.newCDPSession(visit.page);
    const weak = (offline: boolean) =>
      network.send("Network.emulateNetworkConditions", {
        offline,
        latency: 400,
        downloadThroughput: 50_000,
        uploadThroughput: 50_000,
      });
    await weak(false);
    await visit.begin();
    let steps = 0;
    let losses = 0;
    let back: Promise<unknown> = Promise.resolve();
    const isPast = (blockId: string) => blockId === "1.1.4.snapshot-made";
    await visit.walk(
      adaSays,
      (scene) => scene.kind === "beat" && isPast(scene.id),
      async () => {
        steps += 1;
        if (chance() > 0.3) return;
        await back;
        losses += 1;
        await weak(true);
        // It comes back by itself, whatever the learner does meanwhile.
        back = new Promise((resolve) => setTimeout(resolve, 500 + chance() * 4000)).then(() => weak(false));
      },
    );
    await back;
    await visit.saved();
    const { lostFocus, policy } = await watched(visit.page);
    expect({ lostFocus, policy }).toEqual({ lostFocus: [], policy: [] });
    const userId = await visit.page.evaluate(
      async () => ((await (await fetch("/api/session")).json()) as { userId: string }).userId,
    );
    await visit.close();
    await rm(profile, { recursive: true, force: true });
    await server.stop();
    const rows = await openRows(server.state);
    expect(gaps(rows, userId)).toEqual([]);
    const { made, stands } = projections(rows, userId);
    rows.close();
    expect(stands).toEqual(made);
    task.meta.proof = { subject: "weak-signal", seed, steps, losses, kilobitPerSecond: 400, latencyMs: 400 };
  },
);
