import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { colour, contrast, mix, type Colour } from "./mix.ts";
import { pairs, readableInk } from "../../shared/protocol/pairs.ts";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

const rules = [...css.matchAll(/^(:root[^{]*) \{([^}]*)\}/gm)].map(([, selector = "", body = ""]) => ({
  selector,
  body,
}));

/** The value that the last rule with exactly this selector gives a token. */
function token(selector: string, name: string): string | undefined {
  return rules
    .filter((rule) => rule.selector.split(/,\n/)[0] === selector)
    .map((rule) => new RegExp(`${name}:\\s*([^;]+);`).exec(rule.body)?.[1]?.trim())
    .findLast((value) => value !== undefined);
}
const need = (value: string | undefined, what: string): string => {
  if (value === undefined) throw new Error(`tokens.css has no ${what}`);
  return value;
};
const share = (value: string) => Number.parseFloat(value) / 100;
const mixOf = (name: string) => share(need(/(\d+)%/.exec(need(token(":root", name), name))?.[1], name));

function look(paperName: string, inkName: string) {
  const paper = colour(need(token(`:root[data-paper="${paperName}"]`, "--paper"), paperName));
  const ink = colour(need(token(`:root[data-ink="${inkName}"]`, "--ink"), inkName));
  const dark = paperName === "charcoal" || paperName === "black";
  const darkRule = ':root:is([data-paper="charcoal"], [data-paper="black"])';
  const accent = (name: string) => colour(need(dark ? token(darkRule, name) : token(":root", name), name));
  const soft = share(
    need(
      token(`:root[data-paper="${paperName}"][data-ink="${inkName}"]`, "--share-soft") ??
        token(`:root[data-paper="${paperName}"]`, "--share-soft") ??
        token(`:root[data-ink="${inkName}"]`, "--share-soft") ??
        token(":root", "--share-soft"),
      "--share-soft",
    ),
  );
  const leaf = accent("--leaf");
  return {
    paper,
    ink,
    leaf,
    alarm: accent("--alarm"),
    soft: mix(ink, paper, soft),
    control: mix(ink, paper, mixOf("--control")),
    wash: mix(ink, paper, mixOf("--wash")),
    leafWash: mix(leaf, paper, mixOf("--leaf-wash")),
  };
}

describe.each(pairs)("$ink on $paper", ({ paper, ink }) => {
  const its = look(paper, ink);
  const surfaces: [string, Colour][] = [
    ["paper", its.paper],
    ["wash", its.wash],
    ["leaf wash", its.leafWash],
  ];
  test("the pair itself is at least 7 : 1", () =>
    expect(contrast(its.ink, its.paper)).toBeGreaterThanOrEqual(7));
  test.each(surfaces)("every text is at least 4.5 : 1 on %s", (_, surface) => {
    for (const text of [its.ink, its.soft, its.leaf, its.alarm]) {
      expect(contrast(text, surface)).toBeGreaterThanOrEqual(4.5);
    }
  });
  test("words on the main button are at least 4.5 : 1, also while it is pointed at", () => {
    expect(contrast(its.paper, its.ink)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(its.paper, its.soft)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(surfaces)("frames, dots and the focus ring are at least 3 : 1 on %s", (_, surface) => {
    expect(contrast(its.control, surface)).toBeGreaterThanOrEqual(3);
    expect(contrast(its.leaf, surface)).toBeGreaterThanOrEqual(3);
  });
});

test("there are 13 pairs, and an ink that cannot be read is put right", () => {
  expect(pairs).toHaveLength(13);
  expect(readableInk("charcoal", "charcoal")).toBe("cream");
  expect(readableInk("sage", "brown")).toBe("brown");
});
