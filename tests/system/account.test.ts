import jsQR from "jsqr";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  enterPassword,
  field,
  good,
  heading,
  newestLink,
  press,
  row,
  signInWith,
  told,
  toTheQuestion,
} from "../browser/accountPages.ts";
import { bringAxe } from "../browser/axe.ts";
import { desktop, launch, openContext, phone, type Device } from "../browser/chromium.ts";
import { newLearnerAt } from "../browser/device.ts";
import { shotsOfFailed } from "../browser/failed.ts";
import { forward, signIn } from "../browser/forward.ts";
import { keptBy, leaks } from "../browser/leaks.ts";
import { startServer, type Server } from "../browser/server.ts";
import { allSaved, atRest } from "../browser/thread.ts";
import { watch } from "../browser/watch.ts";
import { whole } from "../browser/whole.ts";
import { mergeWords } from "../../web/account/mergeWords.ts";

/*
 * The account in a real browser: made, used on a second device, lost and found again. What takes long runs in
 * `npm run proof`.
 */

const privateQuestion = "1.2.1.limits";
const secret = "Ottilie lent me 3120 in the spring";
const newer = "Nothing but the harbour keeps me";
const email = "ada@example.org";
const passwords = {
  first: "the lamp hums at noon",
  second: "seven boats and a violin",
  third: "a kettle for the mountain",
};

let server: Server;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
});
afterEach((test) => shotsOfFailed(test, contexts));
afterAll(async () => {
  await Promise.all(contexts.map((one) => one.close()));
  await browser.close();
  await server.remove();
});

async function newDevice(device: Device = desktop): Promise<Page> {
  const context = await openContext(browser, device);
  contexts.push(context);
  await bringAxe(context);
  await watch(context);
  return context.newPage();
}

/** What a camera reads off the code on this screen. */
async function scanned(page: Page): Promise<string> {
  const path = page.locator(".qr path");
  await path.waitFor();
  const size = Number((await page.locator(".qr svg").getAttribute("viewBox"))?.split(" ")[2]);
  const dark = new Set((await path.getAttribute("d"))?.match(/M\d+ \d+/g));
  const scale = 4;
  const wide = size * scale;
  const pixels = Uint8ClampedArray.from({ length: wide * wide * 4 }, (_, i) => {
    if (i % 4 === 3) return 255;
    const [x, y] = [((i / 4) | 0) % wide, (i / 4 / wide) | 0];
    return dark.has(`M${(x / scale) | 0} ${(y / scale) | 0}`) ? 0 : 255;
  });
  const read = jsQR(pixels, wide, wide);
  if (read === null) throw new Error("no camera could read this code");
  return read.data;
}

test("an account is made where the first private text is asked for, and opens it on another device", async () => {
  const learner = await newLearnerAt(server.url);
  await forward(server, learner, privateQuestion);
  const laptop = await newDevice();
  await signIn(laptop.context(), learner);
  await laptop.goto(server.url);
  await toTheQuestion(laptop);
  await press(laptop, "Make an account");
  const who = { email: "noor@example.org", password: passwords.first };
  await laptop.getByLabel("E-mail address").fill(who.email);
  await enterPassword(laptop, "Password", who.password);
  await laptop.getByLabel("Give me a recovery code as well").uncheck();
  await press(laptop, "Make the account");
  await field(laptop).fill(secret);
  await laptop.keyboard.press("Control+Enter");
  await allSaved(laptop);
  await laptop.getByRole("button", { name: "Menu" }).click();
  await press(laptop, "Sign out");
  await laptop.getByText("The key to what is private leaves this device.").waitFor();
  await laptop.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await laptop.getByRole("link", { name: "Sign in" }).first().waitFor();
  const other = await newDevice(phone);
  await signInWith(other, server, who);
  await row(other, privateQuestion).getByText(secret).waitFor();
  await good(other, "other-device");
});

