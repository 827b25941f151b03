import { describe, expect, it } from "vitest";
import { damage, elsewhere, expectFound, two } from "../testing/damage.ts";
import { damaged, file, problemsOf } from "../testing/workbook.ts";

/** 3.3.5 prepares talks about pay. */
const pay = damaged(
  file("3.3.5"),
  "What did you keep going at home?",
  "What rate would you say no to?",
  elsewhere("3.3.5"),
);

describe("saving", () => {
  it("takes what is not about pay in the clear", () => {
    const open = problemsOf(pay).filter(({ message }) => message.includes("about pay"));
    expect(open).toHaveLength(1);
  });

  expectFound([
    ["pay in the clear", pay, file("3.3.5"), ":: textarea seed", /written about pay in 3\.3\.5 is sealed/],
    [
      "faith in the clear",
      elsewhere("2.1.3"),
      file("2.1.3"),
      ":: textarea seed",
      /written in 2\.1\.3 is sealed/,
    ],
    damage(
      "unknown table",
      two,
      "user_skills.evidence",
      "user_skillz.evidence",
      "save:",
      /no learner's table user_skillz/,
    ),
    damage(
      "unknown column",
      two,
      "user_skills.evidence",
      "user_skills.proof",
      "save:",
      /has no column proof/,
    ),
    damage(
      "column of others",
      two,
      "user_skills.evidence",
      "user_skills.user_id",
      "save:",
      /not a placement's to write/,
    ),
    damage(
      "column of another kind",
      two,
      "user_skills.evidence",
      "user_skills.rank",
      "save:",
      /holds a number, a textarea gives a text/,
    ),
    damage(
      "private to a plain column",
      two,
      "proof required",
      "proof required private",
      "save:",
      /plain column/,
    ),
    damage(
      "sealed column in the clear",
      two,
      "save: user_skills.evidence\nrow: {from: 1.1.1.ranking, pick: 1}",
      "save: user_values.life_values",
      "save:",
      /so this prompt is `private`/,
    ),
    damage(
      "row of a table with one",
      two,
      "user_skills.evidence",
      "user_values.work_values",
      "row:",
      /one row per learner/,
    ),
    damage("no row", two, "row: {from: 1.1.1.ranking, pick: 1}\n", "", "save:", /has many rows/),
    damage(
      "row from nowhere",
      two,
      "row: {from: 1.1.1.ranking",
      "row: {from: 1.1.1.rnk",
      "row:",
      /there is no block/,
    ),
    damage("row without save", two, "save: user_skills.evidence\n", "", "row:", /there is no `save`/),
    [
      "open where the plan says sealed",
      elsewhere("1.4.1"),
      file("1.4.1"),
      ":: textarea seed",
      /what is written in 1\.4\.1 is sealed/,
    ],
    [
      "a number that a facilitator could see",
      damaged(
        file("1.4.1"),
        "What did you keep going at home?",
        "What did you keep going at home?\n\n:: slider left\nmin: 1\nmax: 10\nlabels: {1: A little, 10: All}\n---\nHow much of it is left?",
        elsewhere("1.4.1"),
      ),
      file("1.4.1"),
      ":: slider left",
      /what is chosen in 1\.4\.1 is kept from facilitators/,
    ],
  ]);
});
