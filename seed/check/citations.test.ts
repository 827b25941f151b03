import { describe } from "vitest";
import { damage, expectFound, one } from "../testing/damage.ts";

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
});
