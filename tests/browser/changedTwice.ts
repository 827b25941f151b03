import { expect } from "vitest";
import type { Page } from "playwright-core";
import type { ToolName } from "../../shared/content/block.ts";
import { card, madeHere, savedThere, tap, tapped, toTheCard } from "./cards.ts";
import { handOf } from "./frames.ts";
import type { Learner } from "./stage.ts";

interface Where {
  /** The tool's page, by touch. */
  readonly page: Page;
  readonly url: string;
  readonly learner: Learner;
  readonly tool: ToolName;
}

/**
 * One is made and opened again; while it is being changed here another device changes it. Both versions stand on the
 * page in the end, to choose from.
 */
export async function changedTwice(
  { page, url, learner, tool }: Where,
  make: () => Promise<void>,
  change: () => Promise<void>,
  elsewhere: () => unknown,
) {
  await page.locator("#tool-begin").tap();
  await toTheCard(page, tap);
  await make();
  await tapped(page, "Keep it");
  await card(page).waitFor({ state: "detached" });
  await savedThere(page);
  const entry = madeHere(page);
  const instanceId = ((await entry.getByRole("heading").first().getAttribute("id")) ?? "").slice(6);
  await entry.getByRole("button", { name: /^Edit this/ }).tap();
  await card(page).waitFor();
  await change();
  const other = await handOf(url, learner);
  expect(await other.tool(tool, elsewhere(), { instanceId, baseRev: 1 })).toBe("taken");
  await tapped(page, "Save change");
  await page.getByRole("group", { name: "Two versions of this" }).waitFor();
  return { instanceId, other };
}
