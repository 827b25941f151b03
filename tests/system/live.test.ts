import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { good, heading, press, row, toTheQuestion } from "../browser/accountPages.ts";
import { desktop, launch, phone } from "../browser/chromium.ts";
import { newLearnerAt } from "../browser/device.ts";
import { shotsOfFailed } from "../browser/failed.ts";
import { forward, signIn } from "../browser/forward.ts";
import { filesUnder, leaks, listen } from "../browser/leaks.ts";
import { member, People, side, taps } from "../browser/room.ts";
import { startServer, type Server } from "../browser/server.ts";
import { allSaved } from "../browser/thread.ts";

/* A facilitator and three learners, each in a browser of their own: issue 6, as it is lived. */

const first = "1.1.1.seed-home";
const second = "1.1.1.seed-work";
const firstPrivate = "1.2.1.limits";
const words = {
  heron: "A shelf that Bartholomew uses",
  hidden: "Clementine must not read this",
  before: "Ottoline was never to see this either",
  sealed: "Zebedee owes 4711 at Käthe’s",
};

let server: Server;
let browser: Browser;
let people: People;
let maria: Page;

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
  people = new People(server, browser);
});
afterEach((test) => shotsOfFailed(test, people.contexts));
afterAll(async () => {
  await people.close();
  await browser.close();
  await server.remove();
});

/** Somebody with a workbook that waits at this placement. */
async function learnerAt(blockId: string, device = desktop): Promise<Page> {
  const page = await people.newPerson(device);
  const learner = await newLearnerAt(server.url);
  await forward(server, learner, blockId);
  await signIn(page.context(), learner);
  return page;
}

async function answer(page: Page, text: string): Promise<void> {
  await toTheQuestion(page);
  await page.locator("[data-dock] textarea").fill(text);
  await page.keyboard.press("Control+Enter");
}

test("whoever leads a room has an account with a confirmed address", async () => {
  const page = await people.newPerson();
  await signIn(page.context(), await newLearnerAt(server.url));
  await page.goto(`${server.url}/live`);
  await page.getByText("a confirmed e-mail address").waitFor();
  await good(page, "live-needs-account");
  await page.context().close();
  maria = await people.account("maria@harbour.example");
});

test("a room is opened, joined, watched and left; what only the learner may see is seen by nobody else", async () => {
  const { cockpit, code } = await people.opened(maria);
  await good(maria, "cockpit-empty");

  // A wrong code says so, and nothing else.
  const lost = await people.newPerson(phone);
  await lost.goto(`${server.url}/join`);
  await lost.getByLabel("Code").fill("222 222");
  await press(lost, "Look");
  await lost.getByText("There is no open session with this code").first().waitFor();
  await good(lost, "join-wrong");

  // Two with a workbook that is under way, and one who has never been here.
  const [heron, fen] = [await learnerAt(first, phone), await learnerAt(first)];
  const wren = await people.newPerson(phone);
  await people.join(heron, code, "Heron");
  await people.join(fen, code, "Fen");
  await people.join(wren, code, "Wren");
  // The camera's own tap opens the page; with two more the first question is there, without an account.
  await wren.locator('[data-dock] [data-composer]:not([data-composer="beat"])').waitFor();
  expect(await taps(wren)).toBeLessThanOrEqual(2);
  await good(wren, "joined-new");
  for (const alias of ["Heron", "Fen", "Wren"]) await member(maria, alias).waitFor();
  await member(maria, "Heron").getByText("1.1.1 Evidence of Ability").waitFor();
  await member(maria, "Heron")
    .getByText(/^question 2 of \d+/)
    .waitFor();
  await good(maria, "cockpit-three");

  // One learner types, and the facilitator's screen follows, also of whom D1 does not know yet at the first look.
  let attempts = 0;
  await maria.routeWebSocket(/observe/, (socket) => {
    attempts += 1;
    if (attempts > 1) socket.connectToServer();
    else void socket.close({ code: 4403, reason: "not yours" });
  });
  await member(maria, "Heron").getByRole("button").click();
  await side(maria).getByText("sees that you are looking").waitFor();
  await heron.getByText("Maria is reading along now").waitFor();
  expect(attempts).toBe(2);
  await answer(heron, words.heron);
  const sent = Date.now();
  await side(maria).getByText(words.heron).waitFor();
  expect(Date.now() - sent).toBeLessThan(1_000);
  await good(maria, "cockpit-watching");
  await good(heron, "watched");
  // Who has answered it, who is left, and where everybody is: in words, beside the shapes.
  const asked = maria.locator(".questions li").filter({ hasText: "keep going at home" });
  await asked.getByText("1 of 3 answered").waitFor();
  await asked.getByText("2 left").click();
  await asked.getByText("Fen and Wren").waitFor();
  const cells = maria.locator(".matrix tbody tr").filter({ hasText: "Heron" }).locator("td");
  await cells
    .first()
    .getByText(/^\d\/\d+$/)
    .waitFor();
  await cells.nth(1).getByText("not yet").waitFor();
  const looks = await cells
    .locator("i")
    .evaluateAll((shapes) => [
      ...new Set(shapes.map((one) => `${one.dataset["is"]} ${getComputedStyle(one).borderLeftWidth}`)),
    ]);
  expect(looks).toEqual([expect.stringMatching(/^begun /), expect.stringMatching(/^empty /)]);
  expect(new Set(looks.map((look) => look.split(" ")[1])).size).toBe(2);

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
  await toTheQuestion(fen);
  const onlyMe = fen.locator("[data-dock]").getByRole("checkbox", { name: /^Only me/ });
  await onlyMe.check();
  await fen.getByText("Maria will not see this answer").waitFor();
  await good(fen, "only-me-before");
  await answer(fen, words.before);
  await row(fen, first).getByText(words.before).waitFor();
  expect(await onlyMe.isChecked()).toBe(false);
  await answer(fen, words.hidden);
  await row(fen, second).getByText(words.hidden).waitFor();
  await row(fen, second).hover();
  await row(fen, second).getByRole("button", { name: "Only me" }).click();
  await allSaved(fen);
  const again = await maria.context().newPage();
  await maria.close({ runBeforeUnload: false });
  await again.goto(cockpit);
  await member(again, "Fen").waitFor();
  await member(again, "Fen").getByRole("button").click();
  await expect.poll(() => side(again).getByText("Only Fen can see this answer").count()).toBe(2);
  for (const text of [words.hidden, words.before]) expect(await again.content()).not.toContain(text);

  // Wren leaves, which ends it at once; whoever was reading is told.
  await member(again, "Wren").getByRole("button").click();
  await side(again).getByText("Wren sees that you are looking").waitFor();
  await press(wren, "Session");
  await wren.getByRole("button", { name: "Leave the session" }).click();
  await good(wren, "leaving");
  await wren.getByRole("button", { name: "Leave", exact: true }).click();
  await expect.poll(() => member(again, "Wren").count()).toBe(0);
  await side(again).getByText("Wren is not in the session any more").waitFor();
  await good(again, "cockpit-gone");
  await side(again).getByRole("button", { name: "Close" }).click();
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
  for (const gone of ["Wren", words.hidden, words.before]) expect(report).not.toContain(gone);
  await good(again, "report");
  // On paper it is the report alone.
  await again.emulateMedia({ media: "print" });
  expect(await again.getByRole("button", { name: "Print" }).isVisible()).toBe(false);
  expect(await again.getByText(words.heron).first().isVisible()).toBe(true);
  await again.emulateMedia({ media: "screen" });
  const csv = await again.request.get(`${cockpit.replace("/live/", "/api/live/")}/report.csv`);
  expect(await csv.text()).toContain(words.heron);

  // The learner goes on alone, and finds every view in their account.
  await answer(heron, "Alone again");
  await heron.goto(`${server.url}/account/looks`);
  await heron.getByText("Read along in your workbook").first().waitFor();
  await heron.getByText("Opened the session’s report").waitFor();
  await heron.getByText("Showed a starred answer on the wall, without your name").waitFor();
  await good(heron, "looks");
  maria = again;
});

