import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Dice, runs } from "../../engine/testing/seed.ts";
import { rowOf } from "../../engine/testing/values.ts";
import { ideaTree, mostIdeas, treeConfig, type TreeValue } from "./tool.ts";
import { brokenAt, ideaId, ideaNodeId, outlineText, placed, type IdeaNode } from "./tree.ts";

const config = treeConfig.parse({});
const context = { userId: "u", skillName: () => undefined };
const place = { userId: "u", key: "2.3.2.first", exerciseId: "2.3.2", skillCategory: () => null };
const idea = (text: string, parent: string | null): IdeaNode => ({
  id: ideaId(text),
  text,
  parent: parent === null ? null : ideaId(parent),
});
const garden = [
  idea("Garden", null),
  idea("Soil", "Garden"),
  idea("Neighbors", "Garden"),
  idea("Worms", "Soil"),
  idea("Street party", "Neighbors"),
  idea("Fence", "Neighbors"),
];
const tree = (nodes: IdeaNode[], more: Partial<TreeValue> = {}): TreeValue => ({
  id: rowOf("item", 1),
  title: "",
  nodes,
  circled: [],
  ...more,
});

/** Any tree: every idea hangs on one before it. */
const anyTree = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat()).map(([size, entropy]) => {
  const dice = new Dice(entropy);
  return Array.from({ length: size }, (_, n) => idea(`idea ${n}`, n === 0 ? null : `idea ${dice.nat(n)}`));
});

