import * as z from "zod/mini";
import type { Recall } from "../../../shared/content/block.ts";
import { rowId } from "../../../shared/tools/fields.ts";
import { agreeing, answer, orderSoFar, rank, type Pair } from "../../../shared/tools/ranking_grid/compare.ts";
import { longestName } from "../../../shared/tools/list_builder/lists.ts";
import {
  rankingGrid,
  type RankingConfig,
  type RankingValue,
} from "../../../shared/tools/ranking_grid/tool.ts";
import { answerIn } from "../card/draft.ts";
import type { Problem } from "../card/problems.ts";
import { counted } from "../card/words.ts";

export interface Item {
  readonly id: string;
  readonly text: string;
  /** The label of the recall that brought it; "" for what was added here. */
  readonly from: string;
}

export interface RankDraft {
  /** Items added here, because earlier answers brought too few. */
  readonly added: readonly { readonly id: string; readonly text: string }[];
  /** What is ranked, in the order in which it is placed. */
  readonly chosen: readonly string[];
  /** Whether the learner has settled what is ranked. */
  readonly settled: boolean;
  readonly pairs: readonly Pair[];
  /** The order last made by hand; null before that. */
  readonly order: readonly string[] | null;
  readonly way: "pairs" | "hand";
  /** What the learner calls the ranking, where it has a name of its own. */
  readonly name?: string;
}

const ids = z.array(z.string());
const draftShape = z.object({
  added: z.array(z.object({ id: rowId, text: z.string() })),
  chosen: ids,
  settled: z.boolean(),
  pairs: z.array(z.tuple([z.string(), z.string()])),
  order: z.nullable(ids),
  way: z.enum(["pairs", "hand"]),
  name: z.optional(z.string()),
});

/** What earlier answers bring to be ranked, each id once, without empty texts. */
export function recalled(recalls: readonly Recall[]): Item[] {
  const byId = new Map<string, Item>();
  for (const { use, rows, label } of recalls) {
    if (use !== "item") continue;
    for (const { id, text } of rows) {
      const isRow = rowId.safeParse(id).success && text.trim() !== "";
      if (isRow && !byId.has(id)) byId.set(id, { id, text: text.trim(), from: label });
    }
  }
  return [...byId.values()];
}

/** Everything that can be ranked: what came back, then what was added here. */
export const poolOf = (brought: readonly Item[], draft: RankDraft): Item[] => [
  ...brought,
  ...draft.added
    .filter((one) => !brought.some((item) => item.id === one.id))
    .map((one) => ({ ...one, from: "" })),
];

/**
 * The draft, else the answer that stands (put in order by hand, for its comparisons are not kept), else a fresh
 * start. Items that came since stand at the end; those that are gone from earlier answers are left out of a
 * draft, and kept in an answer until the learner changes it.
 */
export function restoreRanking(
  draft: unknown,
  value: unknown,
  config: RankingConfig,
  brought: readonly Item[],
): RankDraft {
  const kept = draftShape.safeParse(draft);
  const fits = (count: number) => count <= config.max;
  if (kept.success) {
    const pool = poolOf(brought, kept.data).map((item) => item.id);
    const still = (list: readonly string[]) => list.filter((id) => pool.includes(id));
    const whole = (list: readonly string[]) =>
      fits(pool.length) ? [...new Set([...still(list), ...pool])] : still(list);
    const { order, name, ...rest } = kept.data;
    const named = name === undefined ? {} : { name };
    return {
      ...rest,
      ...named,
      chosen: whole(kept.data.chosen),
      order: order === null ? null : whole(order),
    };
  }
  const answered = answerIn(rankingGrid.value({ ...config, max: Infinity }, "open"), draft, value);
  if (answered.success && answered.data.rows.length > 0) {
    const rows = answered.data.rows.map((row) => ({
      id: row.id,
      text: typeof row.text === "string" ? row.text : "",
    }));
    const fresh = brought.filter((item) => !rows.some((row) => row.id === item.id)).map((item) => item.id);
    const before = rows.map((row) => row.id);
    const order = fits(before.length + fresh.length) ? [...before, ...fresh] : before;
    const { name } = answered.data;
    const named = typeof name === "string" ? { name } : {};
    return { added: rows, chosen: order, settled: true, pairs: [], order, way: "hand", ...named };
  }
  const all = brought.map((item) => item.id);
  const isReady = all.length >= config.min && fits(all.length);
  return {
    added: [],
    chosen: fits(all.length) ? all : [],
    settled: isReady,
    pairs: [],
    order: null,
    way: "pairs",
  };
}

