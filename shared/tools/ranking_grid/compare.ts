/** One answered comparison: the first item is wanted more than the second. */
export type Pair = readonly [better: string, worse: string];

export interface Ranking {
  /** The items that have found their place so far, best first. */
  readonly placed: readonly string[];
  /** What to ask now; null when every item has its place. */
  readonly next: { readonly left: string; readonly right: string } | null;
  /** Comparisons that are left at most. */
  readonly left: number;
}

/** Comparisons at most to put one item among `k` that stand in order: ⌈log₂(k + 1)⌉. */
const insertionCost = (k: number): number => (k <= 0 ? 0 : 32 - Math.clz32(k));

/** Comparisons at most for `n` items; never more than n·log₂n, 33 for 12 items. */
export function worstCase(n: number): number {
  let sum = 0;
  for (let k = 1; k < n; k += 1) sum += insertionCost(k);
  return sum;
}

/** The same item is asked about several times running: which side it stands on must not favor it. */
function sides(a: string, b: string): { left: string; right: string } {
  let mix = 0;
  for (const unit of a + b) mix = (mix * 31 + (unit.codePointAt(0) ?? 0)) | 0;
  return mix % 2 === 0 ? { left: a, right: b } : { left: b, right: a };
}

/** For every item those that are known to come after it, directly or by way of others. */
function followers(pairs: readonly Pair[]): (better: string, worse: string) => boolean {
  const direct = new Map<string, string[]>();
  for (const [better, worse] of pairs) direct.set(better, [...(direct.get(better) ?? []), worse]);
  const known = new Map<string, Set<string>>();
  for (const start of direct.keys()) {
    const after = new Set<string>();
    const open = [start];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      for (const worse of direct.get(one) ?? []) {
        if (!after.has(worse)) open.push(worse);
        after.add(worse);
      }
    }
    known.set(start, after);
  }
  return (better, worse) => known.get(better)?.has(worse) ?? false;
}

/**
 * Ranks `items` by binary insertion, from the comparisons made so far and what follows from them. It is computed
 * anew from the pairs each time, so that any prefix of them can be resumed, the last can be taken back, and
 * pairs stay of use when an item has come or gone in between, or was moved by hand.
 * @param items ids, each once, in the order in which they are placed
 */
export function rank(items: readonly string[], pairs: readonly Pair[]): Ranking {
  const leads = followers(pairs);
  const placed: string[] = [];
  for (const [k, item] of items.entries()) {
    const from = placed.findLastIndex((one) => leads(one, item)) + 1;
    const firstAfter = placed.findIndex((one, i) => i >= from && leads(item, one));
    const to = firstAfter === -1 ? placed.length : firstAfter;
    const middle = placed[(from + to) >> 1];
    if (from < to && middle !== undefined) {
      const rest = items.slice(k + 1).map((later, i) => {
        const before = items.slice(0, k + 1 + i);
        return insertionCost(before.filter((one) => !leads(one, later) && !leads(later, one)).length);
      });
      return {
        placed,
        next: sides(item, middle),
        left: rest.reduce((sum, n) => sum + n, insertionCost(to - from)),
      };
    }
    placed.splice(from, 0, item);
  }
  return { placed, next: null, left: 0 };
}

const key = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** The answer to a comparison, kept. An older answer about the same two gives way. */
export const answer = (pairs: readonly Pair[], better: string, worse: string): Pair[] => [
  ...pairs.filter((pair) => key(...pair) !== key(better, worse)),
  [better, worse],
];

/**
 * After the list was put in order by hand: the comparisons it agrees with. Those it contradicts are asked again
 * when the learner goes back to comparing.
 */
export function agreeing(pairs: readonly Pair[], order: readonly string[]): Pair[] {
  const place = new Map(order.map((id, i) => [id, i]));
  return pairs.filter(([better, worse]) => (place.get(better) ?? -1) < (place.get(worse) ?? Infinity));
}

/**
 * The order to begin with when ordering by hand: what has its place, then the rest.
 * @param before the order the rest had when it was last ordered by hand
 */
export function orderSoFar(items: readonly string[], pairs: readonly Pair[], before = items): string[] {
  const { placed } = rank(items, pairs);
  const has = new Set(placed);
  return [...placed, ...before.filter((id) => !has.has(id))];
}
