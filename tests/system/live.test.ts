import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { good, heading, newestLink, press, row, toTheQuestion } from "../browser/accountPages.ts";
import { bringAxe } from "../browser/axe.ts";
import { desktop, launch, openContext, phone, type Device } from "../browser/chromium.ts";
import { newLearnerAt } from "../browser/device.ts";
import { forward, signIn } from "../browser/forward.ts";
import { startServer, type Server } from "../browser/server.ts";
import { allSaved } from "../browser/thread.ts";
import { watch } from "../browser/watch.ts";

/* A facilitator and three learners, each in a browser of their own: issue 6, as it is lived. */

const first = "1.1.1.seed-home";
const second = "1.1.1.seed-work";
const words = { heron: "A shelf that Bartholomew uses", hidden: "Clementine must not read this" };

let server: Server;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
});
afterEach(async ({ task }) => {
  const folder = process.env["SHOTS"];
  if (task.result?.state !== "fail" || folder === undefined) return;
  for (const [i, page] of contexts.flatMap((one) => one.pages()).entries())
    await page.screenshot({ path: `${folder}/failed-${i}.png` });
});
afterAll(async () => {
  await Promise.all(contexts.map((one) => one.close()));
  await browser.close();
  await server.remove();
});

async function newPerson(device: Device = desktop): Promise<Page> {
  const context = await openContext(browser, device);
  contexts.push(context);
  context.setDefaultTimeout(15_000);
  await bringAxe(context);
  await watch(context);
  return context.newPage();
}

const member = (page: Page, alias: string) => page.locator(".roster tbody tr").filter({ hasText: alias });
const side = (page: Page) => page.locator(".cockpit__watch");

/** Somebody with an account and a confirmed address. */
async function facilitator(): Promise<Page> {
  const page = await newPerson();
  await signIn(page.context(), await newLearnerAt(server.url));
  await page.goto(`${server.url}/live`);
  await page.getByText("a confirmed e-mail address").waitFor();
  await good(page, "live-needs-account");
  await page.goto(`${server.url}/account/claim`);
  await page.getByLabel("E-mail address").fill("maria@harbour.example");
  await page.getByLabel("Password", { exact: true }).fill("eleven kites over the pier");
  await press(page, "Make the account");
  await page.goto(await newestLink(server, "maria@harbour.example", "/account/confirm"));
  await press(page, "Yes, this is my address");
  await heading(page, "Confirmed");
  return page;
}

/** @returns the address of the cockpit, and the code */
async function opened(page: Page): Promise<{ cockpit: string; code: string }> {
  await page.goto(`${server.url}/live`);
  await page.getByLabel("What it is called").fill("Thursday group");
  await page.getByLabel("Your name, as learners know you").fill("Maria");
  await page.getByText("Guided").click();
  await good(page, "live-open");
  await press(page, "Open it");
  await heading(page, "Thursday group");
  const shown = (await page.locator(".cockpit__code > button").first().textContent()) ?? "";
  await page.getByText("Nobody is here yet").waitFor();
  await good(page, "cockpit-empty");
  return { cockpit: page.url(), code: shown.replaceAll(/\s/g, "") };
}

/** Three taps: the code is scanned, a name is typed, and it is agreed. */
async function join(page: Page, code: string, alias: string): Promise<void> {
  await page.goto(`${server.url}/join#${code}`);
  await heading(page, "Thursday group");
  await page.getByText("Maria (harbour.example)").first().waitFor();
  await page.getByLabel("Your name here").fill(alias);
  if (alias === "Heron") await good(page, "join");
  await press(page, "Agree and join");
  await page.locator(".live").getByText("Thursday group").waitFor();
}

async function answer(page: Page, text: string): Promise<void> {
  await toTheQuestion(page);
  await page.locator("[data-dock] textarea").fill(text);
  await page.keyboard.press("Control+Enter");
}

