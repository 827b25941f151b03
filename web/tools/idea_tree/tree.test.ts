import fc from "fast-check";
import { expect, test } from "vitest";
import { ideaTree, treeConfig } from "../../../shared/tools/idea_tree/tool.ts";
import { outlineText } from "../../../shared/tools/idea_tree/tree.ts";
import {
  elsewhere,
  readTree,
  restoreTree,
  treeProblems,
  treeValue,
  wordsProblem,
  type TreeDraft,
} from "./model.ts";
import { pastedIdeas } from "./outline.ts";
import {
  canHang,
  canStep,
  find,
  hung,
  isWithin,
  linesOf,
  renamed,
  stepped,
  withIdea,
  without,
  type Ideas,
} from "./tree.ts";

const config = treeConfig.parse({});
const context = { userId: "u", skillName: () => undefined };
const treeId = "00000000-0000-4000-8000-000000000001";
const steps = ["up", "down", "in", "out"] as const;

/** What a learner may do, one after the other, each with an idea chosen by its place. */
const doing = fc.oneof(
  fc.nat().map((at) => ({ do: "add" as const, at })),
  fc.nat().map((at) => ({ do: "take out" as const, at })),
  fc.tuple(fc.nat(), fc.constantFrom(...steps)).map(([at, step]) => ({ do: "step" as const, at, step })),
  fc.tuple(fc.nat(), fc.nat()).map(([at, on]) => ({ do: "hang" as const, at, on })),
  fc.nat().map((at) => ({ do: "rename" as const, at })),
);
const keyAt = (ideas: Ideas, at: number) => ideas[at % Math.max(1, ideas.length)]?.key ?? "";

function done(ideas: Ideas, one: typeof doing extends fc.Arbitrary<infer T> ? T : never, n: number): Ideas {
  const key = keyAt(ideas, one.at);
  switch (one.do) {
    case "add":
      return withIdea(ideas, { key: `k${n}`, text: `idea ${n}`, parent: find(ideas, key)?.key ?? null });
    case "take out":
      return without(ideas, key);
    case "step":
      return stepped(ideas, key, one.step);
    case "hang":
      return hung(ideas, key, keyAt(ideas, one.on));
    case "rename":
      return renamed(ideas, key, `renamed ${n}`);
  }
}

test("whatever is done, it stays a tree: taken by its contract, back as it was, each idea once in its outline", () => {
  fc.assert(
    fc.property(fc.array(doing, { maxLength: 60, size: "max" }), (all) => {
      let ideas: Ideas = [];
      for (const [n, one] of all.entries()) ideas = done(ideas, one, n);
      const lines = linesOf(ideas);
      expect(lines.map(({ key }) => key)).toEqual(ideas.map(({ key }) => key));
      const draft: TreeDraft = {
        id: treeId,
        title: "",
        ideas,
        ringed: ideas.slice(0, 2).map(({ key }) => key),
        entry: "",
      };
      expect(restoreTree(JSON.parse(JSON.stringify(draft)), undefined, config, () => treeId)).toEqual(draft);
      if (ideas.length === 0) return;
      expect(treeProblems(draft, config)).toEqual([]);
      const value = treeValue(draft);
      expect(ideaTree.value(config, "open").safeParse(value).success).toBe(true);
      expect(ideaTree.check(value, config, context)).toBeNull();
      expect(treeValue(restoreTree(undefined, value, config, () => treeId))).toEqual(value);
    }),
  );
});

test("a step back undoes a step, taking out takes the branch and nothing else, and no idea hangs on itself", () => {
  fc.assert(
    fc.property(fc.array(doing, { maxLength: 40, size: "max" }), fc.nat(), fc.nat(), (all, at, on) => {
      let ideas: Ideas = [];
      for (const [n, one] of all.entries()) ideas = done(ideas, one, n);
      const key = keyAt(ideas, at);
      if (canStep(ideas, key, "up")) expect(stepped(stepped(ideas, key, "up"), key, "down")).toEqual(ideas);
      if (canStep(ideas, key, "in")) expect(stepped(stepped(ideas, key, "in"), key, "out")).toEqual(ideas);
      const branch = ideas.filter((one) => isWithin(ideas, one.key, key));
      expect(without(ideas, key)).toEqual(ideas.filter((one) => !branch.includes(one)));
      const parent = keyAt(ideas, on);
      const made = hung(ideas, key, parent);
      if (canHang(ideas, key, parent)) expect(find(made, key)?.parent).toBe(parent);
      else expect(made).toBe(ideas);
    }),
  );
});

test("what is folded hides its branches and says that it has some", () => {
  const ideas = ["a", "b", "c"].reduce<Ideas>(
    (now, text, i) => withIdea(now, { key: text, text, parent: ["", "a", "b"][i] || null }),
    [],
  );
  expect(linesOf(ideas, new Set(["b"])).map(({ key, isFolded, level }) => [key, isFolded, level])).toEqual([
    ["a", false, 1],
    ["b", true, 2],
  ]);
});

test("an outline that was copied is the same tree when it is pasted, and lists of other programs are read", () => {
  const all = fc.array(doing, { maxLength: 40, size: "max" });
  fc.assert(
    fc.property(all, (made) => {
      let ideas: Ideas = [];
      for (const [n, one] of made.entries()) ideas = done(ideas, one, n);
      const nodes = linesOf(ideas).map(({ key: id, text, parent }) => ({ id, text, parent }));
      let n = 0;
      const pasted = pastedIdeas(outlineText(nodes), null, 120, () => `p${(n += 1)}`);
      expect(linesOf(pasted).map(({ text, level }) => [text, level])).toEqual(
        linesOf(ideas).map(({ text, level }) => [text, level]),
      );
    }),
  );
  let n = 0;
  const pasted = pastedIdeas(
    "- hands\n\t* gloves\n\t\t1. garden\n- feet\n\n",
    "root",
    120,
    () => `p${(n += 1)}`,
  );
  expect(pasted.map(({ text, parent }) => [text, parent])).toEqual([
    ["hands", "root"],
    ["gloves", "p1"],
    ["garden", "p2"],
    ["feet", "root"],
  ]);
});

test("the same words, however written, are one idea: refused in one tree, named where they stand in another", () => {
  const ideas = withIdea([], { key: "a", text: "Street Party", parent: null });
  expect(wordsProblem(ideas, " street-party ")).toContain("“Street Party”");
  expect(wordsProblem(ideas, "street party", "a")).toBeNull();
  expect(wordsProblem(ideas, "x".repeat(121))).toContain("121");
  const value = treeValue({ id: treeId, title: "Neighbors", ideas, ringed: [], entry: "" });
  expect(readTree({ nonsense: true }, config)).toBeNull();
  const found = elsewhere([{ id: "x", title: "", at: "", value }], config);
  expect([...found.values()]).toEqual([["Neighbors"]]);
});
