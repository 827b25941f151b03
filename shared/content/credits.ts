import * as z from "zod/mini";
import { usages } from "./usage.ts";

/** The spec's categories (6.1), in its order, which is that of the credits page. */
export const workCategories = [
  "Career Development & Life Design",
  "Personality & Career Fit",
  "Psychology, Performance & Mindset",
  "Communication & Storytelling",
  "Networking & Social Theory",
  "Skills Assessment & Classification",
  "Organizational Frameworks",
  "Online Resources",
] as const;

/** A work the workbook rests on, and where (spec 6.1 and 6.2). */
export const work = z.strictObject({
  /** The citation number of this release. */
  n: z.int(),
  slug: z.string(),
  surname: z.string(),
  /** Chicago, with Markdown emphasis for titles. */
  full: z.string(),
  short: z.string(),
  category: z.enum(workCategories),
  concepts: z.array(z.string()),
  /** What it is used for here, in one sentence. */
  application: z.string(),
  uses: z.array(z.strictObject({ exercise: z.string(), usage: z.enum(usages) })),
});
export type Work = z.infer<typeof work>;

/** A line that the license of something we use asks us to show. */
export const attribution = z.strictObject({
  name: z.string(),
  text: z.string(),
  url: z.optional(z.string().check(z.regex(/^https:\/\//))),
});

export const credits = z.strictObject({ works: z.array(work), attributions: z.array(attribution) });
export type Credits = z.infer<typeof credits>;

/** The works of a category as the credits page has them: by surname, then by title. */
export const inCategory = (works: readonly Work[], category: Work["category"]): Work[] =>
  works
    .filter((one) => one.category === category)
    .sort((a, b) => a.surname.localeCompare(b.surname, "en") || a.full.localeCompare(b.full, "en"));
