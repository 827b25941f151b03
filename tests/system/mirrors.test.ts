import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bringAxe, violations } from "../browser/axe.ts";
import { desktop, openProfile } from "../browser/chromium.ts";
import { newLearnerAt } from "../browser/device.ts";
import { forward, passed, signIn } from "../browser/forward.ts";
import { Keyboard } from "../browser/keyboard.ts";
import { startServer, type Server } from "../browser/server.ts";
import { atRest, nextScene } from "../browser/thread.ts";
import { watch } from "../browser/watch.ts";
import { whole } from "../browser/whole.ts";

/* What the workbook makes of a learner's own answers (decision 8), on the screen and with keys alone. */

let server: Server;
let profile: string;
let context: BrowserContext;
let learner: { userId: string; cookie: string };
beforeAll(async () => {
  server = await startServer();
  profile = await mkdtemp(join(tmpdir(), "dreamtree-mirrors-"));
  learner = await newLearnerAt(server.url);
  await forward(server, learner, "1.1.2.proof-one");
  context = await openProfile(profile, desktop);
  await bringAxe(context);
  await watch(context);
  await signIn(context, learner);
});
afterAll(async () => {
  await context?.close();
  await server.remove();
  await rm(profile, { recursive: true, force: true });
});

const row = (page: Page, id: string) => page.locator(`[id="${id}"]`);
const isFocused = (one: Locator) => one.evaluate((element) => element === document.activeElement);

/** From the answer up the conversation to this message, and into its buttons. */
async function into(keys: Keyboard, message: Locator): Promise<void> {
  await keys.press("Escape");
  await keys.press("F6");
  await keys.press("End");
  for (let n = 0; n < 60 && !(await isFocused(message)); n += 1) await keys.press("ArrowUp");
  expect(await isFocused(message)).toBe(true);
  await keys.press("Enter");
}

async function pageAt(id: string): Promise<{ page: Page; keys: Keyboard }> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(server.url);
  const keys = new Keyboard(page);
  let scene = await nextScene(page, null);
  // A browser that does not know this learner yet shows the first page for a moment.
  while (scene.kind === "beat" || scene.kind === "landing") {
    if (scene.kind === "beat")
      await keys.activate(page.getByRole("button", { name: /^(Continue|Go on)$/ }).last());
    scene = await nextScene(page, scene);
  }
  await row(page, `q-${id}`).waitFor();
  return { page, keys };
}

test("words that are asked for come when a key asks, are read, and lead back to where they were written", async () => {
  const { page, keys } = await pageAt("1.1.2.proof-one");
  const said = row(page, "q-1.1.2.proof-how");
  expect(await said.locator(".recall").count()).toBe(0);
  // What brings words back is fetched after the first answer can be given.
  await said.getByRole("button", { name: /^Show/ }).waitFor();
  await into(keys, said);
  await keys.to(said.getByRole("button", { name: /^Show/ }));
  await keys.press("Enter");
  const card = said.locator(".recall");
  await card.waitFor();
  expect(await isFocused(card)).toBe(true);
  expect(await card.locator("li").count()).toBeGreaterThan(0);
  await atRest(page);
  expect(await violations(page, true)).toEqual([]);
  await keys.activate(card.getByRole("link", { name: "From your stories in Evidence of Ability" }));
  await page.waitForFunction(() => document.activeElement?.id === "q-1.1.1.story-one");
});

test.runIf(whole)("a mirror with too little to say is nowhere, and comes with the third answer", async () => {
  const rated = new Map([
    ["2.2.1.curious-now", 4],
    ["2.2.1.ask-now", 2],
  ]);
  await forward(server, learner, "2.2.1.attitude", (id) =>
    /^2\.2\.1\..*-now$/.test(id) ? (rated.get(id) ?? passed) : undefined,
  );
  const { page, keys } = await pageAt("2.2.1.attitude");
  const mirror = row(page, "q-2.2.1.reading-today");
  const heading = row(page, "q-2.2.1.one");
  const rows = () =>
    heading.evaluate((element) => [element, element.nextElementSibling].map((one) => one?.id));
  await atRest(page);
  expect(await mirror.count()).toBe(0);
  expect(await page.getByText("Highest today, by your own reading").count()).toBe(0);
  // Nothing stands before where she is asked next but the words of the greeting, while they are there.
  expect(["return", "q-2.2.1.attitude"]).toContain((await rows())[1]);

  const small = row(page, "a-2.2.1.small-now");
  await into(keys, small);
  await keys.activate(small.getByRole("button", { name: "Answer it now" }));
  await keys.to(small.getByRole("slider"));
  await keys.press("ArrowRight");
  await keys.activate(small.getByRole("button", { name: "Save change" }));
  await mirror.waitFor();
  await atRest(page);
  expect(await rows()).toEqual(["q-2.2.1.one", "q-2.2.1.reading-today"]);
  expect((await mirror.innerText()).replaceAll(/\s+/g, " ")).toContain(
    "Highest today, by your own reading, at 4: stay curious and try it small. Lowest, at 2: ask and offer.",
  );
  expect(await violations(page, true)).toEqual([]);
  await into(keys, mirror);
  await keys.activate(mirror.getByRole("link", { name: "From your sliders above" }));
  await page.waitForFunction(() => document.activeElement?.id === "q-2.2.1.curious-now");
});
