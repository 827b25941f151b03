import type { Credits } from "../../shared/content/credits.ts";
import type { Workbook } from "../author/workbook.ts";
import { numberWorks } from "./citations.ts";

/** The works with their numbers and where each is used, and the lines that licenses ask for. */
export function creditsOf(workbook: Workbook): Credits {
  const numbers = numberWorks(workbook);
  const { exercises, reference } = workbook;
  return {
    works: reference.works.map(({ slug, author_surname, full, short, category, concepts, application }) => ({
      n: numbers.get(slug) ?? 0,
      slug,
      surname: author_surname,
      full,
      short,
      category,
      concepts,
      application,
      uses: exercises.flatMap(({ id, sources }) =>
        sources.filter((one) => one.slug === slug).map(({ usage }) => ({ exercise: id, usage })),
      ),
    })),
    attributions: reference.attributions,
  };
}