test("a room is opened, joined, watched and left; what only the learner may see is seen by nobody else", async () => {
  const maria = await facilitator();
  const { cockpit, code } = await opened(maria);

  // A wrong code says so, and nothing else.
  const lost = await newPerson(phone);
  await lost.goto(`${server.url}/join`);
  await lost.getByLabel("Code").fill("222 222");
  await press(lost, "Look");
  await lost.getByText("There is no open session with this code").first().waitFor();
  await good(lost, "join-wrong");

  // Two with a workbook that is under way, and one who has never been here.
  const [heron, fen, wren] = [await newPerson(phone), await newPerson(), await newPerson(phone)];
  for (const page of [heron, fen]) {
    const learner = await newLearnerAt(server.url);
    await forward(server, learner, first);
    await signIn(page.context(), learner);
  }
  await join(heron, code, "Heron");
  await join(fen, code, "Fen");
  await join(wren, code, "Wren");
  await wren.locator("[data-dock]").waitFor();
  await good(wren, "joined-new");
  for (const alias of ["Heron", "Fen", "Wren"]) await member(maria, alias).waitFor();
  await good(maria, "cockpit-three");

  // One learner types, and the facilitator's screen follows.
  await member(maria, "Heron").getByRole("button").click();
  await side(maria).getByText("sees that you are looking").waitFor();
  await heron.getByText("Maria is reading along now").waitFor();
  const before = Date.now();
  await answer(heron, words.heron);
  await side(maria).getByText(words.heron).waitFor();
  console.log(`live: from Enter to the facilitator's screen ${Date.now() - before} ms`);
  await good(maria, "cockpit-watching");
  await good(heron, "watched");

  // “Only me”: it goes from the other screen, and a private draft was never there.
  await row(heron, first).hover();
  await row(heron, first).getByRole("button", { name: "Only me" }).click();
  await side(maria).getByText("Only Heron can see this answer").waitFor();
  expect(await side(maria).getByText(words.heron).count()).toBe(0);
  await row(heron, first).getByRole("button", { name: "Only me" }).click();
  await side(maria).getByText(words.heron).waitFor();

  // A star, a note that hangs on it, a hand.
  await side(maria).getByRole("button", { name: "☆ Star" }).first().click();
  await side(maria).getByRole("button", { name: "★ Starred" }).first().waitFor();
  await side(maria).getByRole("button", { name: "Write about it" }).first().click();
  await maria.getByLabel("A note to Heron").fill("What did it carry?");
  await press(maria, "Send note");
  await heron.getByText("What did it carry?").waitFor();
  await good(heron, "note");
  await maria.getByLabel("A note to Heron").fill("And another one at once");
  await press(maria, "Send note");
  await maria
    .locator(".nudge")
    .getByText(/minute/)
    .first()
    .waitFor();
  await press(heron, "Put away");
  await expect.poll(() => heron.locator(".from").count()).toBe(0);
  await press(heron, "Raise hand");
  await maria.getByRole("heading", { name: /^Needs you/ }).waitFor();
  await member(maria, "Heron").getByText("hand up", { exact: true }).waitFor();
  await good(maria, "cockpit-hand");
  await press(heron, "Hand is up");

  // Pace advises.
  await maria.getByLabel("Point everyone to").selectOption("1.1.1");
  await press(maria, "Point there");
  await fen.getByText("Maria asks everyone to 1.1.1").waitFor();
  await wren.getByText("The group is heading for 1.1.1").waitFor();
  await press(maria, "Pause the group");
  // The line that stays: the same words are spoken as well, for a second.
  await fen.locator(".strip", { hasText: "Maria has paused the group" }).waitFor();
  await good(fen, "paused");
  await press(maria, "Go on");

  // The facilitator's tab dies and comes back to the same room.
  await answer(fen, words.hidden);
  await row(fen, first).getByText(words.hidden).waitFor();
  await row(fen, first).hover();
  await row(fen, first).getByRole("button", { name: "Only me" }).click();
  await allSaved(fen);
  const again = await maria.context().newPage();
  await maria.close({ runBeforeUnload: false });
  await again.goto(cockpit);
  await member(again, "Fen").waitFor();
  await member(again, "Fen").getByRole("button").click();
  await side(again).getByText("Only Fen can see this answer").waitFor();
  expect(await again.content()).not.toContain(words.hidden);

  // Wren leaves, which ends it at once.
  await press(wren, "Session");
  await wren.getByRole("button", { name: "Leave the session" }).click();
  await good(wren, "leaving");
  await wren.getByRole("button", { name: "Leave", exact: true }).click();
  await expect.poll(() => member(again, "Wren").count()).toBe(0);
  await expect.poll(() => wren.locator(".live").count()).toBe(0);
  // Leaving is one of the four moments at which an account is offered.
  await wren.getByText("The session is behind you").waitFor();

  // The wall: no names.
  const wall = await again.context().newPage();
  await wall.goto(`${cockpit}/show`);
  await wall.getByText(words.heron).waitFor();
  expect(await wall.content()).not.toContain("Heron");
  await good(wall, "wall");
  await wall.close();

  // The end, and what stays.
  await again.getByLabel("Your own notes").fill("Begin with the list next time");
  await press(again, "Keep");
  await again.getByText("Begin with the list next time").first().waitFor();
  await answer(heron, "Crates for the night boat");
  await row(heron, second).getByText("Crates for the night boat").waitFor();
  await allSaved(heron);
  await press(again, "End session");
  await good(again, "ending");
  await again.getByRole("button", { name: "End it", exact: true }).click();
  await heading(again, "Thursday group has ended");
  await good(again, "ended");
  await expect.poll(() => heron.locator(".live").count()).toBe(0);
  await again.getByRole("link", { name: "Open the report" }).click();
  await again.getByRole("heading", { name: "What was shared" }).waitFor();
  const report = (await again.locator(".page__main").textContent()) ?? "";
  for (const there of [
    "Heron",
    "Fen",
    words.heron,
    "Crates for the night boat",
    "Begin with the list next time",
  ])
    expect(report).toContain(there);
  for (const gone of ["Wren", words.hidden]) expect(report).not.toContain(gone);
  await good(again, "report");
  const csv = await again.request.get(`${cockpit.replace("/live/", "/api/live/")}/report.csv`);
  expect(await csv.text()).toContain(words.heron);

  // The learner goes on alone, and finds every view in their account.
  await answer(heron, "Alone again");
  const audit = await heron.request.get(`${server.url}/api/audit`);
  expect(JSON.stringify(await audit.json())).toContain("Maria");
});

