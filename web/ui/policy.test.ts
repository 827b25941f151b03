import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const web = new URL("..", import.meta.url).pathname;
const files = globSync("**/*.{ts,tsx}", { cwd: web }).filter((name) => !/^dist\/|\.test\./.test(name));

/** Everything that makes markup or script of a text (security 3, XSS): text nodes are the only way in. */
const ways =
  /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|createContextualFragment|document\.write|\beval\(|new Function\b|setHTMLUnsafe/;

test("no text becomes markup or script anywhere in the page's code", () => {
  expect(files.length).toBeGreaterThan(200);
  expect(files.filter((name) => ways.test(readFileSync(`${web}/${name}`, "utf8")))).toEqual([]);
});
