import { citedIn } from "../author/marks.ts";
import type { Problems } from "../author/problem.ts";
import type { Placed, Workbook } from "../author/workbook.ts";

/** Citations and the head's list say the same (FORMAT.md, The head; decision 39; content plan 7e). */
export function checkCitations({ exercises, blocks, reference }: Workbook, problems: Problems): void {
  const slugs = new Set(reference.works.map((work) => work.slug));
  for (const exercise of exercises) {
    const own = blocks.filter((placed) => placed.exercise === exercise);
    const usageOf = new Map(exercise.sources.map(({ slug, usage }) => [slug, usage]));
    for (const placed of own) {
      const { at } = placed.block;
      for (const slug of citedIn(placed)) {
        const place = { file: at.file, line: lineOfCitation(placed, slug) };
        const usage = usageOf.get(slug);
        if (!slugs.has(slug))
          problems.add(place, `unknown source [@${slug}]; slugs stand in seed/reference/references.yaml`);
        else if (usage === undefined)
          problems.add(place, `[@${slug}] is not in this file's \`sources\`; add \`- ${slug} <usage>\``);
        else if (usage === "inspiration")
          problems.add(
            place,
            `[@${slug}] is listed as inspiration, which shows on the credits page only; name another usage or do not cite it`,
          );
      }
      if (
        placed.block.kind === "quote" &&
        !citedIn(placed).some((slug) => usageOf.get(slug) === "direct_quote")
      ) {
        problems.add(at, "a quote cites a source listed as `direct_quote`");
      }
    }
    const cited = new Set(own.flatMap(citedIn));
    for (const { slug, usage, line } of exercise.sources) {
      if (usage !== "inspiration" && !cited.has(slug)) {
        problems.add(
          { file: exercise.at.file, line },
          `${slug} is listed as ${usage} but cited nowhere in this file; cite it, or list it as inspiration`,
        );
      }
    }
  }
}

function lineOfCitation({ block }: Placed, slug: string): number {
  const lines = block.text.split("\n");
  return (
    block.at.textLine +
    Math.max(
      0,
      lines.findIndex((line) => line.includes(`[@${slug}]`)),
    )
  );
}
