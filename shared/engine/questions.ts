import * as z from "zod/mini";
import type { InputType, StemBlock } from "../content/block.ts";
import { madeOnce } from "./placed.ts";

/** The config of each input type (SPEC, table of input types). */
export const textareaConfig = z.strictObject({
  maxLength: z._default(z.int().check(z.minimum(1), z.maximum(8000)), 2000),
  long: z._default(z.boolean(), false),
  placeholder: z.optional(z.string()),
  rowId: z.optional(z.string()),
});
export const sliderConfig = z.strictObject({
  min: z.int(),
  max: z.int(),
  step: z._default(z.number().check(z.positive()), 1),
  labels: z.optional(z.record(z.string(), z.string())),
  rowId: z.optional(z.string()),
});
export const checkboxConfig = z.strictObject({ label: z.string(), rowId: z.optional(z.string()) });
const option = z.strictObject({ value: z.string(), text: z.string(), level: z.optional(z.int()) });
export const selectConfig = z.strictObject({
  options: z.array(option).check(z.minLength(2)),
  /**
   * The options are the levels of this competency (decision 17): each learner sees them in an order of their
   * own, and no number of theirs.
   */
  competency: z.optional(z.strictObject({ id: z.string(), name: z.string(), category: z.string() })),
  rowId: z.optional(z.string()),
});

interface Question {
  /** What is wrong with the value, in words for the learner; null when nothing is. */
  problem(value: unknown): string | null;
}

type Config = Readonly<Record<string, unknown>>;

const questions: Record<InputType, (config?: Config) => Question> = {
  textarea: madeOnce((raw) => {
    const config = textareaConfig.parse(raw);
    return {
      problem(value) {
        if (typeof value !== "string") return "An answer here is text";
        if (value.trim() === "") return "Write a few words, or skip this one";
        if (value.length > config.maxLength)
          return `At most ${config.maxLength} characters; this has ${value.length}`;
        return null;
      },
    };
  }),
  slider: madeOnce((raw) => {
    const { min, max, step } = sliderConfig.parse(raw);
    return {
      problem(value) {
        if (typeof value !== "number" || !Number.isFinite(value)) return "An answer here is a number";
        if (value < min || value > max) return `Choose a number from ${min} to ${max}`;
        const steps = (value - min) / step;
        return Math.abs(steps - Math.round(steps)) > 1e-9 ? `Choose a step of ${step}` : null;
      },
    };
  }),
  checkbox: madeOnce((raw) => {
    checkboxConfig.parse(raw);
    return { problem: (value) => (typeof value === "boolean" ? null : "An answer here is yes or no") };
  }),
  select: madeOnce((raw) => {
    const { options } = selectConfig.parse(raw);
    return {
      problem: (value) =>
        options.some((option) => option.value === value) ? null : "Choose one of the answers offered",
    };
  }),
};

export const questionOf = (inputType: InputType, config?: Config): Question => questions[inputType](config);

export function questionConfig(block: StemBlock): Question {
  if (block.inputType === undefined) throw new Error(`${block.id} is not a question`);
  return questionOf(block.inputType, block.config);
}
