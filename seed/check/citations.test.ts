import { describe, expect, it } from "vitest";
import { damage, expectFound, one } from "../testing/damage.ts";
import { damaged, problemsOf } from "../testing/workbook.ts";

describe("sources", () => {
  expectFound([
    damage("unknown citation", one, "[@long]", "[@lnog]", "[@lnog]", /unknown source \[@lnog\]/),
    damage("citation not listed", one, "[@long]", "[@long] [@fine]", "[@fine]", /add `- fine <usage>`/),
    damage("inspiration cited", one, "[@long]", "[@long] [@star]", "[@star]", /credits page only/),
    damage("listed, never cited", one, "star inspiration", "star concept", "star concept", /cited nowhere/),
    damage(
      "quote without direct_quote",
      one,
      ":: activity 1",
      ":: quote said\nby: Someone, A Book\n---\nGo on. [@long]\n\n:: activity 1",
      ":: quote",
      /direct_quote/,
    ),
    damage(
      "quote without by",
      one,
      ":: activity 1",
      ":: quote said\nGo on. [@long]\n\n:: activity 1",
      ":: quote",
      /`by` is missing/,
    ),
  ]);

  it("leave what somebody else said as they said it", () => {
    const words =
      "You should utilize organizational communication, and THINK of interdisciplinary collaboration.";
    const say = (as: string) => {
      const block = `:: ${as}\n${words} ${words} ${words} [@long]\n\n:: activity 1`;
      return problemsOf(damaged(one, ":: activity 1", block)).map(({ message }) => message);
    };
    const ours = /words we do without|shouts|reading grade/;
    expect(say("note said").filter((one) => ours.test(one)).length).toBeGreaterThan(2);
    expect(say("quote said\nby: Someone, A Book\n---").filter((one) => ours.test(one))).toEqual([]);
  });
});
