import { describe, expect, it } from "vitest";
import { exerciseIds } from "../plan.ts";
import { damage, elsewhere, expectFound, moduleIntro, one, two } from "../testing/damage.ts";
import { damaged, file, problemsOf, soundFiles } from "../testing/workbook.ts";

describe("files and heads", () => {
  expectFound([
    damage(
      "file name",
      one,
      ":: exercise 1.1.1",
      ":: exercise 1.1.4",
      ":: exercise",
      /the file is called 1\.1\.4\.md/,
    ),
    damage("no head", one, ":: exercise 1.1.1", ":: chapter 1", ":: chapter", /a file begins with/),
    damage(
      "text before the head",
      one,
      ":: exercise",
      "Hello\n:: exercise",
      "Hello",
      /nothing stands before/,
    ),
    damage(
      "two exercises in one file",
      two,
      ":: transition end",
      ":: exercise 1.1.3\n\n:: transition end",
      ":: exercise 1.1.3",
      /one exercise/,
    ),
    damage(
      "not in the plan",
      moduleIntro,
      "1.1.0",
      "1.9.0",
      ":: exercise",
      /the plan has no exercise 1\.9\.0/,
    ),
    [
      "no introduction",
      new Map([...soundFiles].filter(([path]) => path !== moduleIntro)),
      one,
      ":: exercise",
      /write seed\/content\/1\.1\.0\.md/,
    ],
    damage("minutes", one, "minutes: 45", "minutes: many", "minutes", /`minutes` is "many"; it should be/),
    damage(
      "head setting",
      one,
      "minutes: 45",
      "minutes: 45\nauthor: me",
      "author",
      /unknown setting: author; known are title/,
    ),
    damage(
      "missing purpose",
      one,
      "purpose: Turn what you have done into a story.\n",
      "",
      "title:",
      /`purpose` is missing/,
    ),
    damage("ingredients", one, "[write, mirror]", "[write]", "ingredients", /at least two/),
    damage(
      "unknown ingredient",
      one,
      "[write, mirror]",
      "[write, salt]",
      "ingredients",
      /it is one of "write"/,
    ),
    damage("usage type", one, "long framework", "long stolen", "long stolen", /usage one of framework/),
    damage(
      "unknown source in head",
      one,
      "star inspiration",
      "stra inspiration",
      "stra",
      /unknown source "stra"/,
    ),
    damage("source twice", one, "star inspiration", "long concept", "long concept", /listed twice/),
  ]);

  it("find a part that is written whole without one of the five", () => {
    const copies = exerciseIds.filter((id) => id.startsWith("1.")).flatMap((id) => [...elsewhere(id)]);
    const files = new Map([...copies, ...soundFiles]);
    const about = problemsOf(files).filter(({ message }) => message.includes("is written whole"));
    expect(about).toEqual([
      {
        file: file("1.5.5"),
        line: 1,
        message: "part 1 is written whole and has no support among its ingredients",
      },
    ]);
    const mended = damaged(file("1.4.5"), "ingredients: [write,", "ingredients: [support, write,", files);
    expect(problemsOf(mended).filter(({ message }) => message.includes("is written whole"))).toEqual([]);
  });
});
