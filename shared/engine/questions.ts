import type * as z from "zod/mini";
import type { InputType, StemBlock } from "../content/block.ts";
import { madeOnce } from "./placed.ts";
import type { checkboxConfig, selectConfig, sliderConfig, textareaConfig } from "./questionConfigs.ts";

interface Question {
  /** What is wrong with the value, in words for the learner; null when nothing is. */
  problem(value: unknown): string | null;
}

type Config = Readonly<Record<string, unknown>>;
type Textarea = z.infer<typeof textareaConfig>;

/*
 * How the config of a placement is read, what is left out filled in. A release was checked as it was built, by the
 * schemas of `questionConfigs.ts`; the browser's first chunk has none.
 */
export const textareaOf = (config: Config = {}): Textarea =>
  ({ maxLength: 2000, long: false, ...config }) as Textarea;
export const sliderOf = (config: Config = {}) => ({ step: 1, ...config }) as z.infer<typeof sliderConfig>;
export const checkboxOf = (config: Config = {}) => config as z.infer<typeof checkboxConfig>;
export const selectOf = (config: Config = {}) => config as z.infer<typeof selectConfig>;

const questions: Record<InputType, (config?: Config) => Question> = {
  textarea: madeOnce((raw) => {
    const config = textareaOf(raw);
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
    const { min, max, step } = sliderOf(raw);
    return {
      problem(value) {
        if (typeof value !== "number" || !Number.isFinite(value)) return "An answer here is a number";
        if (value < min || value > max) return `Choose a number from ${min} to ${max}`;
        const steps = (value - min) / step;
        return Math.abs(steps - Math.round(steps)) > 1e-9 ? `Choose a step of ${step}` : null;
      },
    };
  }),
  checkbox: () => ({
    problem: (value) => (typeof value === "boolean" ? null : "An answer here is yes or no"),
  }),
  select: madeOnce((raw) => {
    const { options } = selectOf(raw);
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
