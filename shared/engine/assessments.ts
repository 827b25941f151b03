import type { Competency } from "../content/release.ts";
import { uuid5 } from "../ids/uuid5.ts";
import type { Contribution, Refusal } from "../tools/definition.ts";
import type { Stem } from "./stem.ts";

/** `{scores: {<competency>: <the value of the level chosen>}}`. */
export interface AssessmentValue {
  readonly scores: Readonly<Record<string, string>>;
}

/** The level that a chosen value stands for, from 1; null where it is none of this competency's. */
export function levelOf(competency: Competency, value: unknown): number | null {
  const index = competency.levels.findIndex((level) => level.value === value);
  return index === -1 ? null : index + 1;
}

const invalid = (path: string, message: string): Refusal => ({ code: "invalid", path, message });

/** Whether this is an assessment, whole or begun (decision 12). */
export function refuseAssessment(stem: Stem, value: unknown): Refusal | null {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return invalid("value", "An assessment is an object");
  }
  const stranger = Object.keys(value).find((key) => key !== "scores");
  if (stranger !== undefined) return invalid(`value.${stranger}`, "This field is not known");
  const scores: unknown = Reflect.get(value, "scores");
  if (scores === null || typeof scores !== "object" || Array.isArray(scores)) {
    return invalid("value.scores", "The scores stand by competency");
  }
  const chosen = Object.entries(scores);
  if (chosen.length === 0) return invalid("value.scores", "Choose at least one");
  for (const [id, option] of chosen) {
    const competency = stem.release.competencies.find((one) => one.id === id);
    if (competency === undefined) return invalid(`value.scores.${id}`, "There is no such competency");
    if (levelOf(competency, option) === null) {
      return invalid(`value.scores.${id}`, "Choose one of the descriptions offered");
    }
  }
  return null;
}

/**
 * The rows of an assessment: itself, complete when every competency has a score, and its scores.
 * @param id the assessment's row: the instance's id, or the thread's own
 */
export function assessmentRows(
  stem: Stem,
  id: string,
  scores: ReadonlyMap<string, { level: number; at: string }>,
): Contribution[] {
  const assessment = { table: "user_assessments", id };
  const times = [...scores.values()].map((score) => score.at).toSorted();
  const complete = stem.release.competencies.every((one) => scores.has(one.id));
  return [
    { ...assessment, creates: true, fields: { completed_at: complete ? (times.at(-1) ?? null) : null } },
    ...[...scores].map(([competency, { level, at }]) => ({
      table: "user_competency_scores",
      id: uuid5("score", id, competency),
      creates: true,
      fields: { assessment_id: id, competency_id: competency, score: level, assessed_at: at },
      requires: [assessment],
    })),
  ];
}
