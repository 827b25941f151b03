import { describe, expect, it } from "vitest";
import type { Files } from "../author/open.ts";
import { objects, one, two } from "../testing/damage.ts";
import { damaged, lineOf, problemsOf, soundFiles } from "../testing/workbook.ts";

describe("the checks", () => {
  it("find nothing wrong with sound files", () => {
    expect(problemsOf(soundFiles)).toEqual([]);
  });

  it("find four required placements", () => {
    const files = ["textarea seed", "checkbox aloud"].reduce<Files>(
      (all, header) => damaged(one, `:: ${header}\n`, `:: ${header} required\n`, all),
      soundFiles,
    );
    const line = lineOf(files, one, ":: checkbox aloud");
    expect(problemsOf(files)).toContainEqual({
      file: one,
      line,
      message: "4 required placements; an exercise has one to three",
    });
  });

  it("find an object that does not say where it comes back", () => {
    const files = damaged(objects, "    - 1.1.2", "    - 1.1.3");
    expect(problemsOf(files).map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/does not say that it comes back in 1\.1\.2/),
    );
  });

  it("find a source that stands twice", () => {
    const files = damaged("seed/reference/references.yaml", "slug: fine", "slug: star");
    expect(problemsOf(files).map(({ message }) => message)).toContain('the source "star" stands twice');
  });

  it("collect all, in order", () => {
    const files = damaged(
      two,
      "row: {from: 1.1.1.ranking, pick: 1}\n",
      "",
      damaged(one, "[@long]", "[@lnog]"),
    );
    const found = problemsOf(files);
    expect(found.map((one_) => one_.file)).toEqual(found.map((one_) => one_.file).toSorted());
    expect(found.length).toBeGreaterThanOrEqual(3);
  });
});
