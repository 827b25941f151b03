import { competencies, competency_levels } from "../../party/db/schema/index.ts";
import { json, upsert } from "./sql.ts";
import type { Load } from "./seed.ts";

/** Spec 5.2 and 5.3; ids are slugs (decision 16), a level's is the slug and its number. */
export const loadCompetencies: Load = ({ workbook: { reference } }) => [
  ...upsert(
    competencies,
    reference.competencies.map(({ slug, name, definition, category, sort, relevant_modules }) => ({
      id: slug,
      name,
      definition,
      category,
      sort_order: sort,
      relevant_modules: json(relevant_modules),
    })),
  ),
  ...upsert(
    competency_levels,
    reference.competencies.flatMap(({ slug, levels }) =>
      levels.map(({ text, job_context }, i) => ({
        id: `${slug}-${i + 1}`,
        competency_id: slug,
        level: i + 1,
        description: text,
        job_context,
      })),
    ),
  ),
];