test("what keeps a workbook is told as it is: the code alone, no network, the account and its code", async () => {
  const learner = await newLearnerAt(server.url);
  const page = await newDevice(phone);
  await page.goto(server.url);
  // Whoever has been here before, on another device, sees the way in without looking for it.
  const way = await page.getByRole("link", { name: "Sign in" }).boundingBox();
  expect(way?.y).toBeLessThan(phone.height / 4);
  await signIn(page.context(), learner);
  await page.goto(`${server.url}/account/email`);
  await told(page, "This workbook has no account yet");
  await page.goto(`${server.url}/account/code`);
  await press(page, "Make a code");
  await page.locator(".code").waitFor();
  await page.goto(server.url);
  await page.getByRole("button", { name: "Menu" }).click();
  await press(page, "Sign out");
  await page.getByText("your recovery code is the only way back to it").waitFor();
  await page.goto(`${server.url}/account/claim`);
  await page.getByLabel("E-mail address").fill("wim@example.org");
  await enterPassword(page, "Password", passwords.first);
  await page.context().setOffline(true);
  await press(page, "Make the account");
  await told(page, "We cannot be reached at the moment. Nothing was changed.");
  await page.context().setOffline(false);
  await press(page, "Make the account");
  await heading(page, "Your account is made");
  await page.locator(".code").waitFor();
  // What is shown this once has the page to itself.
  expect(await page.getByRole("heading", { name: "Without an account" }).count()).toBe(0);
});

test.runIf(whole)(
  "an account is made, opens elsewhere, is lost and found again; what is private stays the learner's",
  async () => {
    const learner = await newLearnerAt(server.url);
    await forward(server, learner, privateQuestion);

    // Before the first private question the key's other home is offered; the account is made right there.
    const laptop = await newDevice();
    await signIn(laptop.context(), learner);
    await laptop.goto(server.url);
    await toTheQuestion(laptop);
    await press(laptop, "Make an account");
    await laptop.getByLabel("E-mail address").fill("Ada@Example.org ");
    await enterPassword(laptop, "Password", "password1234");
    await press(laptop, "Make the account");
    await told(laptop, "among the first that anybody would try");
    await good(laptop, "gate-claim");
    await enterPassword(laptop, "Password", passwords.first);
    await press(laptop, "Make the account");
    await laptop.locator(".code").waitFor();
    const code = (await laptop.locator(".code span").allTextContents()).join("-");
    expect(code).toMatch(/^([0-9A-Z]{4}-){7}[0-9A-Z]{4}$/);
    await good(laptop, "gate-code");
    await press(laptop, "I have it");
    await field(laptop).waitFor();
    await field(laptop).fill(secret);
    await laptop.keyboard.press("Control+Enter");
    await row(laptop, privateQuestion).getByText(secret).waitFor();
    await allSaved(laptop);

    // The letter confirms the address; opening its link does nothing, the button does.
    const mail = await newDevice(phone);
    await mail.goto(await newestLink(server, email, "/account/confirm"));
    await expect.poll(() => mail.url()).toBe(`${server.url}/account/confirm`);
    await good(mail, "confirm");
    await press(mail, "Yes, this is my address");
    await heading(mail, "Confirmed");

    await laptop.goto(`${server.url}/account`);
    await told(laptop, "Confirmed.");
    await good(laptop, "account");

    // Another device: a wrong password says so; the right one opens everything.
    const other = await newDevice(phone);
    await signInWith(other, server, { email, password: "not the password at all" });
    await told(other, "do not belong together");
    await good(other, "sign-in");
    await enterPassword(other, "Password", passwords.first);
    await press(other, "Sign in");
    await row(other, privateQuestion).getByText(secret).waitFor();
    await good(other, "other-thread");
    await laptop.goto(`${server.url}/account/devices`);
    await laptop.getByText("Chrome on Android").or(laptop.getByText("Chrome on Linux")).first().waitFor();
    await good(laptop, "devices");

    // A new password ends the other device within a second; its text is kept there.
    await laptop.goto(`${server.url}/account/password`);
    await enterPassword(laptop, "The password you have now", passwords.first);
    await enterPassword(laptop, "The new one", passwords.second);
    await good(laptop, "password");
    await press(laptop, "Change it");
    await heading(laptop, "Account");
    await other.getByText("You’ve been signed out").first().waitFor();
    await laptop.goto(server.url);
    await row(laptop, privateQuestion).getByText(secret).waitFor();

    // A camera brings a third one in, without a password, and its key; one tap ends it.
    await laptop.goto(`${server.url}/account/phone`);
    await good(laptop, "phone-code");
    const third = await newDevice(phone);
    await third.goto(await scanned(laptop));
    await heading(third, "Continue here");
    await good(third, "arrive");
    await press(third, "Continue");
    await heading(third, "Here it is");
    await third.getByRole("link", { name: "Go on" }).click();
    await row(third, privateQuestion).getByText(secret).waitFor();
    await told(laptop, "is in. Was that you?");
    await good(laptop, "phone-accepted");
    await press(laptop, "No, end it there");
    await third.getByText("You’ve been signed out").first().waitFor();

    // The code that was written down opens everything where there is nothing.
    const fourth = await newDevice(phone);
    await fourth.goto(`${server.url}/sign-in/code`);
    await fourth.getByLabel("Recovery code").fill(code.toLowerCase().replaceAll("-", " "));
    await press(fourth, "Open my workbook");
    await fourth.waitForURL("**/account/code");
    await good(fourth, "code-again");
    await fourth.goto(server.url);
    await row(fourth, privateQuestion).getByText(secret).waitFor();

    // A forgotten password: the letter opens the account, and nothing that was private before.
    const lost = await newDevice(phone);
    await lost.goto(`${server.url}/account/forgot`);
    await lost.getByLabel("E-mail address").fill(email);
    await good(lost, "forgot");
    await press(lost, "Send the letter");
    await told(lost, "a letter is on its way");
    await lost.goto(await newestLink(server, email, "/account/reset"));
    await heading(lost, "A new password");
    await good(lost, "reset");
    await enterPassword(lost, "New password", passwords.third);
    await press(lost, "Set the new password");
    await heading(lost, "What the old password locked");
    await good(lost, "reopen");
    await laptop.getByText("You’ve been signed out").first().waitFor();
    await lost.goto(server.url);
    await row(lost, privateQuestion).waitFor();
    await atRest(lost);
    expect(await row(lost, privateQuestion).textContent()).not.toContain(secret);
    await good(lost, "reset-thread");

    // Within thirty days the old password brings it all back.
    await lost.goto(`${server.url}/account/reopen`);
    await lost.getByLabel("The old password", { exact: false }).fill(passwords.second);
    await press(lost, "Bring it back");
    await told(lost, "is back where it was");
    await good(lost, "reopened");
    await lost.goto(server.url);
    await row(lost, privateQuestion).getByText(secret).waitFor();
  },
);

