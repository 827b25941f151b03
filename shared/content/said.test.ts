import { describe, expect, test } from "vitest";
import type { Condition, Recall, TextFill, TextNode } from "./block.ts";
import { filled, isMirror, isSilent, readings } from "./said.ts";

type Row = Record<string, unknown>;
const recall = (as: string, rows: readonly Row[], change: Partial<Recall> = {}): Recall => ({
  dataObject: "x",
  label: "x",
  from: [],
  transform: [],
  rows: rows.map((row, i) => ({ id: String(i), text: "", ...row })),
  sealed: false,
  reveal: "shown",
  use: "show",
  as,
  ...change,
});
const texts = (...all: string[]) => all.map((text) => ({ text }));

describe("RC9: a text is filled", () => {
  test.each<[string, readonly Recall[], string]>([
    ["with one", [recall("words", texts("a"))], "a"],
    ["with two", [recall("words", texts("a", "b"))], "a and b"],
    ["with three", [recall("words", texts("a", "b", "c"))], "a, b and c"],
    [
      "with what the author wrote for none",
      [recall("words", [], { empty: "what you chose" })],
      "what you chose",
    ],
    ["with nothing, unasked", [], ""],
  ])("%s", (_name, recalls, expected) => {
    expect(filled(recalls, { fill: "words" })).toBe(expected);
  });

  const share = [recall("s", [{ part: 1, of: 13, by: 0, names: ["a", "b"] }], { empty: "some" })];
  test.each<[TextFill, string]>([
    [{ fill: "s", field: "part" }, "1"],
    [{ fill: "s", field: "part", say: "word" }, "one"],
    [{ fill: "s", field: "part", say: "Word" }, "One"],
    [{ fill: "s", field: "by", say: "Word" }, "None"],
    [{ fill: "s", field: "of", say: "word" }, "13"],
    [{ fill: "s", field: "part", say: ["moment", "moments"] }, "moment"],
    [{ fill: "s", field: "of", say: ["moment", "moments"] }, "moments"],
    [{ fill: "s", field: "by", say: ["was", "were"] }, "were"],
    [{ fill: "s", field: "names" }, "a and b"],
    [{ fill: "s", field: "missing" }, "some"],
  ])("RC11: %j", (fill, expected) => {
    expect(filled(share, fill)).toBe(expected);
  });
});

describe("RC11: of several readings one is said", () => {
  const when = (...conditions: Condition[]) => ({ when: conditions });
  const said = (nodes: TextNode[][], ...recalls: Recall[]) =>
    readings(nodes, recalls).map((one) => one.join(""));
  const moved: TextNode[][] = [
    ["before"],
    [when({ at: "c.change", is: [">", 0] }), "higher"],
    [when({ at: "c.change", is: ["<", 0] }), "lower"],
    [when(), "the same"],
    ["after"],
  ];
  test.each([
    [2, "higher"],
    [-2, "lower"],
    [0, "the same"],
    [undefined, "the same"],
  ])("a change of %s", (change, expected) => {
    expect(said(moved, recall("c", change === undefined ? [] : [{ change }]))).toEqual([
      "before",
      expected,
      "after",
    ]);
  });
  test("all conditions of a reading hold", () => {
    const both: TextNode[][] = [
      [when({ at: "a" }, { at: "a.n", is: [">", { at: "b.n" }] }), "more"],
      [when(), "no"],
    ];
    expect(said(both, recall("a", [{ n: 3 }]), recall("b", [{ n: 2 }]))).toEqual(["more"]);
    expect(said(both, recall("a", [{ n: 2 }]), recall("b", [{ n: 2 }]))).toEqual(["no"]);
    expect(said(both, recall("a", []), recall("b", [{ n: 2 }]))).toEqual(["no"]);
  });
  test.each<[Condition, boolean]>([
    [{ at: "a", is: ["=", { text: "home" }] }, true],
    [{ at: "a", is: ["!=", { text: "shop" }] }, true],
    [{ at: "a.n", is: ["<=", 2] }, true],
    [{ at: "a.n", is: ["<", 2] }, false],
    [{ at: "a.n", is: [">=", 2] }, true],
    [{ at: "a.n", is: ["=", { text: "2" }] }, false],
    [{ at: "a.none", is: ["!=", 1] }, false],
    [{ at: "b" }, false],
    [{ at: "a", is: ["<", { text: "z" }] }, false],
  ])("%j", (condition, expected) => {
    const nodes: TextNode[][] = [
      [when(condition), "yes"],
      [when(), "no"],
    ];
    expect(said(nodes, recall("a", [{ text: "home", n: 2 }]), recall("b", []))).toEqual([
      expected ? "yes" : "no",
    ]);
  });
  test("after [else] another choice begins", () => {
    const two: TextNode[][] = [
      [when({ at: "a" }), "a"],
      [when(), "not a"],
      [when({ at: "b" }), "b"],
      [when(), "not b"],
    ];
    expect(said(two, recall("a", texts("x")))).toEqual(["a", "not b"]);
  });
});

describe("RC12: a mirror is silent", () => {
  const mirror = { contentType: "note", config: { least: 3 } } as const;
  const some = recall("a", texts("x"));
  test.each<[string, readonly Recall[], boolean]>([
    ["when there is enough: no", [recall("a", [{ count: 3 }], { points: 3 })], false],
    ["under its least data points: yes", [recall("a", [{ count: 2 }], { points: 2 })], true],
    [
      "when one of two counts too little: yes",
      [recall("a", [], { points: 9 }), recall("b", [], { points: 1 })],
      true,
    ],
    ["when enough overlaps with nothing: no", [recall("a", [], { points: 9 })], false],
    ["when something else is missing: yes", [recall("a", [], { points: 9 }), recall("b", [])], true],
    ["when nothing else is missing: no", [recall("a", [], { points: 9 }), some], false],
    ["while it is locked: yes", [recall("a", texts("x", "y", "z"), { sealed: true })], true],
  ])("%s", (_name, recalls, expected) => {
    expect(isSilent(mirror, recalls)).toBe(expected);
  });
  test("another note always speaks", () => {
    expect(isMirror({ contentType: "note" })).toBe(false);
    expect(isSilent({ contentType: "note" }, [recall("a", [])])).toBe(false);
  });
});
