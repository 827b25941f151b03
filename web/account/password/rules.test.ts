import { describe, expect, test } from "vitest";
import { commonPasswordList } from "./commonList.ts";
import { shortest, weaknessOf } from "./rules.ts";
import { wordsFor } from "./words.ts";

const list = commonPasswordList(shortest);
const common = new Set(list);

describe("a password", () => {
  test("is compared with at least the 3,000 commonest of the world", () => {
    expect(list.length).toBeGreaterThan(3_000);
    expect(list.slice(0, 50)).toContain("password");
    expect(list).not.toContain("");
  });

  test("that everybody tries is refused, as it is and made longer", () => {
    for (const one of list.slice(0, 3_000)) {
      const longer = [
        one,
        `${one}12345678`.slice(0, one.length + 8),
        `${one}!!!!!!!!!!!!`,
        `2024${one}!`,
        one + one,
      ];
      for (const made of longer.filter((word) => [...word].length >= shortest)) {
        expect([made, weaknessOf(made, common)]).toEqual([
          made,
          expect.stringMatching(/^(common|repeated)$/),
        ]);
      }
    }
  });

  test.each([
    ["P@ssw0rd2024!", "common"],
    ["PASSWORDqwerty", "common"],
    ["drowssap1234", "common"],
    ["aaaaaaaaaaaa", "repeated"],
    ["abcabcabcabca", "repeated"],
    ["123456789012", "repeated"],
    ["qwertyuiopasdf", "repeated"],
    ["zyxwvutsrqponm", "repeated"],
    ["dreamtree2026", "yours"],
    ["ada.lovelace!!", "yours"],
    ["short", "short"],
    ["👩‍🔧👩‍🔧", "short"],
    ["x".repeat(1_001), "long"],
  ])("%s is %s", (password, weakness) => {
    expect(weaknessOf(password, common, ["dreamtree", "ada.lovelace@example.org"])).toBe(weakness);
  });

  test.each([
    "correct horse battery staple",
    "the lamp hums at noon",
    "Größe einer Wolke",
    "七つの海を渡る古い船の歌声",
    "kX7!pQ2&vL9z",
    "password managers never sleep",
    "             x tail of spaces",
  ])("%s is fine: no rules about kinds of letters", (password) => {
    expect(weaknessOf(password, common, ["dreamtree", "ada@example.org"])).toBeNull();
  });

  test("is judged as it is hashed: an accent that another keyboard composes is the same accent", () => {
    expect(weaknessOf("e\u0301".repeat(12), common)).toBe(weaknessOf("\u00e9".repeat(12), common));
  });

  test("is spoken of in words", () => {
    expect(wordsFor("", "short")).toContain("At least 12");
    expect(wordsFor("eleven long", "short")).toBe("1 more to go.");
    expect(wordsFor("the lamp hums at noon", null)).toBe("Strong.");
    expect(wordsFor("kX7!pQ2&vL9z", null)).toContain("Good");
  });
});
