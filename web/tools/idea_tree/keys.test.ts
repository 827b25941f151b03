import { expect, test } from "vitest";
import { actOf, beside, nextToGrow } from "./keys.ts";
import { linesOf, withIdea, type Ideas } from "./tree.ts";

const ideas = (
  [
    ["hands", null],
    ["gloves", "hands"],
    ["garden", "gloves"],
    ["wall", "hands"],
  ] as const
).reduce<Ideas>((now, [text, parent]) => withIdea(now, { key: text, text, parent }), []);
const press = (key: string, at: string, more: object = {}, folded: string[] = []) =>
  actOf(
    { key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...more },
    linesOf(ideas, new Set(folded)),
    at,
  );

test.each<[string, string, object, unknown]>([
  ["ArrowDown", "hands", {}, { do: "go", key: "gloves" }],
  ["ArrowDown", "wall", {}, null],
  ["ArrowUp", "wall", {}, { do: "go", key: "garden" }],
  ["Home", "wall", {}, { do: "go", key: "hands" }],
  ["End", "hands", {}, { do: "go", key: "wall" }],
  ["ArrowRight", "gloves", {}, { do: "go", key: "garden" }],
  ["ArrowRight", "garden", {}, null],
  ["ArrowLeft", "garden", {}, { do: "go", key: "gloves" }],
  ["ArrowLeft", "gloves", {}, { do: "fold", key: "gloves" }],
  ["w", "hands", {}, { do: "go", key: "wall" }],
  ["G", "gloves", {}, { do: "go", key: "garden" }],
  ["q", "hands", {}, null],
  ["Enter", "hands", {}, { do: "add" }],
  [" ", "hands", {}, { do: "ring" }],
  ["F2", "hands", {}, { do: "rename" }],
  ["Delete", "wall", {}, { do: "take out" }],
  ["ArrowUp", "wall", { altKey: true }, { do: "step", step: "up" }],
  ["ArrowLeft", "garden", { altKey: true }, { do: "step", step: "out" }],
  ["z", "hands", { ctrlKey: true }, { do: "undo" }],
  ["Z", "hands", { metaKey: true, shiftKey: true }, { do: "redo" }],
  ["Enter", "hands", { ctrlKey: true }, null],
  ["Tab", "hands", {}, null],
])("%s at %s with %j", (key, at, more, expected) => {
  expect(press(key, at, more)).toEqual(expected);
});

test("what is folded opens before anybody goes in", () => {
  expect(press("ArrowRight", "gloves", {}, ["gloves"])).toEqual({ do: "fold", key: "gloves" });
  expect(press("ArrowDown", "gloves", {}, ["gloves"])).toEqual({ do: "go", key: "wall" });
});

test("growing goes ring by ring, and ends where all have their branches", () => {
  expect(nextToGrow(ideas, "hands", 2)).toBe("gloves");
  expect(nextToGrow(ideas, "gloves", 2)).toBe("wall");
  expect(nextToGrow(ideas, "wall", 2)).toBe("garden");
  expect(nextToGrow(ideas, "garden", 3)).toBe("hands");
  expect(nextToGrow([{ key: "a", text: "a", parent: null }], "a", 3)).toBeNull();
});

test("after a taking out the focus is at a neighbor", () => {
  expect([
    beside(ideas, "gloves"),
    beside(ideas, "wall"),
    beside(ideas, "garden"),
    beside(ideas, "hands"),
  ]).toEqual(["wall", "gloves", "gloves", null]);
});
