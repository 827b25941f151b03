import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bringAxe, violations } from "../browser/axe.ts";
import { desktop, openProfile } from "../browser/chromium.ts";
import { newLearnerAt } from "../browser/device.ts";
import { Edition } from "../browser/edition.ts";
import { forward, signIn } from "../browser/forward.ts";
import { startServer, type Server } from "../browser/server.ts";
import { placements } from "../browser/thread.ts";
import { whole } from "../browser/whole.ts";

/* The workbook changes under a learner in the middle of it: authored, released and brought out as it is done. */

/** Where Ada is when it changes. */
const here = "1.1.1.seed-mended";
const before = placements.slice(
  0,
  placements.findIndex((block) => block.id === here),
);

let edition: Edition;
let server: Server;
let profile: string;
/** A question is put in behind her and one before her, two change places, words change, one goes, one is replaced. */
async function second(): Promise<void> {
  const ask = (word: string, text: string) => `:: textarea ${word}\nmaxLength: 600\n---\n${text}\n\n`;
  const [taught, made] = [
    await edition.block("1.1.1", "seed-taught"),
    await edition.block("1.1.1", "seed-made"),
  ];
  await edition.edit("1.1.1", taught + made, made + taught);
  await edition.edit(
    "1.1.1",
    ":: textarea seed-care",
    `${ask("seed-street", "What did you do for your street, or for a stranger on it?")}:: textarea seed-care`,
  );
  await edition.edit(
    "1.1.1",
    ":: instruction hard-day-care",
    `${ask("seed-garden", "What have you grown, fed or kept alive?")}:: instruction hard-day-care`,
  );
  await edition.edit("1.1.1", await edition.block("1.1.1", "seed-work"), "");
  await edition.everywhere(", 1.1.1.seed-work", "");
  await edition.edit("1.0.0", ":: checkbox privacy", ":: checkbox privacy-read");
  const how = await edition.block("1.1.1", "moments-how");
  await edition.edit(
    "1.1.1",
    how,
    ":: instruction moments-how\nA few short questions follow, and each asks for one small moment. Take the first that comes.\n\n",
  );
  await edition.write(
    "seed/retired.yaml",
    "- {key: 1.1.1.seed-work, in: 2, why: to test}\n- {key: 1.0.0.privacy, in: 2, why: to test}\n",
  );
}

/** Copies, builds and compiles the project: in the proof. What carries answers over is tested where it is made. */
describe.runIf(whole)("a new edition", () => {
  beforeAll(async () => {
    edition = await Edition.copy();
    await edition.build();
    server = await startServer({ root: edition.root });
    profile = await mkdtemp(join(tmpdir(), "dreamtree-update-"));
  });
  afterAll(async () => {
    await server.remove();
    await edition.remove();
    await rm(profile, { recursive: true, force: true });
  });

  test("every answer is kept, the place too, what is new and what is gone is said in words", async () => {
    const learner = await newLearnerAt(server.url);
    await forward(server, learner, here);
    const context = await openProfile(profile, desktop);
    await bringAxe(context);
    await signIn(context, learner);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(server.url);
    const asked = page.locator(`[id="q-${here}"]`);
    await asked.waitFor();
    const words = await page.locator('[id="a-1.1.1.seed-work"] .words').innerText();

    await edition.content("release");
    await second();
    await edition.content("compile");
    await edition.build();
    await server.stop();
    await server.start();

    // The page is open all the while: it hears of it when it is back in touch.
    const told = `This workbook was updated. Your ${before.length} answers are kept; 3 questions are new.`;
    await page.locator(".strip", { hasText: told }).waitFor();
    await asked.waitFor();
    await page.getByText("Take the first that comes.").waitFor();
    await page.locator('[id="q-1.1.1.seed-street"]').getByText("New since you were here").waitFor();
    for (const block of before.filter(({ id }) => !["1.1.1.seed-work", "1.0.0.privacy"].includes(id)))
      expect(await page.locator(`[id="a-${block.id}"]`).count(), block.id).toBe(1);
    const gone = page.getByRole("navigation", { name: "Outline" }).getByText("No longer in the workbook (2)");
    await gone.click();
    const kept = page.locator(".outline__kept", { hasText: words });
    await kept.waitFor();
    expect(await violations(page, true)).toEqual([]);

    // Coming back, on a page that was loaded new: the same place, and nothing is told twice.
    await page.reload();
    await asked.waitFor();
    expect(await page.locator(".strip").allInnerTexts()).toEqual([]);
    await context.close();
  });
});
