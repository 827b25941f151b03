import { describe, expect, it } from "vitest";
import { damage, expectFound, long, objects } from "../testing/damage.ts";
import { damaged, problemsOf, soundFiles } from "../testing/workbook.ts";

describe("reference files", () => {
  expectFound([
    damage(
      "skill twice",
      "seed/reference/skills.yaml",
      "- editing",
      "- Active-Listening",
      "- Active-Listening",
      /the same skill as "active listening"/,
    ),
    damage(
      "short level",
      "seed/reference/competencies.yaml",
      "At step 3 you do this one thing and then",
      "At step 3 you do",
      "At step 3",
      /14 words; a level has 18 to 30/,
    ),
    damage(
      "long type",
      "seed/reference/personality-types.yaml",
      "settings: A shop.",
      `settings: ${long(40)}`,
      "lines:",
      /words in the lines of ESTJ; together they have 90 to 120/,
    ),
    damage(
      "reference field",
      "seed/reference/references.yaml",
      "author_surname: fine",
      "author: fine",
      "author: fine",
      /unknown setting/,
    ),
    [
      "missing file",
      new Map([...soundFiles].filter(([path]) => path !== objects)),
      "seed/reference/data-objects.yaml",
      "",
      /this file is missing/,
    ],
  ]);

  it("find two levels that say the same", () => {
    const files = damaged("seed/reference/competencies.yaml", "At step 5", "At step 4");
    expect(problemsOf(files).map(({ message }) => message)).toEqual([
      "two levels of Analytical Thinking are the same",
    ]);
  });
});
