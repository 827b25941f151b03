import { expect, test } from "vitest";
import { paragraphs, saveTarget, stemBlock, wireBlock } from "./block.ts";
import { exerciseIdOf, moduleIdOf } from "./where.ts";
import { block } from "../engine/testing/small.ts";

test.each<[string, unknown, boolean]>([
  [
    "text, strong, emphasis, a link, a citation, a gap to fill",
    [
      [
        "a",
        { b: ["b", { i: ["c"] }] },
        { a: "https://example.org", c: ["d"] },
        { cite: 1 },
        { fill: "name" },
      ],
    ],
    true,
  ],
  ["a link without encryption", [[{ a: "http://example.org", c: ["d"] }]], false],
  ["a link that runs", [[{ a: "javascript:alert(1)", c: ["d"] }]], false],
  ["a node nobody knows", [[{ img: "https://example.org/a.png" }]], false],
  ["HTML beside", [[{ b: ["a"], html: "<b>" }]], false],
  ["a text without a paragraph", ["a"], false],
])("CT3: nodes: %s", (_name, nodes, taken) => {
  expect(paragraphs.safeParse(nodes).success).toBe(taken);
});

test("CT2: a release's block has what is never sent; what is sent has what no release holds", () => {
  const one = block("textarea", "1.1.1.a", {
    connections: [],
    save: { table: "user_profile", column: "headline" },
  });
  expect(stemBlock.safeParse(one).success).toBe(true);
  expect(wireBlock.safeParse(one).success).toBe(false);
  expect(stemBlock.safeParse({ ...one, recall: [] }).success).toBe(false);
});

test.each<[string, unknown, boolean]>([
  ["a column", { table: "a", column: "b" }, true],
  ["a slot", { table: "a", column: "b", row: { slot: "one" } }, true],
  ["the first of an answer's rows", { table: "a", column: "b", row: { from: "k", pick: 1 } }, true],
  ["the row before the first", { table: "a", column: "b", row: { from: "k", pick: 0 } }, false],
  ["two rows at once", { table: "a", column: "b", row: { from: "k", pick: 1, slot: "one" } }, false],
])("CT6: a save target names %s", (_name, target, taken) => {
  expect(saveTarget.safeParse(target).success).toBe(taken);
});

test("CT1: where a block stands is said in ids without a version", () => {
  const one = block("textarea", "2.0.3.a");
  expect([exerciseIdOf(one), moduleIdOf(one)]).toEqual(["2.0.3", "2.0"]);
});
