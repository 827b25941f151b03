import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, ElementContext, RunOptions } from "axe-core";
import type { BrowserContext, Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const options: RunOptions = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] },
  // Off by default in axe-core; it is the one rule for what WCAG 2.2 added.
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
  // Only one experimental rule, which is off, reads the style sheets by itself.
  preload: false,
};

/** Puts axe into every page of this context: as a script of the browser's own, so the page's policy stands. */
export const bringAxe = (context: BrowserContext): Promise<unknown> => context.addInitScript(source);

/**
 * What axe finds wrong, one line each.
 * @param all also in messages of the thread that it has passed before and that are the same since
 */
export async function violations(page: Page, all: boolean): Promise<string[]> {
  const found = await page.evaluate<AxeResults["violations"], [boolean, RunOptions]>(
    async ([again, given]) => {
      const passed = (window.passedByAxe ??= new Map());
      const rows = [...document.querySelectorAll("[data-row]")];
      const isKnown = (row: Element) => !again && passed.get(row.id) === row.outerHTML;
      const exclude = rows.filter(isKnown).map((row) => [`[id="${row.id}"]`]);
      const results = await window.axe.run({ include: [["html"]], exclude }, given);
      if (results.violations.length === 0) for (const row of rows) passed.set(row.id, row.outerHTML);
      return results.violations;
    },
    [all, options],
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} (${node.failureSummary ?? ""})`),
  );
}

declare global {
  interface Window {
    axe: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };
    passedByAxe: Map<string, string> | undefined;
  }
}
