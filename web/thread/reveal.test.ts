import { describe, expect, test } from "vitest";
import { reveal } from "./reveal.ts";
import { answerAt, question, sampleBlock, sampleState, sampleStem } from "./sample.ts";

const stem = sampleStem([
  sampleBlock("1.1.1.a", { beat: "continue" }),
  sampleBlock("1.1.1.b"),
  question("1.1.1.q"),
  sampleBlock("1.1.1.c", { beat: "rest" }),
  question("1.1.1.r"),
]);
const none = new Set<string>();

describe("a turn is read beat by beat", () => {
  test("up to the first beat, and on when it was opened", () => {
    const state = sampleState(stem, {}, "1.1.1.q");
    expect(reveal(stem, state, none, false)).toMatchObject({ until: 1, gate: { block: { id: "1.1.1.a" } } });
    expect(reveal(stem, state, new Set(["1.1.1.a"]), false)).toEqual({ until: 3, gate: null });
  });
  test("beats before the last answered block are open", () => {
    const state = sampleState(stem, { "1.1.1.q": answerAt("2026-11-22T09:00:00Z") }, "1.1.1.r");
    const { until, gate } = reveal(stem, state, none, false);
    expect(until).toBe(4);
    expect(gate?.block.id).toBe("1.1.1.c");
    expect(gate?.next?.id).toBe("1.1.1.r");
  });
  test("behind the last beat of a release there is nothing to open", () => {
    const ending = sampleStem([question("1.1.1.q"), sampleBlock("1.1.1.end", { beat: "rest" })]);
    const state = sampleState(ending, { "1.1.1.q": answerAt("2026-11-22T09:00:00Z") }, null);
    expect(reveal(ending, state, none, true)).toEqual({ until: 2, gate: null });
    expect(reveal(ending, state, none, false).gate?.block.id).toBe("1.1.1.end");
  });
});
