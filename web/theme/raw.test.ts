import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const web = new URL("..", import.meta.url).pathname;
const files = globSync("{ui,thread,outline,landing}/**/*.css", { cwd: web });

/** Colours, sizes, distances and durations have names (look.md); a value of one's own has no place outside theme/. */
test.each(files)("%s uses only tokens", (file) => {
  const css = readFileSync(`${web}/${file}`, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const raw = css.match(
    /#[0-9a-f]{3,8}\b(?=[^{}]*;)|(?<![\w-])-?\d*\.?\d+(?:px|rem|em|ms|s)\b|\b(?:rgb|hsl|oklch)a?\(/gi,
  );
  expect(raw).toBeNull();
});

test("there is something to check", () => expect(files.length).toBeGreaterThan(5));