test("a learner invites a coach for one module, sees them look, and ends it", async () => {
  const dana = await newPerson();
  const learner = await newLearnerAt(server.url);
  await forward(server, learner, first);
  await signIn(dana.context(), learner);
  await dana.goto(`${server.url}/share`);
  await dana.getByRole("heading", { name: "Invite somebody" }).waitFor();
  await good(dana, "share");
  await press(dana, "Read what is shared");
  await dana.getByText("can read where you are in").waitFor();
  await good(dana, "share-consent");
  await press(dana, "Agree and make the link");
  await dana.getByRole("heading", { name: "The link" }).waitFor();
  const link = (await dana.locator(".join__consent").last().textContent()) ?? "";
  expect(link).toContain("/coach#");
  await good(dana, "share-link");

  const coach = contexts[0]?.pages().at(-1);
  if (coach === undefined) throw new Error("the facilitator of the first test is not there");
  await coach.goto(link);
  await heading(coach, "A learner shares with you");
  await coach.getByLabel("Your name, as they know you").fill("Maria");
  await good(coach, "coach-accept");
  await press(coach, "Read along");
  await heading(coach, "Reading along");
  await coach.getByRole("button", { name: /1\.1, shared since/ }).click();
  await coach.getByText("Read only, until").waitFor();

  await dana.goto(server.url);
  await dana.getByText("Maria (harbour.example) can read your answers in 1.1").waitFor();
  await answer(dana, "For the coach alone");
  await coach.getByText("For the coach alone").waitFor();
  await good(coach, "coach");
  await good(dana, "coached");

  await dana.goto(`${server.url}/share`);
  await press(dana, "End it now");
  await coach.getByText("This is not shared with you any more").waitFor();
});