test("what the learner marked private is there, withheld, and never left their device readable", async () => {
  const heard = listen(maria.context());
  const { cockpit, code } = await people.opened(maria, { modules: ["1.2"] });
  const heron = await learnerAt(firstPrivate);
  const sent = listen(heron.context());
  await people.join(heron, code, "Heron");
  await member(maria, "Heron").getByRole("button").click();
  await side(maria).getByText("sees that you are looking").waitFor();
  const go = heron.locator("[data-dock]").getByRole("button", { name: /^(Continue|Go on)$/ });
  const gate = heron.getByRole("region", { name: "Before you write something private" });
  while (!(await gate.isVisible())) {
    await go.last().or(gate).first().waitFor();
    if (await go.last().isVisible()) await go.last().click();
  }
  await gate.getByRole("button", { name: "Go on with the key in this browser" }).click();
  expect(await heron.getByRole("checkbox", { name: /^Only me/ }).count()).toBe(0);
  await answer(heron, words.sealed);
  await row(heron, firstPrivate).getByText(words.sealed).waitFor();
  await allSaved(heron);
  await side(maria).getByText("Only Heron can see this answer").first().waitFor();
  await good(maria, "cockpit-private");
  await press(maria, "End session");
  await maria.getByRole("button", { name: "End it", exact: true }).click();
  await heading(maria, "Thursday group has ended");
  await maria.goto(`${cockpit}/report`);
  await maria.getByText("Heron").first().waitFor();
  const everything = new Map([
    ...[...sent].map(([place, content]) => [`from Heron: ${place}`, content] as const),
    ...[...heard].map(([place, content]) => [`to Maria: ${place}`, content] as const),
    ["printed by the server", server.output()],
    ...(await filesUnder(server.state)),
  ]);
  // What was shared is found on its way and where it is kept: the search would have found the rest.
  const found = leaks(everything, "Thursday group").join("\n");
  for (const place of ["from Heron: frames received", "to Maria: frames received", "/v3/d1", "/v3/do"])
    expect(found).toContain(place);
  expect(leaks(everything, words.sealed)).toEqual([]);
});

test("a learner invites a coach for one module, sees them look, and ends it", async () => {
  const dana = await learnerAt(first);
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

  const coach = maria;
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
