import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../../engine/testing/seed.ts";
import { suggest } from "./suggest.ts";
import { axes, mbtiSelector, selectorConfig } from "./tool.ts";

const config = selectorConfig.parse({ sliders: { EI: "a", SN: "b", TF: "c", JP: "d" } });
const takes = (value: unknown) => mbtiSelector.value(config, "open").safeParse(value).success;

describe("TO5: mbti_selector", () => {
  test.each<[string, unknown, boolean]>([
    ["a code", { code: "INFP", lines: {} }, true],
    ["not sure yet", { code: null, lines: {} }, true],
    ["which lines fit", { code: "ESTJ", lines: { brings: "fits", watch: "not" } }, true],
    ["a code that is none", { code: "ABCD", lines: {} }, false],
    ["letters in another order", { code: "NIFP", lines: {} }, false],
    ["a line nobody knows", { code: "ESTJ", lines: { motto: "fits" } }, false],
    ["no code", { lines: {} }, false],
  ])("TO5: %s", (_name, value, taken) => {
    expect(takes(value)).toBe(taken);
  });

  test("TO5: it sets the personality type, and `not sure` sets none", () => {
    const place = { userId: "u", key: "k", exerciseId: "1.1.2", skillCategory: () => null };
    expect(mbtiSelector.writes({ code: "INFP", lines: {} }, config, place)).toMatchObject([
      { table: "user_settings", id: "u", fields: { personality_type: "INFP" } },
    ]);
    expect(mbtiSelector.writes({ code: null, lines: {} }, config, place)).toMatchObject([
      { fields: { personality_type: null } },
    ]);
  });

  test("TO5: the scale is 1 to 7 unless said otherwise", () => {
    expect(config.scale).toEqual({ min: 1, max: 7 });
    expect(selectorConfig.safeParse({ sliders: { EI: "a" } }).success).toBe(false);
  });
});

describe("TO5: what the sliders suggest", () => {
  const reading = (value: number | null) => ({ value, min: 1, max: 7 });
  const of = (...values: (number | null)[]) =>
    suggest({
      EI: reading(values[0] ?? null),
      SN: reading(values[1] ?? null),
      TF: reading(values[2] ?? null),
      JP: reading(values[3] ?? null),
    });

  test("TO5: low is the first letter, high the second; the letters that lean least have neighbors", () => {
    expect(of(7, 7, 6, 5)).toEqual({ code: "INFP", neighbours: ["INFJ", "INTP"] });
    expect(of(1, 1, 1, 1).code).toBe("ESTJ");
    expect(of(null, null, null, null)).toEqual({ code: "ESTJ", neighbours: ["ISTJ", "ENTJ"] });
  });

  test("TO5: whatever the sliders say, a code and two others that differ from it in one letter", () => {
    const slider = fc.option(fc.integer({ min: 1, max: 7 }));
    fc.assert(
      fc.property(slider, slider, slider, slider, (...values) => {
        const { code, neighbours } = of(...values);
        expect(takes({ code, lines: {} })).toBe(true);
        expect(new Set(neighbours).size).toBe(2);
        for (const one of neighbours) {
          expect(takes({ code: one, lines: {} })).toBe(true);
          expect(axes.filter((_axis, i) => one[i] !== code[i])).toHaveLength(1);
        }
      }),
    );
  });

  test("TO5: a scale without length leans nowhere", () => {
    const flat = { value: 3, min: 3, max: 3 };
    expect(suggest({ EI: flat, SN: flat, TF: flat, JP: flat }).code).toBe("ESTJ");
  });
});
