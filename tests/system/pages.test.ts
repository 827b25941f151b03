import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bringAxe, violations } from "../browser/axe.ts";
import { desktop, openProfile, phone } from "../browser/chromium.ts";
import { newLearnerAt } from "../browser/device.ts";
import { forward, signIn } from "../browser/forward.ts";
import { startServer, type Server } from "../browser/server.ts";
import { atRest, release } from "../browser/thread.ts";
import { watch, watched } from "../browser/watch.ts";

/* The pages beside the conversation, from its menu and back, on a desk and on a phone. */

const here = "1.1.1.seed-mended";

let server: Server;
let learner: { userId: string; cookie: string };
let profile: string;
let context: BrowserContext | undefined;
beforeAll(async () => {
  server = await startServer();
  profile = await mkdtemp(join(tmpdir(), "dreamtree-pages-"));
  learner = await newLearnerAt(server.url);
  await forward(server, learner, here);
});
afterAll(async () => {
  await context?.close();
  await server.remove();
  await rm(profile, { recursive: true, force: true });
});

const titleOf = (id?: string) => release.outline.find((entry) => entry.id === id)?.title ?? "";
const pages = [
  ["Your day", "What you keep up", "Resume Workbook"],
  ["Tools", "List builder", "Comes with 1.2.4"],
  // The reference data on its screens: categories, what each work gave, where each competency shows.
  ["Sources and credits", "Organizational Frameworks", release.credits.works[0]?.application],
  [
    "Competencies",
    "Interpersonal: building relationships",
    `Shows up in ${titleOf(release.competencies[0]?.modules[0])}`,
  ],
] as const;

test.each([
  ["a desk", desktop],
  ["a phone", phone],
])("on %s each opens from the menu, reads well, and leads back to where one was", async (_, device) => {
  await context?.close();
  context = await openProfile(profile, device);
  await bringAxe(context);
  await watch(context);
  await signIn(context, learner);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(server.url);
  const asked = page.locator(`[id="q-${here}"]`);
  await asked.waitFor();
  for (const [title, heading, words = ""] of pages) {
    await page.getByRole("button", { name: "Menu" }).click();
    const link = page.getByRole("link", { name: title });
    // Where nothing of the learner's is yet it is in no menu, and still at its address.
    if (title === "Competencies") {
      expect(await link.count()).toBe(0);
      await page.goto(`${server.url}/competencies`);
    } else await link.click();
    const main = page.getByRole("main");
    await main.getByRole("heading", { name: title, level: 1 }).waitFor();
    await main.getByRole("heading", { name: heading }).waitFor();
    expect(await main.innerText()).toContain(words);
    await atRest(page);
    expect(await violations(page, true)).toEqual([]);
    await page.goBack();
    await asked.waitFor();
  }
  const { policy, errors } = await watched(page);
  expect({ policy, errors }).toEqual({ policy: [], errors: [] });
});
