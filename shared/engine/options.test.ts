import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deliveredConfig, optionsFor } from "./options.ts";
import { rowsOf } from "./answerRows.ts";
import { userId, World } from "./testing/history.ts";
import { testCompetencies } from "./testing/reference.ts";
import { block, releaseOf } from "./testing/small.ts";
import { refuseValue } from "./values.ts";

const competencies = testCompetencies.map(({ id, name, category, levels }) =>
  block("select", `2.5.1.${id}`, {
    config: {
      competency: { id, name, category },
      options: levels.map(({ value, text }, i) => ({ value, text, level: i + 1 })),
    },
    save: { table: "user_competency_scores", column: "score", row: { slot: id } },
  }),
);
const [first] = competencies;
if (first === undefined) throw new Error("no competency");
const levelsOf = (one: typeof first, user: string) =>
  optionsFor(one, user).map(
    ({ value }) =>
      testCompetencies
        .flatMap(({ levels }) => levels.findIndex((level) => level.value === value) + 1)
        .find((level) => level > 0) ?? 0,
  );

describe("levels of a competency (decision 17)", () => {
  test("VA11: every learner sees all five, in an order that is theirs for good", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...competencies), (user, one) => {
        expect(levelsOf(one, user).toSorted()).toEqual([1, 2, 3, 4, 5]);
        expect(levelsOf(one, user)).toEqual(levelsOf(one, user));
        const shown = deliveredConfig(one, user, undefined);
        expect(optionsFor({ config: shown }, user)).toEqual(optionsFor(one, user));
      }),
    );
  });

  test("VA11: the order is another for every learner and competency, and no place belongs to a level", () => {
    const users = Array.from({ length: 400 }, (_, n) => `learner ${n}`);
    const orders = new Set(users.map((user) => levelsOf(first, user).join()));
    expect(orders.size).toBeGreaterThan(100);
    expect(new Set(competencies.map((one) => levelsOf(one, userId).join())).size).toBeGreaterThan(5);
    for (const place of [0, 1, 2, 3, 4]) {
      for (const level of [1, 2, 3, 4, 5]) {
        const share = users.filter((user) => levelsOf(first, user)[place] === level).length / users.length;
        expect(share).toBeGreaterThan(0.1);
        expect(share).toBeLessThan(0.32);
      }
    }
  });

  test("VA11: any of the five is taken, in whatever order it was shown, and nothing else", () => {
    const context = { userId, skillName: () => undefined };
    for (const { value } of optionsFor(first, userId)) expect(refuseValue(first, value, context)).toBeNull();
    for (const other of ["3", 3, testCompetencies[1]?.levels[0]?.value])
      expect(refuseValue(first, other, context)).toMatchObject({ path: "value" });
  });

  test("VA11: the order of an author's own options is the author's, and a row's id comes with any config", () => {
    const own = block("select", "1.1.1.c");
    expect(optionsFor(own, userId).map(({ value }) => value)).toEqual(["a", "b"]);
    expect(deliveredConfig(own, userId, undefined)).toBe(own.config);
    expect(deliveredConfig(own, userId, "row")).toMatchObject({ rowId: "row" });
  });

  test("RC4: a choice comes back as its competency, with the level as a number", () => {
    const on = new World(releaseOf([...competencies], { competencies: [...testCompetencies] }));
    const level3 = testCompetencies[0]?.levels[2];
    on.run({ t: "reply", opId: userId, blockId: first.id, value: level3?.value });
    expect(rowsOf(on.stem, on.state, first.id)).toEqual([
      {
        id: first.id,
        text: testCompetencies[0]?.name,
        value: 3,
        competency: testCompetencies[0]?.id,
        category: testCompetencies[0]?.category,
        words: level3?.text,
      },
    ]);
  });
});
