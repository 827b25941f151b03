import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Type scale, spacing, colours and motion live in `web/theme/` and nowhere else: every other style sheet may
 * only name tokens. Lengths that carry no measure of their own (0, percentages, fr, ch, viewport units, line
 * counts) are free; media queries cannot take a custom property and name a breakpoint of `web/theme/`.
 */
const breakpoints = /\((?:min|max)-width: ?\d+px\)|\(width ?[<>]=? ?\d+(?:px|rem)\)/g;
const forbidden: readonly [RegExp, string][] = [
  [/#[0-9a-fA-F]{3,8}\b/g, "a colour"],
  [/\b(?:rgb|rgba|hsl|hsla|oklch|oklab|lab|lch|color)\(/g, "a colour"],
  [/(?<![\w.-])\d*\.?\d+(?:px|rem|em|pt)\b/g, "a length"],
  [/(?<![\w.-])\d*\.?\d+m?s\b/g, "a duration"],
  [/\bfont-family:(?!\s*(?:var\(|inherit))/g, "a font"],
];

const withoutComments = (css: string) =>
  css.replace(/\/\*[\s\S]*?\*\//g, (text) => text.replace(/[^\n]/g, " "));

export function findings(file: string, css: string): string[] {
  const text = withoutComments(css).replace(breakpoints, "");
  return text
    .split("\n")
    .flatMap((line, i) =>
      forbidden.flatMap(([pattern, what]) =>
        [...line.matchAll(pattern)].map(
          ([found]) => `${file}:${i + 1}: ${what} outside web/theme/: ${found.trim()}`,
        ),
      ),
    );
}

async function main(): Promise<number> {
  const entries = await readdir("web", { recursive: true });
  const files = entries.filter(
    (name) => name.endsWith(".css") && !/^(theme|dist)\//.test(name) && !name.includes("fixtures/"),
  );
  const all: string[] = [];
  for (const name of files)
    all.push(...findings(join("web", name), await readFile(join("web", name), "utf8")));
  const scripts = entries.filter((name) => name.endsWith(".tsx") && !name.includes("fixtures/"));
  for (const name of scripts) {
    const text = await readFile(join("web", name), "utf8");
    text.split("\n").forEach((line, i) => {
      // A place on a scale comes from the learner's own number, not from the theme.
      if (/\sstyle=\{(?!\{ insetInlineStart: `\$\{\w+ \* 100\}%` \})/.test(line))
        all.push(`web/${name}:${i + 1}: an inline style`);
    });
  }
  for (const line of all) console.log(line);
  if (all.length === 0) console.log(`${files.length} style sheets name only tokens`);
  return all.length === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
