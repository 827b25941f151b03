import * as z from "zod/mini";
import {
  contentTypes,
  inputTypes,
  toolNames,
  type ContentType,
  type InputType,
  type ToolName,
} from "../../shared/content/block.ts";
import { checkboxConfig, sliderConfig, textareaConfig } from "../../shared/engine/questionConfigs.ts";
import { listConfig } from "../../shared/tools/list_builder/tool.ts";
import { allTools } from "../../shared/tools/all.ts";

export type Kind = ContentType | InputType | ToolName;
/** `stem.block_type`. */
export type Family = "content" | "prompt" | "tool";

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T =>
  (names as readonly string[]).includes(name);

export const isContent = (kind: string): kind is ContentType => isOneOf(contentTypes, kind);
export const isQuestion = (kind: string): kind is InputType => isOneOf(inputTypes, kind);
export const isTool = (kind: string): kind is ToolName => isOneOf(toolNames, kind);
export const isKind = (name: string): name is Kind => isContent(name) || isQuestion(name) || isTool(name);
export const kinds: readonly Kind[] = [...contentTypes, ...inputTypes, ...toolNames];

export const familyOf = (kind: Kind): Family =>
  isContent(kind) ? "content" : isQuestion(kind) ? "prompt" : "tool";

const nothing = z.strictObject({});
const quoteConfig = z.strictObject({ by: z.string() });
/** Fewer data points than these say nothing about a person. */
export const leastPoints = 3;
const noteConfig = z.strictObject({ least: z.optional(z.int().check(z.minimum(leastPoints))) });

/** Options of the author's own, or the levels of a competency. */
export const selectSettings = z.strictObject({
  options: z.optional(z.array(z.strictObject({ value: z.string(), text: z.string() })).check(z.minLength(2))),
  competency: z.optional(z.string()),
});

/**
 * The schemas with which the app reads a block's config: an author's settings are checked by the same ones.
 * `rowId` is the learner's and comes at delivery (decision 5).
 */
const questionConfigs: Record<InputType, z.ZodMiniType> = {
  textarea: z.omit(textareaConfig, { rowId: true }),
  slider: z.omit(sliderConfig, { rowId: true }),
  checkbox: z.omit(checkboxConfig, { rowId: true }),
  select: selectSettings,
};

const listSettings = z.omit(listConfig, { rowId: true });

export function configOf(kind: Kind): z.ZodMiniType {
  if (isQuestion(kind)) return questionConfigs[kind];
  if (kind === "list_builder") return listSettings;
  if (isTool(kind)) return allTools[kind].config;
  if (kind === "note") return noteConfig;
  return kind === "quote" ? quoteConfig : nothing;
}
