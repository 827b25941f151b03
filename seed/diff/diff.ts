import { canonicalJson } from "../../shared/ids/uuid5.ts";
import type { StemBlock, TextNode } from "../../shared/content/block.ts";
import type { Release } from "../../shared/content/release.ts";

/** What becomes of a block from one release to another. */
export type How = "added" | "retired" | "moved" | "reworded" | "reset";
export interface Change {
  readonly how: How;
  readonly block: StemBlock;
}

/** Numbers of citations move with every new source: what is said is which source. */
function bySource(block: StemBlock): { text: string; nodes: unknown } {
  const slugs = new Map((block.citations ?? []).map(({ n, slug }) => [n, slug]));
  const said = (nodes: readonly TextNode[]): unknown[] =>
    nodes.map((node) => {
      if (typeof node === "string") return node;
      if ("cite" in node) return { cite: slugs.get(node.cite) };
      if ("b" in node) return { b: said(node.b) };
      if ("i" in node) return { i: said(node.i) };
      return "a" in node ? { a: node.a, c: said(node.c) } : node;
    });
  return {
    text: block.text.replace(/\[(\d+)\]/g, (_, n: string) => `[@${slugs.get(Number(n)) ?? n}]`),
    nodes: block.nodes.map(said),
  };
}

const wording = (block: StemBlock): string =>
  canonicalJson({
    ...bySource(block),
    lang: block.lang,
    labels: block.config?.["label"],
    kind: block.contentType,
  });

/** How a block behaves: what is not its words and not its place. */
function behavior(block: StemBlock): string {
  const { config, connections, required, save, beat } = block;
  return canonicalJson({ config, connections, required, private: block.private, save, beat });
}

/** Of keys in a new order those that stay where they are, as many as can: the longest run that still ascends. */
function staying(places: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const before: number[] = [];
  for (const [i, place] of places.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[ends[middle] ?? 0] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before[i] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = i;
  }
  const stay = new Set<number>();
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i] ?? -1) stay.add(i);
  return stay;
}

/**
 * Every block that changes from `old` to `next`, in the order of the new release, what is gone at its old place's
 * end. A block that is reworded and moved stands twice.
 */
export function changesBetween(old: Release, next: Release): Change[] {
  const was = new Map(old.stem.map((block, i) => [block.id, { block, place: i }]));
  const now = new Set(next.stem.map((block) => block.id));
  const common = next.stem.filter((block) => was.has(block.id));
  const stay = staying(common.map((block) => was.get(block.id)?.place ?? 0));
  const moved = new Set(common.filter((_, i) => !stay.has(i)).map((block) => block.id));
  const changed = next.stem.flatMap((block): Change[] => {
    const before = was.get(block.id)?.block;
    if (before === undefined) return [{ how: "added", block }];
    const how: How[] = [
      ...(moved.has(block.id) ? (["moved"] as const) : []),
      ...(wording(before) === wording(block) ? [] : (["reworded"] as const)),
      ...(behavior(before) === behavior(block) ? [] : (["reset"] as const)),
    ];
    return how.map((one) => ({ how: one, block }));
  });
  const gone = old.stem.filter((block) => !now.has(block.id));
  return [...changed, ...gone.map((block): Change => ({ how: "retired", block }))];
}
