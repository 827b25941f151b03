import { describe, expect, test } from "vitest";
import type { StemBlock } from "../../shared/content/block.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import { reveal } from "./reveal.ts";
import { openings, threadRows } from "./rows.ts";
import { answerAt, question, sampleBlock, sampleState, sampleStem } from "./sample.ts";

const now = new Date(2026, 10, 22, 18, 0);
const at = (day: number, hour = 9) => new Date(2026, 10, day, hour).toISOString();
const stem = sampleStem([
  sampleBlock("1.1.1.title", { contentType: "heading" }),
  question("1.1.1.q"),
  question("1.1.1.r"),
  sampleBlock("1.1.1.more", { contentType: "heading" }),
  question("1.1.1.s"),
]);

function shown(
  state: LearnerState,
  waiting: string | null,
  greets = false,
  silent: (block: StemBlock) => boolean = () => false,
): string[] {
  const revealed = reveal(stem, state, new Set(), waiting === null);
  const block = waiting === null ? null : (stem.byKey.get(waiting) ?? null);
  const rows = threadRows({
    stem,
    state,
    revealed,
    waiting: block,
    greets,
    atEnd: waiting === null,
    now,
    silent,
  });
  return rows.map((row) => `${row.kind} ${row.id}`);
}

describe("the rows of a thread", () => {
  test("a thread of today has no day above it", () => {
    const state = sampleState(stem, { "1.1.1.q": answerAt(at(22)) }, "1.1.1.r");
    expect(shown(state, "1.1.1.r")).toEqual([
      "said q-1.1.1.title",
      "asked q-1.1.1.q",
      "answered a-1.1.1.q",
      "asked q-1.1.1.r",
    ]);
  });
  test("days stand where they change, the first above everything, the greeting under the last", () => {
    const state = sampleState(stem, { "1.1.1.q": answerAt(at(20)), "1.1.1.r": answerAt(at(21)) }, "1.1.1.s");
    expect(shown(state, "1.1.1.s", true)).toEqual([
      "day day-2026-11-20",
      "said q-1.1.1.title",
      "asked q-1.1.1.q",
      "answered a-1.1.1.q",
      "day day-2026-11-21",
      "asked q-1.1.1.r",
      "answered a-1.1.1.r",
      "said q-1.1.1.more",
      "day day-2026-11-22",
      "return return",
      "asked q-1.1.1.s",
    ]);
  });
  test("what came in behind the conversation is new; what is asked late is asked at the end", () => {
    const state = sampleState(stem, { "1.1.1.q": answerAt(at(22)) }, "1.1.1.s");
    expect(shown(state, "1.1.1.s")).toContain("new q-1.1.1.r");
    const late = shown(state, "1.1.1.r");
    expect(late.at(-1)).toBe("asked q-1.1.1.r");
    expect(late.filter((row) => row.endsWith("q-1.1.1.r"))).toHaveLength(1);
  });
  test("the end is said once everything is answered", () => {
    const answers = { "1.1.1.q": answerAt(at(22)), "1.1.1.r": answerAt(at(22)), "1.1.1.s": answerAt(at(22)) };
    expect(shown(sampleState(stem, answers, null), null).at(-1)).toBe("end end");
  });
  test("only the first heading of an exercise says how long it takes", () => {
    expect([...openings(stem)]).toEqual([["1.1.1.title", 45]]);
  });
  test("RC12: a mirror that has nothing to say leaves no line and no gap", () => {
    const state = sampleState(stem, { "1.1.1.q": answerAt(at(22)) }, "1.1.1.r");
    const all = shown(state, "1.1.1.r");
    const rows = shown(state, "1.1.1.r", false, (block) => block.id === "1.1.1.title");
    expect(rows).toEqual(all.filter((row) => row !== "said q-1.1.1.title"));
  });
  test("row ids are unique", () => {
    const ids = shown(sampleState(stem, { "1.1.1.q": answerAt(at(20)) }, "1.1.1.r"), "1.1.1.r", true);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
