import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { exportFile } from "../../shared/export/schema.ts";
import {
  enterPassword,
  field,
  good,
  heading,
  press,
  row,
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
import { allSaved } from "../browser/thread.ts";
import { watch } from "../browser/watch.ts";
import { whole } from "../browser/whole.ts";

/*
 * A learner's data in a real browser: out as a file, gone, and in again under another account and another key. What
 * takes long runs in `npm run proof`.
 */

const plainAnswer = "1.1.1.seed-home";
const privateQuestion = "1.2.1.limits";
const secret = "Ottilie lent me 3120 in the spring";
const first = { email: "ida@example.org", password: "the lamp hums at noon" };
const second = { email: "ida.later@example.org", password: "seven boats and a violin" };

let server: Server;
let browser: Browser;
let folder: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "dreamtree-data-"));
});
afterEach((test) => shotsOfFailed(test, contexts));
afterAll(async () => {
  await Promise.all(contexts.map((one) => one.close()));
  await browser.close();
  await server.remove();
  await rm(folder, { recursive: true, force: true });
});

async function newDevice(device: Device = desktop): Promise<Page> {
  const context = await openContext(browser, device);
  contexts.push(context);
  await bringAxe(context);
  await watch(context);
  return context.newPage();
}

/** What comes as a file when something is pressed. */
async function downloaded(page: Page, name: string, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  const path = join(folder, name);
  await download.saveAs(path);
  return path;
}
const textOf = (path: string) => readFile(path, "utf8");

async function claimAt(page: Page, { email, password }: { email: string; password: string }) {
  await page.getByLabel("E-mail address").fill(email);
  await enterPassword(page, "Password", password);
  await page.getByLabel("Give me a recovery code as well").uncheck();
  await press(page, "Make the account");
}

/** Everything in the clear, as the browser saves it. */
async function readable(page: Page, password: string | null, name: string): Promise<string> {
  await page.goto(`${server.url}/data/read`);
  if (password !== null) {
    await enterPassword(page, "Password", password);
    await press(page, "Go on");
  }
  await page.getByRole("button", { name: "Print it" }).waitFor();
  return downloaded(page, name, () => press(page, "Save as a file"));
}

test("one answer is erased for good, and the paper changes for every device", async () => {
  const learner = await newLearnerAt(server.url);
  await forward(server, learner, "1.1.1.seed-care");
  const page = await newDevice();
  await signIn(page.context(), learner);
  await page.goto(server.url);
  const answer = row(page, plainAnswer);
  const words = await answer.locator(".words").textContent();
  await answer.getByRole("button", { name: "Edit" }).click();
  await answer.getByRole("button", { name: "Erase it for good" }).click();
  await good(page, "erase");
  await answer.getByRole("button", { name: "Erase it", exact: true }).click();
  await answer.getByText("Erased", { exact: true }).waitFor();
  await allSaved(page);
  const file = await (await page.request.get(`${server.url}/api/export`)).text();
  expect(file).not.toContain(JSON.stringify(words));
  await page.goto(`${server.url}/settings`);
  await page.getByLabel("Charcoal, cream").check();
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset["paper"])).toBe("charcoal");
  await good(page, "settings-charcoal");
  await page.getByLabel("Sage, brown").check();
  await page.getByLabel("Lora").check();
  await good(page, "settings");
  const other = await newDevice(phone);
  await signIn(other.context(), learner);
  await other.goto(`${server.url}/settings`);
  await expect.poll(() => other.getByLabel("Sage, brown").isChecked()).toBe(true);
  await expect
    .poll(() => other.evaluate(() => ({ ...document.documentElement.dataset })))
    .toMatchObject({
      paper: "sage",
      ink: "brown",
      font: "serif",
    });
  await good(other, "settings-phone");
});

