import { expect, test } from "vitest";
import type { Recall } from "../../shared/content/block.ts";
import { detail, howMany } from "./recallWords.ts";

const recall = (change: Partial<Recall> = {}): Recall => ({
  dataObject: "x",
  label: "x",
  from: [],
  transform: [],
  rows: [],
  sealed: false,
  reveal: "shown",
  use: "show",
  ...change,
});

test("a mastery is out of 5, another detail as it came, none is nothing", () => {
  const mastery = recall({ transform: [{ op: "map", text: "text", detail: "mastery" }] });
  expect(detail(mastery, { id: "1", text: "planning", detail: "4" })).toBe("4 of 5");
  expect(detail(mastery, { id: "1", text: "planning", detail: "" })).toBe("");
  expect(detail(recall(), { id: "1", text: "planning", detail: "2019" })).toBe("2019");
  expect(detail(recall(), { id: "1", text: "planning" })).toBe("");
});

test("rows are counted; what was counted already says its number", () => {
  const rows = [
    { id: "a", text: "a", count: 4 },
    { id: "b", text: "b", count: 1 },
  ];
  expect(howMany(recall({ rows, transform: [{ op: "group", by: "kind" }] }))).toBe(2);
  const count = [{ id: "count", text: "7", count: 7 }];
  expect(howMany(recall({ rows: count, transform: [{ op: "count" }] }))).toBe(7);
});
