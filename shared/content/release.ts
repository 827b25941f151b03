import * as z from "zod/mini";
import { skillCategories, stemBlock, toolNames } from "./block.ts";
import { credits } from "./credits.ts";

export const outlineEntry = z.strictObject({
  /** "1", "1.1" or "1.1.1". */
  id: z.string(),
  level: z.enum(["part", "module", "exercise"]),
  title: z.string(),
  purpose: z.string(),
  minutes: z.int(),
  position: z.int(),
});
export type OutlineEntry = z.infer<typeof outlineEntry>;

/** When a tool's card comes in the Daily Dos, and what it says (spec 4.4). */
export const reminder = z.strictObject({
  frequency: z.enum(["daily", "weekly", "monthly"]),
  prompt: z.string(),
});

export const toolInfo = z.strictObject({
  id: z.int(),
  name: z.enum(toolNames),
  label: z.string(),
  description: z.string(),
  instructions: z.string(),
  icon: z.string(),
  /** Derived from the first placement (decision 16); null while the workbook has none. */
  unlocksAt: z.nullable(z.string()),
  reminder: z.optional(reminder),
});
export type ToolInfo = z.infer<typeof toolInfo>;

export const skill = z.strictObject({
  id: z.string(),
  name: z.string(),
  category: z.enum(skillCategories),
  group: z.string(),
  aliases: z.array(z.string()),
});
export type Skill = z.infer<typeof skill>;

export const typeLines = ["brings", "energized", "settings", "watch", "question"] as const;
export const personalityType = z.strictObject({
  code: z.string(),
  name: z.string(),
  lines: z.strictObject({
    brings: z.string(),
    energized: z.string(),
    settings: z.string(),
    watch: z.string(),
    question: z.string(),
  }),
});
export type PersonalityType = z.infer<typeof personalityType>;

/** Spec 4.7, decision 13. */
export const practice = z.strictObject({
  /** The row of `ongoing_practices`; permanent, as the key is. */
  id: z.int(),
  key: z.string(),
  name: z.string(),
  frequency: z.enum(["daily", "weekly", "monthly", "yearly"]),
  purpose: z.string(),
  /** The exercise that starts it. */
  establishedIn: z.string(),
  /** Where its newest use is read: `log`, `tool:<name>`, `table:<table>.<column>`; the newest counts (decision 25). */
  lastUse: z.array(z.string()),
});
export type Practice = z.infer<typeof practice>;

/** Spec 5.2 and 5.3: the levels stand in order, the first being level 1. */
export const competency = z.strictObject({
  /** A slug (decision 16). */
  id: z.string(),
  name: z.string(),
  category: z.enum(["delivery", "interpersonal", "strategic"]),
  definition: z.string(),
  /** The modules in which it shows (spec 5.2). */
  modules: z.array(z.string()),
  /** `value` is what an answer says; it does not tell how high the level is (decision 17). */
  levels: z
    .array(z.strictObject({ value: z.string(), text: z.string(), jobContext: z.string() }))
    .check(z.length(5)),
});
export type Competency = z.infer<typeof competency>;

/**
 * One immutable compiled version of the workbook (decision 28). `complete` is false while parts are still to
 * be written: the end of such a release is not the end of the workbook.
 */
export const release = z.strictObject({
  version: z.int(),
  complete: z.boolean(),
  stem: z.array(stemBlock),
  /** Keys that earlier releases had: the answers stay (decision 28). */
  retired: z.array(stemBlock),
  outline: z.array(outlineEntry),
  tools: z.array(toolInfo),
  skills: z.array(skill),
  types: z.array(personalityType),
  practices: z.array(practice),
  competencies: z.array(competency),
  credits,
});
export type Release = z.infer<typeof release>;