test.runIf(whole)(
  "a thread that was begun without an account comes along, what is private in it too",
  async () => {
    const begun = await newLearnerAt(server.url);
    await forward(server, begun, privateQuestion);
    const page = await newDevice();
    await signIn(page.context(), begun);
    await page.goto(server.url);
    await toTheQuestion(page);
    await press(page, "Go on with the key in this browser");
    await field(page).fill(newer);
    await page.keyboard.press("Control+Enter");
    await row(page, privateQuestion).getByText(newer).waitFor();
    await allSaved(page);
    await page.goto(`${server.url}/sign-in`);
    await told(page, mergeWords);
    await good(page, "sign-in-along");
    await page.getByLabel("E-mail address").fill(email);
    await enterPassword(page, "Password", passwords.third);
    await press(page, "Sign in");
    await heading(page, "Bring both together");
    await good(page, "combine");
    await press(page, "Bring them together");
    await row(page, privateQuestion).getByText(newer).waitFor();
    await good(page, "combined");
  },
);

test.runIf(whole)("on a shared computer nothing is kept, and a closed browser is signed out", async () => {
  const page = await newDevice();
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel("E-mail address").fill(email);
  await enterPassword(page, "Password", passwords.third);
  await page.getByText("This is a shared computer").click();
  await press(page, "Sign in");
  await row(page, privateQuestion).getByText(newer).waitFor();
  const cookies = await page.context().cookies();
  expect(cookies.filter(({ name }) => name === "__Host-dreamtree").map(({ expires }) => expires)).toEqual([
    -1,
  ]);
  // What the open page had made before anybody signed in knows nothing of them.
  const whose = (await (await page.request.get(`${server.url}/api/session`)).json()) as { userId: string };
  expect(leaks(await keptBy(page), whose.userId)).toEqual([]);
});
