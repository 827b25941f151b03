import type { Competency } from "../content/release.ts";
import { addYears, dayIn, type Moment } from "./days.ts";
import type { Row } from "./project/rows.ts";

/** One assessment, whole or begun (decision 12). */
export interface Assessment {
  readonly id: string;
  /** Null while a competency has no score. */
  readonly completedAt: string | null;
  /** Level from 1 to 5 and when it was chosen, by competency. */
  readonly scores: ReadonlyMap<string, { readonly score: number; readonly assessedAt: string }>;
}

/** The learner's assessments, from the rows of their tables. */
export function assessmentsIn(tables: ReadonlyMap<string, readonly Row[]>): Assessment[] {
  return (tables.get("user_assessments") ?? []).map((row) => ({
    id: String(row["id"]),
    completedAt: typeof row["completed_at"] === "string" ? row["completed_at"] : null,
    scores: new Map(
      (tables.get("user_competency_scores") ?? [])
        .filter((score) => score["assessment_id"] === row["id"])
        .map((score) => [
          String(score["competency_id"]),
          { score: Number(score["score"]), assessedAt: String(score["assessed_at"]) },
        ]),
    ),
  }));
}

const categories = ["delivery", "interpersonal", "strategic"] as const;
type Category = (typeof categories)[number];

type Score = { readonly competencyId: string; readonly score: number };
export type Reading = "strength" | "growth" | "steady";

export interface CompetencyResults {
  readonly categoryAverages: Readonly<Record<Category, number>> | null;
  readonly overall: number | null;
  readonly strengths: readonly Score[];
  readonly improvements: readonly Score[];
  readonly reading: Readonly<Record<string, Reading>>;
  /** Every competency reads alike: nothing stands out, and the screen says so. */
  readonly even: boolean;
  /** The average to one decimal, its rounded level, and what that level means in work, by competency. */
  readonly jobContext: {
    readonly average: number;
    readonly level: number;
    readonly texts: Readonly<Record<string, string>>;
  } | null;
  /** Complete assessments, the newest first. */
  readonly history: readonly {
    readonly assessmentId: string;
    readonly completedAt: string;
    readonly overall: number;
    readonly categoryAverages: Readonly<Record<Category, number>>;
    readonly scores: Readonly<Record<string, number>>;
  }[];
  readonly reassessmentDue: boolean;
}

const average = (scores: readonly Score[]): number =>
  scores.length === 0 ? 0 : scores.reduce((sum, one) => sum + one.score, 0) / scores.length;

function averagesOf(competencies: readonly Competency[], scores: readonly Score[]) {
  const categoryOf = new Map(competencies.map((one) => [one.id, one.category]));
  const of = (category: Category) =>
    average(scores.filter((one) => categoryOf.get(one.competencyId) === category));
  return { delivery: of("delivery"), interpersonal: of("interpersonal"), strategic: of("strategic") };
}

/**
 * What the latest complete assessment says (spec 3.17 and 13, decision 26). `strengths` and `improvements` are
 * exactly the spec's, whose thresholds may put one competency into both: `reading` then calls it steady. Everything
 * is null or empty until an assessment is complete. Pure.
 */
export function competencyResults(
  competencies: readonly Competency[],
  assessments: readonly Assessment[],
  now: Moment,
): CompetencyResults {
  const complete = assessments
    .flatMap((one) => (one.completedAt === null ? [] : [{ ...one, completedAt: one.completedAt }]))
    .toSorted((a, b) => (a.completedAt < b.completedAt ? 1 : -1));
  const history = complete.map((one) => {
    const scores = scoresOf(competencies, one);
    return {
      assessmentId: one.id,
      completedAt: one.completedAt,
      overall: average(scores),
      categoryAverages: averagesOf(competencies, scores),
      scores: Object.fromEntries(scores.map(({ competencyId, score }) => [competencyId, score])),
    };
  });
  const [latest] = complete;
  if (latest === undefined) {
    const none = { categoryAverages: null, overall: null, strengths: [], improvements: [], jobContext: null };
    return { ...none, reading: {}, even: false, history, reassessmentDue: false };
  }
  const scores = scoresOf(competencies, latest);
  const overall = average(scores);
  const strengthThreshold = Math.floor(overall + 0.3);
  const improvementThreshold = Math.floor(overall - 0.3);
  const strengths = scores.filter((one) => one.score >= strengthThreshold);
  const improvements = scores.filter((one) => one.score <= improvementThreshold);
  const readings = scores.map((one) => [one.competencyId, readingOf(one, strengths, improvements)] as const);
  const rounded = Math.round(overall * 10) / 10;
  const level = Math.round(rounded);
  const texts = competencies.map((one) => [one.id, one.levels[level - 1]?.jobContext ?? ""]);
  const oldest = [...latest.scores.values()].map((one) => one.assessedAt).toSorted()[0] ?? latest.completedAt;
  return {
    categoryAverages: averagesOf(competencies, scores),
    overall,
    strengths,
    improvements,
    reading: Object.fromEntries(readings),
    even: new Set(readings.map(([, reading]) => reading)).size === 1,
    jobContext: { average: rounded, level, texts: Object.fromEntries(texts) as Record<string, string> },
    history,
    reassessmentDue: dayIn(now.zone, Date.parse(oldest)) < addYears(dayIn(now.zone, now.ms), -1),
  };
}

/** In the workbook's order. */
const scoresOf = (competencies: readonly Competency[], { scores }: Assessment): Score[] =>
  competencies.flatMap(({ id }) => {
    const one = scores.get(id);
    return one === undefined ? [] : [{ competencyId: id, score: one.score }];
  });

function readingOf(one: Score, strengths: readonly Score[], improvements: readonly Score[]): Reading {
  const isStrength = strengths.includes(one);
  const isGrowth = improvements.includes(one);
  if (isStrength === isGrowth) return "steady";
  return isStrength ? "strength" : "growth";
}
