import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { adaSays } from "../browser/ada.ts";
import type { Said } from "../browser/answering.ts";
import { cheapPhone, desktop, phone, type Device } from "../browser/chromium.ts";
import { openRows, type Rows } from "../browser/database.ts";
import { gaps, projections } from "../browser/ledger.ts";
import { startServer, type Server } from "../browser/server.ts";
import { blockNamed, release, same, type Scene } from "../browser/thread.ts";
import { Visit } from "../browser/visit.ts";
import { watched } from "../browser/watch.ts";
import { whole } from "../browser/whole.ts";

/** Everything answered but for what Ada herself passes: one question, one tool, the rest of an activity. */
const fully = (blockId: string): Said => {
  if (blockId === "1.1.1.seed-care") return { skip: "block" };
  if (blockId === "1.1.2.code-cross-out") return { skip: "activity" };
  if (blockId === "1.1.4.tired") return { skip: "exercise" };
  return adaSays(blockId);
};

/** Only what later parts need; everything else passed as widely as it can be. */
const inHaste = (blockId: string): Said => {
  const block = blockNamed(blockId);
  // Its skills are what the ranking of the first exercise is made of.
  if (block.required || blockId === "1.1.1.tag-experiences") return adaSays(blockId);
  return { skip: block.type === "tool" ? "exercise" : "activity" };
};

const walks: { device: Device; says: (blockId: string) => Said; passes: boolean }[] = [
  { device: desktop, says: fully, passes: true },
  { device: phone, says: inHaste, passes: true },
  ...(whole ? [{ device: cheapPhone, says: adaSays, passes: false }] : []),
];
/** A slowed processor, and axe at every step of it. */
const mostMs = whole ? 1_200_000 : 300_000;

describe.each(walks)("module 1.1 by keyboard, $device.name", ({ device, says, passes }) => {
  let server: Server;
  let profile: string;
  beforeEach(async () => {
    server = await startServer();
    profile = await mkdtemp(join(tmpdir(), "dreamtree-profile-"));
  });
  afterEach(async () => {
    await server.remove();
    await rm(profile, { recursive: true, force: true });
  });

  test(
    "from the first line to the end of the module, with a closed browser between, and every row in D1",
    async () => {
      let visit = await Visit.open(profile, device, server.url);
      await visit.expectAccessible();
      await visit.begin();
      await visit.walk(
        says,
        (scene) => same(scene, { kind: "beat", id: "1.1.2.letters-rest" }),
        () => visit.expectGood(),
      );
      const { motions } = await watched(visit.page);
      expect(motions).toBeGreaterThan(0);
      await visit.saved();
      await visit.expectQuiet();
      await visit.close();

      visit = await Visit.open(profile, device, server.url);
      await comesBack(visit);
      await changesAnAnswer(visit);

      await visit.walk(
        says,
        (scene) => same(scene, { kind: "tool", id: "1.1.4.rank-use-most" }),
        () => visit.expectGood(),
      );
      const mine = await broughtBack(visit.page);
      await visit.walk(says, isPast, () => visit.expectGood());
      if (passes) await answersWhatWasPassed(visit);
      await visit.saved();
      await visit.expectQuiet();
      const userId = await userIdOf(visit.page);
      await visit.close();

      await server.stop();
      const rows = await openRows(server.state);
      expectRows(rows, userId, mine);
      rows.close();
    },
    mostMs,
  );
});

/** Module 1.1 with the introduction of its part, which is a module of its own (decision 11). */
const walked = release.stem.filter((block) => block.part === 1 && block.module <= 1);
const lastWalked = walked.at(-1)?.id ?? "";

/** At the good place to stop behind the module's last line; at the end, where nothing more is written. */
const isPast = (scene: Scene): boolean =>
  scene.kind === "end" || same(scene, { kind: "beat", id: lastWalked });

const userIdOf = (page: Page): Promise<string> =>
  page.evaluate(async () => ((await (await fetch("/api/session")).json()) as { userId: string }).userId);

/** Where Ada was, what she last said, one button to go on, and nothing that moves again. */
async function comesBack(visit: Visit): Promise<void> {
  const { page } = visit;
  await page.getByText("Welcome back. You were in How You Tend to Work").waitFor();
  await visit.expectAccessible();
  expect((await watched(page)).motions).toBe(0);
  // At a good place to stop it is the one at the foot.
  expect(await page.getByRole("button", { name: "Go on" }).count()).toBe(1);
}

/** The answer stands in the thread; the place it comes back in is named before it is changed. */
async function changesAnAnswer(visit: Visit): Promise<void> {
  const { page, keys } = visit;
  const id = "1.1.1.experiences";
  const row = page.locator(`[id="a-${id}"]`);
  await keys.press("F6");
  await keys.press("Home");
  for (let n = 0; n < 200 && !(await isFocused(row)); n += 1) await keys.press("ArrowDown");
  await keys.press("Enter");
  await keys.activate(row.getByRole("button", { name: "Edit" }));
  await page.getByText(/^This answer is used in .* What you wrote there stays as it is\.$/).waitFor();
  await keys.to(row.getByRole("textbox", { name: "Add an experience" }));
  await keys.type("Sold at the Saturday market");
  await keys.press("Enter");
  await keys.to(row.getByRole("radiogroup").getByRole("radio").first());
  await keys.press("1");
  await visit.expectGood();
  await keys.press("Control+Enter");
  await row.getByText("Edited").waitFor();
  await row.getByText("Sold at the Saturday market").waitFor();
  expect(await isFocused(row)).toBe(true);
  await keys.press("Escape");
}

