import { expect } from "vitest";
import type { Locator, Page } from "playwright-core";
import { violations } from "./axe.ts";
import { atRest } from "./thread.ts";
import { watched } from "./watch.ts";

/** The tool that is open: in the conversation the last, on a tool's page the only one. */
export const card = (page: Page) => page.locator(".tool").last();
export const answered = (page: Page, blockId: string) => page.locator(`[id="a-${blockId}"] .mine`);
export const tap = (button: Locator) => button.tap();
export const tapped = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).last().tap();

/** As `allSaved`, on a page beside the conversation. */
export const savedThere = (page: Page) =>
  page.locator(".own-saved").getByText("Saved", { exact: true }).waitFor();

/** The one that was made on the page last. */
export const madeHere = (page: Page) => page.locator(".tool-entry").filter({ hasText: "Made here" }).first();

/**
 * Through the places to rest, and past the lock: what was written for this learner on another device is locked here,
 * so the browser goes on with a key of its own.
 */
export async function toTheCard(page: Page, press: (button: Locator) => Promise<void>): Promise<void> {
  const goes = page
    .locator("[data-dock], .gate")
    .getByRole("button", { name: /^(Continue|Go on|The key is lost|Go on with a new key)$/ });
  for (let i = 0; i < 12; i += 1) {
    await goes.or(card(page)).first().waitFor();
    if ((await card(page).count()) > 0) return;
    const isLast = (await goes.last().innerText()) === "Go on with a new key";
    await press(goes.last());
    // The key takes a moment to be made, and its button stands there meanwhile.
    if (isLast) await card(page).waitFor();
  }
}

/** Axe finds nothing, the focus was nowhere lost, and the console is empty. @param allowed errors that belong to the test */
export async function expectGood(page: Page, ...allowed: RegExp[]): Promise<void> {
  await atRest(page);
  expect(await violations(page, true)).toEqual([]);
  const { lostFocus, policy, errors } = await watched(page);
  const unexpected = errors.filter((one) => !allowed.some((like) => like.test(one)));
  expect({ lostFocus, policy, errors: unexpected }).toEqual({ lostFocus: [], policy: [], errors: [] });
}
