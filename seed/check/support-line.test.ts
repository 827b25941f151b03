import { describe, expect, it } from "vitest";
import { elsewhere, expectFound, moduleIntro, one } from "../testing/damage.ts";
import { damaged, file, problemsOf, soundFiles } from "../testing/workbook.ts";
import { supportLine } from "./support-line.ts";

const why = ":: instruction why";
const withLine = (text: string, kind = "note") =>
  damaged(moduleIntro, ":: instruction roof", `:: ${kind} support-line\n${text}\n\n:: instruction roof`);

describe("the support line", () => {
  it("may stand anywhere in its own words", () => {
    expect(problemsOf(withLine(supportLine))).toEqual([]);
    expect(problemsOf(withLine(supportLine.replace("first. In", "first.\nIn")))).toEqual([]);
  });

  it("is wanted where the plan says so, and only there", () => {
    const about = (id: string) => problemsOf(elsewhere(id)).filter(({ message }) => /stir/.test(message));
    expect(about("1.5.3")).toEqual([expect.objectContaining({ file: file("1.5.3"), line: 1 })]);
    expect(about("1.5.4")).toEqual([]);
    const there = damaged(
      file("1.5.3"),
      why,
      `:: note support-line\n${supportLine}\n\n${why}`,
      elsewhere("1.5.3"),
    );
    expect(problemsOf(there).filter(({ message }) => /stir/.test(message))).toEqual([]);
  });

  expectFound([
    ["other words", withLine("Call 988."), moduleIntro, "Call 988", /other words here/],
    [
      "no note",
      withLine("We are glad that you are here, and you can call 988.", "instruction"),
      moduleIntro,
      ":: instruction support-line",
      /is a note/,
    ],
    [
      "another number",
      damaged(one, why, `:: note support-line\n${supportLine.replace("988", "911")}\n\n${why}`, soundFiles),
      one,
      "**If you need",
      /other words here/,
    ],
  ]);
});
