import fc from "fast-check";
import { expect, test } from "vitest";
import type { Recall } from "../../../shared/content/block.ts";
import { rank } from "../../../shared/tools/ranking_grid/compare.ts";
import { rankingConfig, rankingGrid } from "../../../shared/tools/ranking_grid/tool.ts";
import {
  byHand,
  byPairs,
  choose,
  currentOrder,
  poolOf,
  rankLeft,
  rankProblems,
  rankingValue,
  recalled,
  restoreRanking,
  stageOf,
  takeBack,
  toggledItem,
  withItem,
  withoutItem,
  type Item,
  type RankDraft,
} from "./model.ts";

const config = rankingConfig.parse({ target: "user_list_items", list: "Best", top: 5, min: 3, max: 6 });
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const items = (n: number): Item[] =>
  Array.from({ length: n }, (_, i) => ({ id: id(i), text: `Item ${i}`, from: "" }));
const context = { userId: "u", skillName: () => undefined };
const fresh = (n: number) => restoreRanking(undefined, undefined, config, items(n));

type Step = (draft: RankDraft, pool: Item[]) => RankDraft;
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.boolean().map((left): Step => (draft) => {
      const { next } = rank(draft.chosen, draft.pairs);
      if (next === null || stageOf(draft) !== "pairs") return draft;
      return left ? choose(draft, next.left, next.right) : choose(draft, next.right, next.left);
    }),
  },
  fc.constant<Step>((draft) => takeBack(draft)),
  fc.constant<Step>((draft) => (draft.settled ? byHand(draft) : draft)),
  fc.constant<Step>((draft) => (draft.settled ? byPairs(draft) : draft)),
  fc.constant<Step>((draft) =>
    stageOf(draft) === "order" ? { ...draft, order: (draft.order ?? []).toReversed() } : draft,
  ),
  fc.nat(12).map(
    (n): Step =>
      (draft, pool) =>
        draft.settled || pool[n] === undefined ? draft : toggledItem(draft, pool[n].id, pool),
  ),
  fc.nat(3).map(
    (n): Step =>
      (draft) =>
        draft.settled ? draft : withItem(draft, id(100 + n), `Added ${n}`),
  ),
  fc.nat(3).map(
    (n): Step =>
      (draft) =>
        draft.settled ? draft : withoutItem(draft, id(100 + n)),
  ),
  fc.constant<Step>((draft) =>
    rankProblems(draft, config)[0]?.at === "begin" ? { ...draft, settled: true } : draft,
  ),
);
const played = fc.tuple(fc.nat(9), fc.array(step, { maxLength: 60 })).map(([n, steps]) => ({
  n,
  draft: steps.reduce((draft, one) => one(draft, poolOf(items(n), draft)), fresh(n)),
}));

test("a ranking is taken by its contract whenever the card has no objection", () => {
  fc.assert(
    fc.property(played, ({ n, draft }) => {
      if (rankProblems(draft, config).length > 0) return;
      const parsed = rankingGrid
        .value(config, "open")
        .safeParse(rankingValue(draft, poolOf(items(n), draft)));
      expect(parsed.error).toBeUndefined();
      if (parsed.success) expect(rankingGrid.check(parsed.data, config, context)).toBeNull();
    }),
  );
});

test("the order always has every chosen item once", () => {
  fc.assert(
    fc.property(played, ({ draft }) => {
      expect([...currentOrder(draft)].sort()).toEqual([...draft.chosen].sort());
    }),
  );
});

test("comes back from its draft, through JSON, at the same question", () => {
  fc.assert(
    fc.property(played, ({ n, draft }) => {
      const again = restoreRanking(JSON.parse(JSON.stringify(draft)), undefined, config, items(n));
      if (poolOf(items(n), draft).length > config.max) expect(again).toEqual(draft);
      expect(rank(again.chosen, again.pairs).placed).toEqual(rank(again.chosen, draft.pairs).placed);
      expect(stageOf(again) === "gather").toBe(!draft.settled);
    }),
  );
});

test("where it begins: too few, too many, just right", () => {
  expect([fresh(0), fresh(2), fresh(7)].map(stageOf)).toEqual(["gather", "gather", "gather"]);
  expect(stageOf(fresh(3))).toBe("pairs");
  expect(rankLeft(fresh(3), config)).toBe("3 comparisons left");
  expect(rankLeft(fresh(2), config)).toBe("3 or more");
  expect(rankProblems(fresh(3), config)[0]?.at).toBe("pair");
});

test("an answer opens in its own order, with what came since at the end", () => {
  const rows = [2, 0, 1].map((n) => ({ id: id(n), text: `Item ${n}` }));
  const draft = restoreRanking(undefined, { rows }, config, items(4));
  expect(currentOrder(draft)).toEqual([id(2), id(0), id(1), id(3)]);
  expect(stageOf(draft)).toBe("order");
  expect(stageOf(byPairs(draft))).toBe("pairs");
  expect(currentOrder(byHand(byPairs(draft)))).toHaveLength(4);
});

test("an item that went from earlier answers leaves the draft", () => {
  const draft = { ...fresh(5), pairs: [[id(0), id(1)] as const] };
  expect(restoreRanking(draft, undefined, config, items(4)).chosen).toEqual(items(4).map((one) => one.id));
});

test("what is brought back stands once, and only rows with ids", () => {
  const recall = (label: string, rows: Recall["rows"]): Recall => ({
    dataObject: "x",
    label,
    from: [],
    transform: [],
    rows,
    sealed: false,
    reveal: "shown",
    use: "item",
  });
  const rows = [
    { id: id(1), text: "One" },
    { id: "1.1.1.key", text: "A prompt" },
    { id: id(2), text: " " },
  ];
  expect(recalled([recall("A", rows), recall("B", rows)])).toEqual([{ id: id(1), text: "One", from: "A" }]);
});
