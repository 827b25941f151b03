import type { SaveTarget } from "../../shared/content/block.ts";
import type { Competency } from "../../shared/content/release.ts";

interface Assessed {
  readonly config: Readonly<Record<string, unknown>>;
  readonly save: SaveTarget;
}

/**
 * A select with `competency: <slug>` as a learner meets it (decisions 12 and 17): its levels are the options,
 * and the one that is chosen is a score of the thread's assessment. Null for a competency that there is not.
 */
export function assessed(competencies: readonly Competency[], slug: string): Assessed | null {
  const competency = competencies.find((one) => one.id === slug);
  if (competency === undefined) return null;
  const { id, name, category, levels } = competency;
  const options = levels.map(({ value, text }, i) => ({ value, text, level: i + 1 }));
  return {
    config: { competency: { id, name, category }, options },
    save: { table: "user_competency_scores", column: "score", row: { slot: id } },
  };
}
