import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { good, heading, press, row, toTheQuestion } from "../browser/accountPages.ts";
import { launch, phone } from "../browser/chromium.ts";
import { newLearnerAt } from "../browser/device.ts";
import { shotsOfFailed } from "../browser/failed.ts";
import { forward, signIn } from "../browser/forward.ts";
import { joinedByProtocol, member, People, side } from "../browser/room.ts";
import { startServer, type Server } from "../browser/server.ts";
import { whole } from "../browser/whole.ts";

/* A room that two lead, with a door; and whoever runs the site, when a learner has reported it (decision 37). */

const operator = "root@harbour.example";
const question = "1.1.1.seed-home";
const reason = "They asked where I live";
const skill = "Dowsing by the light of Ferdinand";

let server: Server;
let browser: Browser;
let people: People;

beforeAll(async () => {
  server = await startServer({ environment: { OPERATORS: `somebody@else.example, ${operator}` } });
  browser = await launch();
  people = new People(server, browser);
});
afterEach((test) => shotsOfFailed(test, people.contexts));
afterAll(async () => {
  await people.close();
  await browser.close();
  await server.remove();
});

let maria: Page;
let jo: Page;
let heron: Page;
let cockpit = "";

test.runIf(whole)(
  "a room with a door and two who lead it; the wall shows the room to itself from five on",
  async () => {
    maria = await people.account("maria@harbour.example");
    jo = await people.account(operator);
    const room = await people.opened(maria, { waitingRoom: true });
    cockpit = room.cockpit;

    // Another facilitator comes by a link.
    await maria.locator(".cockpit__code > button").first().click();
    await press(maria, "Invite a co-facilitator");
    const invited = (await maria.getByText("For one facilitator").textContent()) ?? "";
    const link = /https?:\S+/.exec(invited)?.[0] ?? "";
    await good(maria, "cockpit-invite");
    await maria.keyboard.press("Escape");
    await jo.goto(link);
    await heading(jo, "Facilitate together");
    await jo.getByLabel("Your name, as learners know you").fill("Jo");
    await good(jo, "facilitate");
    await press(jo, "Come in");
    await heading(jo, "Thursday group");

    // Whoever waits can work; nothing of it is seen.
    heron = await people.newPerson(phone);
    const learner = await newLearnerAt(server.url);
    await forward(server, learner, question);
    await signIn(heron.context(), learner);
    await people.join(heron, room.code, "Heron");
    await heron.getByText("will let you in. Nothing is shared yet; write on meanwhile.").waitFor();
    await toTheQuestion(heron);
    await heron.locator("[data-dock] textarea").fill("Written at the door");
    await heron.keyboard.press("Control+Enter");
    await row(heron, question).getByText("Written at the door").waitFor();
    await good(heron, "waiting");
    await maria.getByRole("heading", { name: /^Waiting/ }).waitFor();
    await good(maria, "cockpit-waiting");
    await maria.getByRole("button", { name: "Let in Heron" }).click();
    for (const page of [maria, jo]) await member(page, "Heron").waitFor();
    await heron.getByText("can see your answers in 1.1").first().waitFor();
    await member(jo, "Heron").getByRole("button").click();
    await side(jo).getByText("Nothing is answered yet").waitFor();
    await heron.getByText("Jo is reading along now").waitFor();
    expect(await jo.content()).not.toContain("Written at the door");

    const wall = await maria.context().newPage();
    await wall.goto(`${cockpit}/show`);
    await heading(wall, "Thursday group");
    expect(await wall.getByText(/\d here/).count()).toBe(0);
    for (const alias of ["Alder", "Birch", "Cedar", "Dove"]) await joinedByProtocol(server, room.code, alias);
    await press(maria, "Let everybody in");
    await wall.getByText("5 here").waitFor();
    expect(await wall.content()).not.toMatch(/Heron|Alder|Birch|Cedar|Dove/);
    await good(wall, "wall-five");
    await wall.close();
  },
);

test.runIf(whole)(
  "a learner reports, and an operator reads it, ends the session and puts it away",
  async () => {
    await press(heron, "Session");
    await heron.getByRole("button", { name: "Report or block the facilitator" }).click();
    await heron.getByLabel("What happened? You need not say.").fill(reason);
    await good(heron, "reporting");
    await press(heron, "Leave and report");
    await expect.poll(() => heron.locator(".live").count()).toBe(0);
    await expect.poll(() => member(maria, "Heron").count()).toBe(0);

    // To anybody else there is nothing there.
    await heron.goto(`${server.url}/operator`);
    await heading(heron, "There is nothing at this address");
    await good(heron, "operator-nobody");

    await jo.goto(`${server.url}/operator`);
    await heading(jo, "Operator");
    await jo.getByText("A learner reported a session").waitFor();
    await jo.getByText(`They wrote: “${reason}”`).waitFor();
    await good(jo, "operator");
    expect(await jo.content()).not.toContain("Written at the door");
    await press(jo, "End the session");
    await jo
      .getByRole("button", { name: "End it for everybody", exact: true })
      .and(jo.locator(":focus"))
      .waitFor();
    await press(jo, "End it for everybody");
    await jo.getByText("The session has ended.").waitFor();
    await heading(maria, "Thursday group has ended");
    await good(jo, "operator-ended");
    await press(jo, "Dealt with: A learner reported a session");
    await jo.getByText("None is open.").waitFor();

    // A skill that a learner has made waits for its review.
    await heron.goto(server.url);
    const made = await heron.evaluate(async (name) => {
      const headers = { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() };
      const body = JSON.stringify({ name });
      return (await fetch("/api/skills", { method: "POST", headers, body })).status;
    }, skill);
    expect(made).toBe(201);
    await jo.reload();
    await press(jo, `Approve: ${skill}`);
    await jo.getByText("None waits.").waitFor();
    await good(jo, "operator-quiet");

    // Whoever has reported keeps who has looked, and may lift the block.
    await heron.goto(`${server.url}/account/looks`);
    await heron.getByText("Read along in your workbook").first().waitFor();
    await heron.getByText("You have blocked 2 people").waitFor();
    await good(heron, "looks-blocked");
    await press(heron, "Lift it");
    await expect.poll(() => heron.getByText("You have blocked").count()).toBe(0);
  },
);
