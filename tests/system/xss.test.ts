import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { heading, newestLink, press, toTheQuestion } from "../browser/accountPages.ts";
import { desktop, launch, openContext } from "../browser/chromium.ts";
import { newLearnerAt } from "../browser/device.ts";
import { forward, signIn } from "../browser/forward.ts";
import { Generated } from "../browser/generated.ts";
import { payloads } from "../browser/payloads.ts";
import { asked, holdClient, say } from "../browser/secrets.ts";
import { startServer, type Server } from "../browser/server.ts";
import { atRest, blockNamed, placements } from "../browser/thread.ts";
import { watch, watched } from "../browser/watch.ts";
import { whole } from "../browser/whole.ts";

/*
 * Every text that a learner can write is a payload, and is text wherever it is shown (security 3, XSS). In `npm test`
 * up to the first private question; in the proof the whole workbook.
 */
const first = "1.2.1.limits";
const until = whole ? null : "1.2.1.hour-back";

let server: Server;
let browser: Browser;
beforeAll(async () => {
  server = await startServer();
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

/** Nothing ran, and nothing even tried to. */
async function quiet(page: Page, where: string): Promise<void> {
  await atRest(page);
  const pwned = await page.evaluate(() => "__pwn" in window);
  const { policy, errors } = await watched(page);
  const unexpected = errors.filter((one) => !/status of 4\d\d/.test(one));
  expect({ where, pwned, policy, errors: unexpected }).toEqual({
    where,
    pwned: false,
    policy: [],
    errors: [],
  });
}

test("54 payloads in every text field stay text, in the thread, the outline, the tools and what is printed", async () => {
  let n = 0;
  const next = () => payloads[n++ % payloads.length] ?? "";
  const learner = await newLearnerAt(server.url);
  const generated = new Generated(learner.userId, 5, next);
  const says = (id: string) => generated.to(blockNamed(id));
  await forward(server, learner, first, says);
  const context = await openContext(browser, desktop);
  await watch(context);
  await signIn(context, learner);
  const page = await context.newPage();
  await page.goto(server.url);
  await toTheQuestion(page);
  await press(page, "Go on with the key in this browser");
  await page.locator("[data-dock] textarea").waitFor();
  // What is private is opened on the screen: it is text there too.
  await holdClient(page);
  await asked(page, first);
  await say(page, first, payloads.slice(0, 8).join("\n"));
  await forward(server, learner, until, says);

  await page.goto(server.url);
  await page
    .locator(`[id="a-${first}"]`)
    .getByText(payloads[0] ?? "")
    .first()
    .waitFor();
  await quiet(page, "the thread");
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  await quiet(page, "the thread, through");
  for (const path of [
    "/tools",
    "/competencies",
    "/data/read",
    "/data/restore",
    "/account",
    "/profile",
    "/",
  ]) {
    await page.goto(`${server.url}${path}`);
    await quiet(page, path);
  }
  await page.goto(`${server.url}/data/read`);
  await page
    .getByText(payloads[0] ?? "")
    .first()
    .waitFor();
  // Every one of them is there, as its letters.
  const printed = (await page.locator(".printed").textContent()) ?? "";
  const shown = payloads.filter((one) => printed.includes(one));
  if (whole) expect(n).toBeGreaterThan(placements.length / 2);
  else expect(shown.length).toBeGreaterThan(25);
  if (whole) expect(shown.length).toBe(payloads.length);
  await context.close();
});

test.runIf(whole)(
  "what a learner writes is text in front of a facilitator, and what a facilitator writes in front of a learner",
  async () => {
    const [script = "", , , , , , , , , , , image = ""] = payloads;
    let n = 0;
    const next = () => payloads[n++ % payloads.length] ?? "";
    const visit = async (learner: { cookie: string }) => {
      const context = await openContext(browser, desktop);
      await watch(context);
      await signIn(context, learner);
      return context.newPage();
    };
    const facilitator = await visit(await newLearnerAt(server.url));
    await facilitator.goto(`${server.url}/account/claim`);
    await facilitator.getByLabel("E-mail address").fill("mallory@harbour.example");
    await facilitator.getByLabel("Password", { exact: true }).fill("eleven kites over the pier");
    await press(facilitator, "Make the account");
    await facilitator.goto(await newestLink(server, "mallory@harbour.example", "/account/confirm"));
    await press(facilitator, "Yes, this is my address");
    await heading(facilitator, "Confirmed");
    await facilitator.goto(`${server.url}/live`);
    await facilitator.getByLabel("What it is called").fill(script);
    await facilitator.getByLabel("Your name, as learners know you").fill(image);
    await press(facilitator, "Open it");
    await heading(facilitator, script);
    const cockpit = facilitator.url();
    const code = (await facilitator.locator(".cockpit__code > button").first().textContent()) ?? "";

    const learner = await newLearnerAt(server.url);
    const page = await visit(learner);
    await page.goto(`${server.url}/join#${code.replaceAll(/\s/g, "")}`);
    await heading(page, script);
    await page.getByLabel("Your name here").fill(image);
    await quiet(page, "joining");
    await press(page, "Agree and join");
    await page.locator(".live").getByText(script).waitFor();
    const generated = new Generated(learner.userId, 5, next);
    await forward(server, learner, "1.1.2.first", (id) => generated.to(blockNamed(id)));

    const member = facilitator.locator(".roster tbody tr").filter({ hasText: image });
    await member.getByRole("button").click();
    const side = facilitator.locator(".cockpit__watch");
    await side.getByText(script).first().waitFor();
    await side.getByRole("button", { name: "☆ Star" }).first().click();
    await side.getByRole("button", { name: "Write about it" }).first().click();
    await facilitator.getByLabel(/^A note to/).fill(payloads.slice(10, 18).join(" "));
    await press(facilitator, "Send note");
    await quiet(facilitator, "the cockpit");
    await page.getByText(image).first().waitFor();
    await quiet(page, "watched");
    for (const path of ["/show", "/report"]) {
      await facilitator.goto(`${cockpit}${path}`);
      await facilitator.getByText(script).first().waitFor();
      await quiet(facilitator, path);
    }
    const csv = await facilitator.request.get(`${cockpit.replace("/live/", "/api/live/")}/report.csv`);
    expect(csv.headers()["content-type"]).toContain("text/csv");
    await page.goto(`${server.url}/account`);
    await quiet(page, "who has looked");
    await facilitator.context().close();
    await page.context().close();
  },
);
