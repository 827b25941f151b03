import { assessmentsIn, competencyResults } from "../../../shared/engine/competencies.ts";
import { isAssessmentOpen } from "../../../shared/engine/assessmentOpen.ts";
import type { Moment } from "../../../shared/engine/days.ts";
import type { Learner } from "../learner.ts";

/**
 * `GET /api/competencies/results` (SPEC LR4). The levels come in their order, so only to who has chosen among them
 * without it (decision 17).
 */
export function competenciesBody(learner: Learner, now: Moment) {
  const { competencies } = learner.stem.release;
  const results = competencyResults(competencies, assessmentsIn(learner.rows()), now);
  const hasChosen = results.overall !== null;
  return {
    unlocked: isAssessmentOpen(learner.state),
    competencies: competencies.map(({ id, name, category, definition, modules, levels }) => ({
      id,
      name,
      category,
      definition,
      modules,
      ...(hasChosen ? { levels: levels.map(({ text, jobContext }) => ({ text, jobContext })) } : {}),
    })),
    ...results,
  };
}
