import * as z from "zod/mini";
import { skillCategories, stemBlock, toolNames } from "./block.ts";

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

export const toolInfo = z.strictObject({
  id: z.int(),
  name: z.enum(toolNames),
  label: z.string(),
  description: z.string(),
  instructions: z.string(),
  icon: z.string(),
  /** Derived from the first placement (decision 16); null while the workbook has none. */
  unlocksAt: z.nullable(z.string()),
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
});
export type Release = z.infer<typeof release>;