const isFocused = (row: ReturnType<Page["locator"]>) =>
  row.evaluate((element) => element === document.activeElement);

interface BroughtBack {
  readonly skills: readonly string[];
  readonly traits: readonly string[];
}

/** The lists of the exercises before, in the learner's order, each with where it came from. */
async function broughtBack(page: Page): Promise<BroughtBack> {
  const text = async (selector: string) =>
    (await page.locator(selector).allTextContents()).map((one) => one.trim());
  const ranked = (id: string) => text(`[id="a-${id}"] ol > li > span`);
  const skills = (await ranked("1.1.1.rank-skills")).slice(0, 10);
  const traits = (await ranked("1.1.2.rank-traits")).slice(0, 10);
  expect(skills.length).toBeGreaterThan(0);
  const said = page.locator('[id="q-1.1.4.side-by-side"]');
  const shown = async (label: string) => {
    const card = said.locator(".recall", { has: page.getByRole("link", { name: label }) });
    return (await card.locator(".recall__text").allTextContents()).map((one) => one.trim());
  };
  expect(await shown("What you do, from your ranking in Evidence of Ability")).toEqual(skills);
  expect(await shown("How you do it, from your ranking in How You Tend to Work")).toEqual(traits);
  const card = page.locator(".row--tool");
  await card.getByText("From your ranking in Evidence of Ability").first().waitFor();
  for (const name of [...skills, ...traits]) {
    expect(await card.getByText(name, { exact: true }).count(), `${name} can be ranked`).toBe(1);
  }
  return { skills, traits };
}

/** "Answer it now" on a question that was passed. */
async function answersWhatWasPassed({ page, keys }: Visit): Promise<void> {
  const row = page.locator('[id="a-1.1.1.seed-care"]');
  await keys.press("F6");
  await keys.press("Home");
  for (let n = 0; n < 300 && !(await isFocused(row)); n += 1) await keys.press("ArrowDown");
  await keys.press("Enter");
  await keys.activate(row.getByRole("button", { name: "Answer it now" }));
  await keys.to(row.getByRole("textbox"));
  await keys.type("My neighbor had a fever, so I cooked for four.");
  await keys.press("Control+Enter");
  await row.getByText("I cooked for four").waitFor();
}

function expectRows(rows: Rows, userId: string, mine: BroughtBack): void {
  const count = (sql: string, ...values: (string | number)[]) =>
    Number(rows.all(`SELECT count(*) AS n FROM ${sql}`, ...values)[0]?.["n"]);
  const of = (table: string) => rows.all(`SELECT * FROM "${table}" WHERE user_id = ?`, userId);

  const responses = of("user_responses");
  expect(responses.map((row) => row["stem_id"]).sort()).toEqual(
    walked
      .filter((block) => block.type !== "content")
      .map((block) => block.stemId)
      .sort(),
  );
  expect(gaps(rows, userId)).toEqual([]);
  const { made, stands } = projections(rows, userId);
  expect(stands).toEqual(made);

  expect(of("user_experiences").map((row) => row["title"])).toContain("Sold at the Saturday market");
  expect(of("user_experiences").find((row) => row["title"] === "Night shifts at the bakery")).toMatchObject({
    organization: "Hartmann's bakery",
    experience_type: "job",
    start_date: "2016",
    end_date: "2019-03",
  });
  expect(of("user_stories").find((row) => row["title"] === "The winter without heating")).toMatchObject({
    obstacle: "No plumber came before Thursday, and it was minus eight.",
    story_type: "challenge",
  });
  const ranked = (category: string) =>
    rows
      .all(
        "SELECT s.name FROM user_skills u JOIN skills s ON s.id = u.skill_id WHERE u.user_id = ? AND u.category = ? AND u.rank IS NOT NULL ORDER BY u.rank",
        userId,
        category,
      )
      .map((row) => row["name"]);
  expect(ranked("transferable")).toEqual(mine.skills);
  expect(ranked("self_management")).toEqual(mine.traits);
  expect(
    of("user_skills")
      .filter((row) => row["category"] === "knowledge")
      .map((row) => row["mastery"])
      .sort(),
  ).toEqual([2, 3, 4]);
  expect(count("user_experience_skills WHERE user_id = ?", userId)).toBeGreaterThan(0);
  expect(
    rows.all("SELECT name, category, review_status FROM skills WHERE created_by = ? ORDER BY name", userId),
  ).toEqual([
    { name: "allotment law", category: "knowledge", review_status: "pending" },
    { name: "reading dough", category: "transferable", review_status: "pending" },
  ]);
  const lists = of("user_lists").map((row) => row["name"]);
  expect(lists).toEqual(expect.arrayContaining(["Fields of interest", "Skills to use most"]));
  expect(
    rows.all(
      "SELECT i.content FROM user_list_items i JOIN user_lists l ON l.id = i.list_id WHERE l.user_id = ? AND l.name = 'Fields of interest' ORDER BY i.position",
      userId,
    ),
  ).toEqual([{ content: "Soil" }, { content: "How small shops survive" }]);
  expect(count("user_modules WHERE user_id = ? AND first_completed_at IS NOT NULL", userId)).toBe(2);
  expect(count("user_revisions WHERE user_id = ?", userId)).toBeGreaterThan(0);
  expect(count("users WHERE id = ? AND is_anonymous = 1", userId)).toBe(1);
}
