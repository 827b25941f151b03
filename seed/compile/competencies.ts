import type { Competency } from "../../shared/content/release.ts";
import { uuid5 } from "../../shared/ids/uuid5.ts";
import type { Workbook } from "../author/workbook.ts";

/**
 * The value by which a level is chosen, in the thread and outside it: it says nothing of how high the level is
 * (decision 17), and is the same for ever.
 */
const levelValue = (slug: string, level: number): string => uuid5("level", slug, String(level));

export const competenciesOf = ({ reference }: Workbook): Competency[] =>
  reference.competencies
    .toSorted((a, b) => a.sort - b.sort)
    .map(({ slug, name, category, definition, relevant_modules, levels }) => ({
      id: slug,
      name,
      category,
      definition,
      modules: relevant_modules,
      levels: levels.map(({ text, job_context }, i) => ({
        value: levelValue(slug, i + 1),
        text,
        jobContext: job_context,
      })),
    }));
