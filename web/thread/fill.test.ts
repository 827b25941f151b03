import { expect, test } from "vitest";
import type { Recall } from "../../shared/content/block.ts";
import { detail, fill } from "./fill.ts";

const recall = (texts: readonly string[], change: Partial<Recall> = {}): Recall => ({
  dataObject: "x",
  label: "x",
  from: [],
  transform: [],
  rows: texts.map((text) => ({ id: text, text })),
  sealed: false,
  reveal: "shown",
  use: "show",
  as: "words",
  empty: "what you chose",
  ...change,
});

test("a text is filled with a, b and c, or with what the author wrote for none", () => {
  expect(fill([recall(["a"])], "words")).toBe("a");
  expect(fill([recall(["a", "b"])], "words")).toBe("a and b");
  expect(fill([recall(["a", "b", "c"])], "words")).toBe("a, b and c");
  expect(fill([recall([])], "words")).toBe("what you chose");
  expect(fill([], "words")).toBe("");
});

test("a mastery is out of 5, another detail as it came, none is nothing", () => {
  const mastery = recall([], { transform: [{ op: "map", text: "text", detail: "mastery" }] });
  expect(detail(mastery, { id: "1", text: "planning", detail: "4" })).toBe("4 of 5");
  expect(detail(mastery, { id: "1", text: "planning", detail: "" })).toBe("");
  expect(detail(recall([]), { id: "1", text: "planning", detail: "2019" })).toBe("2019");
  expect(detail(recall([]), { id: "1", text: "planning" })).toBe("");
});
