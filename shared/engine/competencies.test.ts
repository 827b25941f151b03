import fc from "fast-check";
import { expect, test } from "vitest";
import { competencyResults, type Assessment } from "./competencies.ts";
import { testCompetencies } from "./testing/reference.ts";
import { runs } from "./testing/seed.ts";

const now = { ms: Date.UTC(2026, 10, 22, 12), zone: "UTC" };
const assessment = (
  scores: readonly number[],
  completedAt: string | null = "2026-11-01T10:00:00.000Z",
): Assessment => ({
  id: `of ${completedAt ?? ""}`,
  completedAt,
  scores: new Map(
    testCompetencies.map((one, i) => [
      one.id,
      { score: scores[i] ?? 3, assessedAt: completedAt ?? "2026-11-01T10:00:00.000Z" },
    ]),
  ),
});
const levels = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 15, maxLength: 15 });

test("LR4: averages and lists are exactly the spec's (3.17), and readings follow from them", () => {
  fc.assert(
    fc.property(levels, (all) => {
      const results = competencyResults(testCompetencies, [assessment(all)], now);
      // The spec's code, as it stands there.
      const scores = testCompetencies.map((one, i) => ({ competencyId: one.id, score: all[i] ?? 0 }));
      const getCategory = (id: string) => testCompetencies.find((one) => one.id === id)?.category;
      const average = (some: { score: number }[]) =>
        some.reduce((sum, one) => sum + one.score, 0) / some.length;
      const of = (category: string) =>
        average(scores.filter((s) => getCategory(s.competencyId) === category));
      const overallAvg = average(scores);
      const strengthThreshold = Math.floor(overallAvg + 0.3);
      const improvementThreshold = Math.floor(overallAvg - 0.3);
      const strengths = scores.filter((s) => s.score >= strengthThreshold);
      const improvements = scores.filter((s) => s.score <= improvementThreshold);
      expect(results).toMatchObject({
        categoryAverages: {
          delivery: of("delivery"),
          interpersonal: of("interpersonal"),
          strategic: of("strategic"),
        },
        overall: overallAvg,
        strengths,
        improvements,
      });
      for (const { competencyId, score } of scores) {
        const isStrength = score >= strengthThreshold;
        const isGrowth = score <= improvementThreshold;
        const reading = isStrength === isGrowth ? "steady" : isStrength ? "strength" : "growth";
        expect(results.reading[competencyId]).toBe(reading);
      }
      expect(results.even).toBe(new Set(Object.values(results.reading)).size === 1);
      const level = Math.round(Math.round(overallAvg * 10) / 10);
      expect(results.jobContext).toMatchObject({
        level,
        texts: { "delivery-one": `Work of level ${level}` },
      });
    }),
    runs(300),
  );
});

test("LR4: all the same is even; nothing before the first complete assessment", () => {
  expect(competencyResults(testCompetencies, [assessment(Array(15).fill(3) as number[])], now).even).toBe(
    true,
  );
  expect(competencyResults(testCompetencies, [assessment([5, 1])], now).even).toBe(false);
  for (const none of [[], [assessment([1], null)]]) {
    expect(competencyResults(testCompetencies, none, now)).toEqual({
      categoryAverages: null,
      overall: null,
      strengths: [],
      improvements: [],
      reading: {},
      even: false,
      jobContext: null,
      history: [],
      reassessmentDue: false,
    });
  }
});

test("LR4: the latest complete one counts, the others are history; due after a year of the learner's days", () => {
  const all = [
    assessment([1], "2025-11-20T10:00:00.000Z"),
    assessment([5], "2025-11-22T23:30:00.000Z"),
    assessment([2], null),
  ];
  const { history, reassessmentDue } = competencyResults(testCompetencies, all, now);
  expect(history.map((one) => one.scores["delivery-one"])).toEqual([5, 1]);
  expect(reassessmentDue).toBe(false);
  const day = 86_400_000;
  expect(competencyResults(testCompetencies, all, { ...now, ms: now.ms + day }).reassessmentDue).toBe(true);
  // In Tokyo it was made on the 23rd.
  expect(
    competencyResults(testCompetencies, all, { ms: Date.UTC(2026, 10, 23, 10), zone: "Asia/Tokyo" })
      .reassessmentDue,
  ).toBe(false);
});