export type Stage = "gather" | "pairs" | "order" | "done";

export function stageOf(draft: RankDraft): Stage {
  if (!draft.settled) return "gather";
  if (draft.way === "hand") return "order";
  return rank(draft.chosen, draft.pairs).next === null ? "done" : "pairs";
}

/** The order as it stands now. */
export function currentOrder({ way, order, chosen, pairs }: RankDraft): readonly string[] {
  if (way === "hand" && order !== null) return order;
  return orderSoFar(chosen, pairs, order?.filter((id) => chosen.includes(id)) ?? chosen);
}

export const choose = (draft: RankDraft, better: string, worse: string): RankDraft => ({
  ...draft,
  pairs: answer(draft.pairs, better, worse),
});

export const takeBack = (draft: RankDraft): RankDraft => ({ ...draft, pairs: draft.pairs.slice(0, -1) });

export const byHand = (draft: RankDraft): RankDraft => ({
  ...draft,
  order: currentOrder(draft),
  way: "hand",
});

/** Back to comparing: only comparisons that the order made by hand contradicts are asked again. */
export const byPairs = (draft: RankDraft): RankDraft => ({
  ...draft,
  pairs: draft.order === null ? draft.pairs : agreeing(draft.pairs, draft.order),
  way: "pairs",
});

/** In or out of what is ranked; the order of the pool is the order of placing. */
export function toggledItem(draft: RankDraft, id: string, pool: readonly Item[]): RankDraft {
  const has = draft.chosen.includes(id);
  const chosen = has ? draft.chosen.filter((one) => one !== id) : [...draft.chosen, id];
  const place = new Map(pool.map((item, i) => [item.id, i]));
  return { ...draft, chosen: chosen.toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0)) };
}

export function withItem(draft: RankDraft, id: string, text: string): RankDraft {
  if (draft.added.some((one) => one.id === id)) return draft;
  return { ...draft, added: [...draft.added, { id, text: text.trim() }], chosen: [...draft.chosen, id] };
}

export const withoutItem = (draft: RankDraft, id: string): RankDraft => ({
  ...draft,
  added: draft.added.filter((one) => one.id !== id),
  chosen: draft.chosen.filter((one) => one !== id),
});

export function rankingValue(draft: RankDraft, pool: readonly Item[]): RankingValue {
  const texts = new Map(pool.map((item) => [item.id, item.text]));
  const name = (draft.name ?? "").trim();
  return {
    rows: currentOrder(draft).map((id) => ({ id, text: texts.get(id) ?? "" })),
    ...(name === "" ? {} : { name }),
  };
}

export function rankProblems(draft: RankDraft, config: RankingConfig): Problem[] {
  const { length } = (draft.name ?? "").trim();
  if (length > longestName) {
    return [{ at: "name", words: `This is ${length} characters long; ${longestName} fit here.` }];
  }
  const stage = stageOf(draft);
  const count = draft.chosen.length;
  if (stage === "gather") {
    if (count < config.min) return [{ at: "gather", words: `Choose ${config.min} or more to put in order.` }];
    if (count > config.max)
      return [{ at: "gather", words: `At most ${config.max} can be put in order here.` }];
    return [{ at: "begin", words: "One more step: compare them two at a time." }];
  }
  if (stage !== "pairs") return [];
  const { left } = rank(draft.chosen, draft.pairs);
  return [{ at: "pair", words: `${counted(left, "comparison")} left. Or put the list in order yourself.` }];
}

export function rankLeft(draft: RankDraft, config: RankingConfig): string {
  const stage = stageOf(draft);
  if (stage === "gather") {
    return draft.chosen.length < config.min
      ? `${config.min} or more`
      : `${draft.chosen.length} of ${config.max} at most`;
  }
  if (stage === "pairs") return `${counted(rank(draft.chosen, draft.pairs).left, "comparison")} left`;
  return stage === "order" ? "Your own order" : "In order";
}
