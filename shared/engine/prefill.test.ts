import { expect, test } from "vitest";
import type { Recall, RecallRow, StemBlock } from "../content/block.ts";
import { prefill } from "./prefill.ts";
import { block } from "./testing/small.ts";

const recall = (rows: RecallRow[], use: Recall["use"] = "prefill"): Recall => ({
  dataObject: "Object",
  label: "From before",
  from: ["1.1.1.a"],
  transform: [],
  rows,
  sealed: false,
  reveal: "shown",
  use,
});
const begun = (one: StemBlock, ...rows: RecallRow[]) =>
  prefill(one, [recall([{ id: "x", text: "shown only", value: 1 }], "show"), recall(rows)]);

test("RC13: a text begins with the earlier words, as many as it holds, and never half a character", () => {
  const text = block("textarea", "1.1.2.t", { config: { maxLength: 10 } });
  expect(begun(text, { id: "a", text: "One" }, { id: "b", text: "two" })).toBe("One\ntwo");
  expect(begun(text, { id: "a", text: "123456789👩 more" })).toBe("123456789");
  expect(begun(text, { id: "a", text: "" })).toBeUndefined();
  expect(begun(text)).toBeUndefined();
});

test("RC13: a number and a choice begin with an earlier one that fits here", () => {
  const slider = block("slider", "1.1.2.s", { config: { min: 1, max: 5, step: 1 } });
  expect(begun(slider, { id: "a", text: "4", value: 4 })).toBe(4);
  expect(begun(slider, { id: "a", text: "9", value: 9 })).toBeUndefined();
  const select = block("select", "1.1.2.c");
  expect(begun(select, { id: "a", text: "Second", value: "b" })).toBe("b");
  expect(begun(select, { id: "a", text: "Gone", value: "gone" })).toBeUndefined();
  expect(begun(block("checkbox", "1.1.2.x"), { id: "a", text: "Yes", value: true })).toBeUndefined();
});