describe("idea_tree", () => {
  const check = (value: TreeValue) => ideaTree.check(value, config, context)?.path ?? "taken";
  test.each<[string, TreeValue, string]>([
    ["a tree", tree(garden), "taken"],
    ["one idea", tree([idea("Garden", null)]), "taken"],
    ["a ringed idea", tree(garden, { circled: [ideaId("Fence")] }), "taken"],
    ["a ring around nothing", tree(garden, { circled: [ideaId("Gate")] }), "value.circled.0"],
    ["two roots", tree([idea("A", null), idea("B", null)]), "value.nodes.1.parent"],
    ["no root", tree([idea("A", "B")]), "value.nodes.0.parent"],
    [
      "a parent that comes later",
      tree([idea("A", null), idea("B", "C"), idea("C", "A")]),
      "value.nodes.1.parent",
    ],
    ["round in a circle", tree([idea("A", null), idea("B", "C"), idea("C", "B")]), "value.nodes.1.parent"],
    ["on itself", tree([idea("A", null), idea("B", "B")]), "value.nodes.1.parent"],
    [
      "the same idea twice",
      tree([idea("A", null), idea("B", "A"), idea(" b ", "A")]),
      "value.nodes.2.parent",
    ],
    ["an id that is not of its words", tree([{ ...idea("A", null), id: ideaId("B") }]), "value.nodes.0.id"],
  ])("TO10: %s", (_name, value, expected) => {
    expect(ideaTree.value(config, "columns").safeParse(value).success).toBe(true);
    expect(check(value)).toBe(expected);
  });

  test("TO10: not more than 200 ideas, nor fewer than asked for", () => {
    const many = (n: number) =>
      tree(Array.from({ length: n }, (_, i) => idea(`i${i}`, i === 0 ? null : "i0")));
    const takes = (value: TreeValue) => ideaTree.value(config, "columns").safeParse(value).success;
    expect(takes(many(mostIdeas))).toBe(true);
    expect(takes(many(mostIdeas + 1))).toBe(false);
    expect(takes(tree([]))).toBe(false);
    expect(ideaTree.check(many(12), treeConfig.parse({ min: 13 }), context)).toMatchObject({
      path: "value.nodes",
    });
    expect(treeConfig.safeParse({ max: 201 }).success).toBe(false);
  });

  test("TO10: one concept is one node, however it is written and in whatever tree (decision 18)", () => {
    expect(ideaId(" Street-Party ")).toBe(ideaId("street party"));
    expect(ideaId("🎸")).not.toBe(ideaId("🎻"));
    expect(ideaNodeId("u", "Fence")).not.toBe(ideaNodeId("v", "Fence"));
    const nodes = (value: TreeValue) =>
      ideaTree.writes(value, config, place).filter((one) => one.table === "user_idea_nodes");
    const other = tree([idea("Paint", null), idea("fence", "Paint")], { id: rowOf("item", 2) });
    const ids = [tree(garden), other].flatMap(nodes).map((one) => one.id);
    expect(ids.length - new Set(ids).size).toBe(1);
  });

  test("TO10: a tree is its edges: one to every idea but the root, with its place", () => {
    fc.assert(
      fc.property(anyTree, (nodes) => {
        expect(brokenAt(nodes)).toBeNull();
        const written = ideaTree.writes(tree(nodes, { title: "Mine" }), config, place);
        const of = (table: string) => written.filter((one) => one.table === table);
        expect(of("user_idea_trees")).toMatchObject([
          { fields: { name: "Mine", root_node_id: ideaNodeId("u", nodes[0]?.text ?? "") } },
        ]);
        const edges = of("user_idea_edges").map((one) => one.fields);
        expect(new Set(of("user_idea_edges").map((one) => one.id)).size).toBe(nodes.length - 1);
        const texts = new Map(nodes.map((one) => [one.id, one.text]));
        const expected = nodes.flatMap(({ parent, text }) =>
          parent === null ? [] : [[ideaNodeId("u", texts.get(parent) ?? ""), ideaNodeId("u", text)]],
        );
        const drawn = edges.map((edge) => [edge["from_node_id"], edge["to_node_id"]]);
        expect(drawn.map(String).toSorted()).toEqual(expected.map(String).toSorted());
        for (const from of new Set(edges.map((edge) => edge["from_node_id"]))) {
          const positions = edges
            .filter((edge) => edge["from_node_id"] === from)
            .map((edge) => edge["position"]);
          expect(positions).toEqual(positions.map((_, i) => i));
        }
      }),
      runs(100),
    );
  });

  test("TO10: drawn, no two ideas stand in one place, and a parent stands over its children", () => {
    fc.assert(
      fc.property(anyTree, (nodes) => {
        const drawn = placed(nodes);
        expect(drawn.map(({ id }) => id).toSorted()).toEqual(nodes.map(({ id }) => id).toSorted());
        expect(new Set(drawn.map(({ depth, slot }) => `${depth}|${slot}`)).size).toBe(nodes.length);
        const leaves = drawn.filter(({ leaf }) => leaf).map(({ slot }) => slot);
        expect(leaves).toEqual(leaves.map((_, i) => i));
        const byId = new Map(drawn.map((one) => [one.id, one]));
        for (const one of drawn) {
          const children = drawn.filter(({ parent }) => parent === one.id);
          expect(one.leaf).toBe(children.length === 0);
          expect(one.depth).toBe(one.parent === null ? 0 : (byId.get(one.parent)?.depth ?? -9) + 1);
          if (children.length === 0) continue;
          const slots = children.map(({ slot }) => slot);
          expect(one.slot).toBe((Math.min(...slots) + Math.max(...slots)) / 2);
        }
      }),
      runs(100),
    );
  });

  test("TO10: it comes back as ideas that know their branch, and as lines of text", () => {
    const rows = ideaTree.rows(tree(garden, { circled: [ideaId("Fence")] }), config, context);
    expect(rows.filter((row) => row["leaf"]).map((row) => row.text)).toEqual([
      "Worms",
      "Street party",
      "Fence",
    ]);
    expect(rows.find((row) => row.text === "Fence")).toEqual({
      id: ideaId("Fence"),
      text: "Fence",
      tree: rowOf("item", 1),
      title: "Garden",
      root: "Garden",
      parent: "Neighbors",
      branch: "Neighbors",
      depth: 2,
      position: 1,
      leaf: true,
      circled: true,
    });
    expect(outlineText(garden)).toBe("Garden\n  Soil\n    Worms\n  Neighbors\n    Street party\n    Fence");
  });
});
