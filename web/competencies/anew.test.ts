import fc from "fast-check";
import { expect, test } from "vitest";
import { releases } from "../../seed/releases/index.ts";
import { refuseAssessment } from "../../shared/engine/assessments.ts";
import { indexRelease } from "../../shared/engine/stem.ts";
import { firstOpen, isWhole, resumed } from "./anew.ts";
import { questionsOf } from "./questions.ts";

const release = releases.at(-1);
if (release === undefined) throw new Error("no release");
const stem = indexRelease(release);

test("fifteen questions with five descriptions each, in an order of the learner's own that stays", () => {
  const asked = questionsOf(stem, "ada");
  expect(asked.map(({ competency }) => competency).toSorted()).toEqual(
    release.competencies.map(({ id }) => id).toSorted(),
  );
  for (const { options } of asked) expect(new Set(options.map(({ value }) => value)).size).toBe(5);
  expect(questionsOf(stem, "ada")).toEqual(asked);
  const orders = (who: string) =>
    questionsOf(stem, who).map(({ options }) => options.map(({ value }) => value).join());
  expect(orders("bea")).not.toEqual(orders("ada"));
  // Nothing of their order says a level.
  const levelFirst = asked.map(({ competency, options }) => {
    const { levels = [] } = release.competencies.find(({ id }) => id === competency) ?? {};
    return levels.findIndex(({ value }) => value === options[0]?.value);
  });
  expect(new Set(levelFirst).size).toBeGreaterThan(1);
});

test("it goes on at the first that is open; whole, it is taken by the engine", () => {
  const asked = questionsOf(stem, "ada");
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(4)), { minLength: 15, maxLength: 15 }), (chosen) => {
      const scores = Object.fromEntries(
        asked.flatMap(({ competency, options }, i) => {
          const at = chosen[i];
          const value = at === null || at === undefined ? undefined : options[at]?.value;
          return value === undefined ? [] : [[competency, value]];
        }),
      );
      const begun = resumed("x", JSON.parse(JSON.stringify({ scores })));
      expect(begun.scores).toEqual(scores);
      const open = chosen.indexOf(null);
      expect(firstOpen(asked, begun)).toBe(open === -1 ? 14 : open);
      expect(isWhole(asked, begun)).toBe(open === -1);
      if (Object.keys(scores).length > 0) expect(refuseAssessment(stem, { scores })).toBeNull();
    }),
  );
  expect(resumed("x", "nonsense").scores).toEqual({});
});
