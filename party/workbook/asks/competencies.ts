import { assessmentsIn, competencyResults } from "../../../shared/engine/competencies.ts";
import { isAssessmentOpen } from "../../../shared/engine/assessments.ts";
import type { Moment } from "../../../shared/engine/days.ts";
import type { Learner } from "../learner.ts";

/** `GET /api/competencies/results` (SPEC LR4). */
export function competenciesBody(learner: Learner, now: Moment) {
  const { competencies } = learner.stem.release;
  return {
    unlocked: isAssessmentOpen(learner.state),
    competencies: competencies.map(({ id, name, category, definition }) => ({
      id,
      name,
      category,
      definition,
    })),
    ...competencyResults(competencies, assessmentsIn(learner.rows()), now),
  };
}
