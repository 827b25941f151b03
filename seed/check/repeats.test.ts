import { describe, expect, it } from "vitest";
import { damage, expectFound, one, two } from "../testing/damage.ts";
import { damaged, problemsOf } from "../testing/workbook.ts";

const before = ":: slider lean-energy";
const insert = (text: string) => damaged(two, before, `${text}\n\n${before}`);
const seedAgain = ":: textarea seed-again\n---\nWhat did you keep going at home?";

describe("repeats", () => {
  expectFound([
    damage(
      "bubble said twice",
      two,
      before,
      `:: instruction twice\nHere is your order, this first. Read it slowly from the top, and twice.\n\n${before}`,
      "Here is your order",
      /says nearly what 1\.1\.1\.read-back says/,
    ),
    damage(
      "question asked twice",
      two,
      before,
      `${seedAgain}\n\n${before}`,
      "What did you keep",
      /1\.1\.1\.seed asks the same/,
    ),
  ]);

  it("let a bubble share a turn of phrase", () => {
    const files = insert(
      ":: instruction other\nRead it slowly from the top, as if it came from somebody whom you met this morning.",
    );
    expect(problemsOf(files)).toEqual([]);
  });

  it("let the same be asked again where the earlier answer comes back with it", () => {
    const recall =
      "recall:\n  - from: 1.1.1.seed\n    object: Story seeds\n    label: What you wrote then\n---\nWhat did you keep";
    const found = problemsOf(insert(seedAgain.replace("---\nWhat did you keep", recall)));
    expect(found.filter(({ message }) => message.includes("asks the same"))).toEqual([]);
  });

  it("let the same be asked about another row", () => {
    const proof = (word: string, pick: number) =>
      `:: textarea ${word}\nsave: user_skills.evidence\nrow: {from: 1.1.1.ranking, pick: ${pick}}\n---\nWhere could someone have seen it?`;
    const asked = (second: number) =>
      problemsOf(insert(`${proof("a", 2)}\n\n${proof("b", second)}`)).map(({ message }) => message);
    expect(asked(3)).toEqual([]);
    expect(asked(2)).toContainEqual(expect.stringMatching(/1\.1\.2\.a asks the same/));
  });

  it("let the support line stand in two places", () => {
    const line = ":: note support-line\nThe very same words stand here and there, whoever reads them.";
    const files = damaged(one, ":: textarea seed", `${line}\n\n:: textarea seed`, insert(line));
    expect(problemsOf(files).filter(({ message }) => message.includes("says nearly"))).toEqual([]);
  });
});
