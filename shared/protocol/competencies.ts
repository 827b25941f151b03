import * as z from "zod/mini";

const category = z.enum(["delivery", "interpersonal", "strategic"]);
const averages = z.object({ delivery: z.number(), interpersonal: z.number(), strategic: z.number() });

const competency = z.object({
  id: z.string(),
  name: z.string(),
  category,
  definition: z.string(),
  /** The modules in which it shows (spec 5.2); the workbook may not have all of them yet. */
  modules: z.array(z.string()),
  /** The lowest first; not there before an assessment is complete. */
  levels: z.optional(z.array(z.object({ text: z.string(), jobContext: z.string() }))),
});

/** `GET /api/competencies/results` (SPEC LR4), as far as a screen reads it. */
export const competencyAnswer = z.object({
  competencies: z.array(competency),
  reading: z.record(z.string(), z.enum(["strength", "growth", "steady"])),
  even: z.boolean(),
  jobContext: z.nullable(
    z.object({ average: z.number(), level: z.int(), texts: z.record(z.string(), z.string()) }),
  ),
  history: z.array(
    z.object({
      completedAt: z.string(),
      overall: z.number(),
      categoryAverages: averages,
      /** A level from 1 to 5, by competency. */
      scores: z.record(z.string(), z.int()),
    }),
  ),
  reassessmentDue: z.boolean(),
});
export type CompetencyAnswer = z.infer<typeof competencyAnswer>;
