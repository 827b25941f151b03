import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/*
 * In forced colors a browser lays its own paper behind every letter: what is written in the color of paper can only be
 * read where the rule's own background stays, too.
 */

const web = new URL("..", import.meta.url).pathname;
const files = globSync("**/*.css", { cwd: web, exclude: ["dist/**", "node_modules/**"] });

interface Rule {
  readonly selectors: readonly string[];
  readonly body: string;
}
const rulesOf = (css: string): Rule[] =>
  [...css.matchAll(/([^{};]+)\{([^{}]*)\}/g)].map(([, selector = "", body = ""]) => ({
    selectors: selector.split(/,(?![^(]*\))/).map((one) => one.trim().replaceAll(/\s+/g, " ")),
    body,
  }));

test("what is written in the color of paper keeps its own ground in forced colors", () => {
  const lost = files.flatMap((file) => {
    const css = readFileSync(`${web}/${file}`, "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "");
    const kept = new Set(
      rulesOf(css)
        .filter(({ body }) => body.includes("forced-color-adjust: none"))
        .flatMap(({ selectors }) => selectors),
    );
    return rulesOf(css)
      .filter(({ body }) => /(^|[\s;])color: var\(--paper\)/.test(body))
      .flatMap(({ selectors }) => selectors)
      .filter((selector) => !kept.has(selector))
      .map((selector) => `${file}: ${selector}`);
  });
  expect(lost).toEqual([]);
});

test("there is something to check", () => expect(files.length).toBeGreaterThan(20));
