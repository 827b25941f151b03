import { describe } from "vitest";
import { damage, elsewhere, expectFound, moduleIntro, one, partIntro, two, why } from "../testing/damage.ts";
import { file } from "../testing/workbook.ts";

describe("rhythm", () => {
  expectFound([
    damage(
      "too many bubbles",
      one,
      ":: activity 1",
      `:: instruction b\n${why}\n\n:: instruction c\n${why}\n\n:: activity 1`,
      ":: note example",
      /bubble 4 in a row/,
    ),
    damage(
      "exercise that does not open with a heading",
      two,
      ":: heading start\nHow you work\n\n",
      "",
      ":: slider lean-energy",
      /an exercise opens with a heading/,
    ),
    damage(
      "long writing first",
      two,
      ":: slider lean-energy",
      ":: textarea all\nlong: true\n---\nTell it all in one go.\n\n:: slider lean-energy",
      ":: textarea all",
      /begin with something lighter/,
    ),
    damage(
      "introduction without a beat",
      moduleIntro,
      "roof continue",
      "roof",
      ":: instruction roof",
      /an introduction ends with/,
    ),
    damage(
      "ends with a prompt",
      two,
      ":: transition end rest\nWhatever you wrote stays beside its word. Rest well until the next part.\n",
      "",
      ":: textarea proof",
      /ends with a celebration or a transition/,
    ),
    damage("nothing required", two, "proof required", "proof", ":: exercise", /nothing here is `required`/),
    damage(
      "required in an introduction",
      partIntro,
      ":: slider clarity",
      ":: slider clarity required",
      ":: slider",
      /nothing in 1\.0\.0 is required/,
    ),
    [
      "required in 1.4",
      elsewhere("1.4.1"),
      file("1.4.1"),
      ":: list_builder",
      /nothing in 1\.4\.1 is required/,
    ],
  ]);
});
