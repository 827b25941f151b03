import type { LearnerState } from "./state.ts";

/** The exercise that opens the assessment outside the thread (`protocol.md`, frame `tool`). */
const openedBy = "2.5.1";

/** Apart from what an assessment is: the menu asks it before the first answer. */
export const isAssessmentOpen = (state: Pick<LearnerState, "completedExercises">): boolean =>
  state.completedExercises.has(openedBy);