test.runIf(whole)("out as a file, deleted, and in again under another account: nothing is lost", async () => {
  const learner = await newLearnerAt(server.url);
  await forward(server, learner, privateQuestion);
  const page = await newDevice();
  await signIn(page.context(), learner);
  await page.goto(server.url);
  await toTheQuestion(page);
  await press(page, "Make an account");
  await claimAt(page, first);
  await field(page).fill(`${secret}, at first`);
  await page.keyboard.press("Control+Enter");
  await allSaved(page);
  await row(page, privateQuestion).getByRole("button", { name: "Edit" }).click();
  await row(page, privateQuestion).locator("textarea").fill(secret);
  await page.keyboard.press("Control+Enter");
  await allSaved(page);

  // Out, sealed and in the clear.
  await page.goto(`${server.url}/data`);
  await good(page, "data");
  const out = await downloaded(page, "export.json", () =>
    page.getByRole("link", { name: "Download: Everything, as a file" }).click(),
  );
  expect(exportFile.safeParse(JSON.parse(await textOf(out))).success).toBe(true);
  expect(await textOf(out)).not.toContain("Ottilie");
  const before = await readable(page, first.password, "before.json");
  expect(await textOf(before)).toContain(secret);
  await page.locator(".printed").getByText(secret).waitFor();
  await good(page, "read");

  // A record that others can check, here and without us.
  await page.goto(`${server.url}/data/snapshot`);
  await press(page, "Make one");
  await told(page, "was made and signed");
  await good(page, "snapshot");
  const record = await downloaded(page, "record.json", () => press(page, "Download it"));
  const full = await downloaded(page, "full.json", () => press(page, "With my answers in it"));
  await verified(record, full);

  // Gone, everywhere.
  await page.goto(`${server.url}/data/delete`);
  await enterPassword(page, "Password", first.password);
  await press(page, "Go on");
  await page.getByText("Answers", { exact: true }).waitFor();
  await page.getByLabel("To be sure").fill("yes");
  await press(page, "Delete everything");
  await told(page, "and nothing else");
  await good(page, "delete");
  await page.getByLabel("To be sure").fill("Delete everything");
  await press(page, "Delete everything");
  await heading(page, "It is gone");
  await good(page, "gone");
  expect((await page.request.get(`${server.url}/api/session`)).status()).toBe(401);
  await page.goto(server.url);
  await page.getByRole("link", { name: "Sign in" }).first().waitFor();
  expect(leaks(await keptBy(page), learner.userId)).toEqual([]);

  // In again, on a phone, to somebody whom nothing connects with the one who is gone.
  const anew = await newDevice(phone);
  await anew.goto(`${server.url}/data/restore`);
  await good(anew, "restore-begin");
  await press(anew, "Begin without an account");
  await anew.getByLabel("The file").waitFor();
  await anew.goto(`${server.url}/account`);
  await claimAt(anew, second);
  await anew.getByText("Also the key to what is private.", { exact: true }).waitFor();
  await anew.goto(`${server.url}/data/restore`);
  const forged = join(folder, "forged.json");
  await writeFile(forged, '{"version":"1.1","exported_at":"yesterday"}');
  await anew.getByLabel("The file").setInputFiles(forged);
  await told(anew, "exported_at");
  await good(anew, "restore-refused");
  await anew.getByLabel("The file").setInputFiles(out);
  await told(anew, "This would come of it");
  await good(anew, "restore-plan");
  await anew.getByLabel("The password that you had").fill(second.password);
  await press(anew, "Restore it");
  await told(anew, "not the password that the file was made under");
  await anew.getByLabel("The password that you had").fill(first.password);
  await press(anew, "Restore it");
  await heading(anew, "Restored");
  await good(anew, "restored");
  await anew.goto(server.url);
  await row(anew, privateQuestion).getByText(secret).waitFor();
  await allSaved(anew);
  const after = await readable(anew, second.password, "after.json");
  expect(comparable(await textOf(after))).toEqual(comparable(await textOf(before)));
});

/** What differs between two accounts and two moments aside. */
function comparable(text: string) {
  const { exported_at: _at, encryption: _keys, settings, ...rest } = exportFile.parse(JSON.parse(text));
  return { ...rest, settings: { ...settings, updated_at: null } };
}

/** By the public page as somebody without an account, and by the script that stands in the README. */
async function verified(record: string, full: string): Promise<void> {
  const stranger = await newDevice(phone);
  await stranger.goto(`${server.url}/verify`);
  await stranger.getByLabel("The record").setInputFiles(full);
  await told(stranger, "It is genuine");
  await stranger.getByLabel("The record").setInputFiles(record);
  await told(stranger, "It is genuine");
  await good(stranger, "verify");
  const changed = join(folder, "changed.json");
  await writeFile(changed, (await textOf(full)).replace('"skipped": false', '"skipped": true'));
  await stranger.getByLabel("The record").setInputFiles(changed);
  await told(stranger, "not the ones that were signed");
  await good(stranger, "verify-changed");
  const forged = join(folder, "forged-record.json");
  await writeFile(
    forged,
    (await textOf(record)).replace('"workbook_complete": false', '"workbook_complete": true'),
  );
  await stranger.getByLabel("The record").setInputFiles(forged);
  await told(stranger, "We have not signed this");

  const [, script = ""] = /```js\n([^`]*createPublicKey[\s\S]*?)```/.exec(await textOf("README.md")) ?? [];
  const [code, key] = [join(folder, "verify.mjs"), join(folder, "key.json")];
  await writeFile(code, script);
  await writeFile(key, await (await fetch(`${server.url}/api/wallet/key`)).text());
  const run = (file: string) =>
    promisify(execFile)(process.execPath, [code, file, key]).then(
      () => 0,
      (error: { code: number }) => error.code,
    );
  expect([await run(record), await run(full), await run(changed), await run(forged)]).toEqual([0, 0, 1, 1]);
}
