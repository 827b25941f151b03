import fc from "fast-check";
import { expect, test } from "vitest";
import { pastedLines } from "./paste.ts";

test("marks of lists are taken off, the words stay", () => {
  const text =
    "1. Roofer\r\n2) Chess club\n\n- walking again\n  • two summers\n* [x] done\n(3) third\na) letter\n\t– dash\n☐ box";
  expect(pastedLines(text)).toEqual([
    "Roofer",
    "Chess club",
    "walking again",
    "two summers",
    "done",
    "third",
    "letter",
    "dash",
    "box",
  ]);
});

test("numbers and dashes that belong to the words stay", () => {
  const lines = [
    "3 years at sea",
    "2019-2021 night school",
    "A bakery",
    "24/7 care",
    "-5 degrees and a tent",
    "C++",
  ];
  expect(pastedLines(lines.join("\n"))).toEqual(lines);
});

test("a row for every line that says something, each once more the same", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[A-Za-z][A-Za-z ]{2,20}[a-z]$/)), (lines) => {
      const once = pastedLines(lines.join("\n"));
      expect(once).toHaveLength(lines.length);
      expect(pastedLines(once.join("\n"))).toEqual(once);
    }),
  );
});
