import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { BrowserContext, Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const options: RunOptions = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] },
  // Off by default in axe-core; it is the one rule for what WCAG 2.2 added.
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
};

/** Puts axe into every page of this context: as a script of the browser's own, so the page's policy stands. */
export const bringAxe = (context: BrowserContext): Promise<unknown> => context.addInitScript(source);

/** What axe finds wrong, one line each. @param within only under this selector */
export async function violations(page: Page, within = "html"): Promise<string[]> {
  const results = await page.evaluate<AxeResults, [string, RunOptions]>(
    ([selector, given]) => window.axe.run(selector, given),
    [within, options],
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} (${node.failureSummary ?? ""})`),
  );
}

declare global {
  interface Window {
    axe: { run(context: string, options: RunOptions): Promise<AxeResults> };
  }
}
