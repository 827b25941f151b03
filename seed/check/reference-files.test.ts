import { describe } from "vitest";
import { damage, expectFound, objects } from "../testing/damage.ts";
import { soundFiles } from "../testing/workbook.ts";

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
});
