import type { Page } from "playwright-core";
import { expect } from "vitest";
import { violations } from "./axe.ts";
import type { Server } from "./server.ts";
import { atRest } from "./thread.ts";
import { watched } from "./watch.ts";

/* What journeys through the account's pages do again and again. */

export const field = (page: Page) => page.locator("[data-dock] textarea");
export const row = (page: Page, id: string) => page.locator(`[id="a-${id}"]`);
export const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).last().click();
/** In the page itself, not in what is spoken. */
export const told = (page: Page, words: string) => page.locator("main").getByText(words).first().waitFor();
export const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();

/** Accessible, within the page's policy, and without an error that nobody expects. */
export async function good(page: Page, name: string): Promise<void> {
  await atRest(page);
  const folder = process.env["SHOTS"];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  expect([name, await violations(page, true)]).toEqual([name, []]);
  const { policy, errors } = await watched(page);
  // Every refusal of the server stands in the browser's console.
  const unexpected = errors.filter((one) => !/status of 4\d\d/.test(one));
  expect({ name, policy, errors: unexpected }).toEqual({ name, policy: [], errors: [] });
}

/** The newest letter's link; waits until it is sent. */
export async function newestLink({ url }: Pick<Server, "url">, to: string, path: string): Promise<string> {
  const find = async () => {
    const response = await fetch(`${url}/outbox`, { headers: { Accept: "application/json" } });
    const { letters } = (await response.json()) as { letters: { to: string; text: string }[] };
    return letters
      .filter((one) => one.to === to)
      .map(({ text }) => /https?:\/\/\S+/.exec(text)?.[0] ?? "")
      .find((link) => link.includes(path));
  };
  await expect.poll(find, { message: `a letter with ${path}` }).toBeDefined();
  return (await find()) ?? "";
}

/** Goes on through beats until the composer of a question is there. */
export async function toTheQuestion(page: Page): Promise<void> {
  const go = page.locator("[data-dock]").getByRole("button", { name: /^(Continue|Go on)$/ });
  const there = page.locator("[data-dock] textarea, .gate:not(.gate--opening)");
  for (let i = 0; i < 12; i += 1) {
    await go.or(there.first()).first().waitFor();
    if ((await there.count()) > 0) return;
    await go.last().click();
  }
}

export async function enterPassword(page: Page, label: string, password: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(password);
}

export async function signInWith(
  page: Page,
  { url }: Pick<Server, "url">,
  who: { email: string; password: string },
): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail address").fill(who.email);
  await enterPassword(page, "Password", who.password);
  await press(page, "Sign in");
}
