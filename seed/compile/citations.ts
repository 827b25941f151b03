import type { Citation } from "../../shared/content/block.ts";
import { citedIn } from "../author/marks.ts";
import type { Placed, Workbook } from "../author/workbook.ts";

/**
 * Citation numbers by first appearance in the order of the stem (decision 39); works that no text cites follow
 * in the order of references.yaml, for each has a number on the credits page.
 */
export function numberWorks({ blocks, reference }: Workbook): ReadonlyMap<string, number> {
  const slugs = new Set([...blocks.flatMap(citedIn), ...reference.works.map((work) => work.slug)]);
  return new Map([...slugs].map((slug, i) => [slug, i + 1]));
}

/** What a block cites, in the order of its text, with the usage that the exercise's head gives. */
export function citationsOf(
  placed: Placed,
  workbook: Workbook,
  numbers: ReadonlyMap<string, number>,
): Citation[] {
  return [...new Set(citedIn(placed))].map((slug) => {
    const work = workbook.reference.works.find((one) => one.slug === slug);
    const source = placed.exercise.sources.find((one) => one.slug === slug);
    if (work === undefined || source === undefined) throw new Error(`${placed.key} cites ${slug}, unchecked`);
    const { usage } = source;
    return {
      n: numbers.get(slug) ?? 0,
      slug,
      short: work.short,
      ...(usage === "direct_quote" ? { full: work.full } : {}),
      usage,
    };
  });
}
