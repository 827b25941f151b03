import * as z from "zod/mini";
import type { ToolDefinition } from "../definition.ts";
import { typeLines } from "../../content/release.ts";

export const selectorConfig = z.strictObject({
  /** The keys of the four preference sliders; low is the first letter. */
  sliders: z.strictObject({ EI: z.string(), SN: z.string(), TF: z.string(), JP: z.string() }),
  /** The ends of the four sliders: a recalled answer says the value alone. */
  scale: z._default(z.strictObject({ min: z.number(), max: z.number() }), { min: 1, max: 7 }),
  goal: z.optional(z.string()),
});
export type SelectorConfig = z.infer<typeof selectorConfig>;

export const axes = ["EI", "SN", "TF", "JP"] as const;
export type Axis = (typeof axes)[number];

/** `code` null: not sure yet, which is an answer (content plan 5). `lines`: which lines of the summary fit. */
export interface SelectorValue {
  code: string | null;
  lines: Partial<Record<(typeof typeLines)[number], "fits" | "not">>;
}

const verdict = z.optional(z.enum(["fits", "not"]));

export const mbtiSelector: ToolDefinition<SelectorConfig, SelectorValue> = {
  name: "mbti_selector",
  config: selectorConfig,
  // No sliders outside the thread, so no suggestion: the learner reads the summaries and chooses.
  standalone: {
    config: selectorConfig.parse({ sliders: { EI: "", SN: "", TF: "", JP: "" } }),
    private: false,
  },
  value() {
    return z.strictObject({
      code: z.nullable(z.string().check(z.regex(/^[EI][SN][TF][JP]$/))),
      lines: z.strictObject({
        brings: verdict,
        energized: verdict,
        settings: verdict,
        watch: verdict,
        question: verdict,
      }),
    });
  },
  check: () => null,
  rows(value) {
    return value.code === null ? [] : [{ id: value.code, text: value.code, lines: value.lines }];
  },
  writes(value, _config, place) {
    return [
      {
        table: "user_settings",
        id: place.userId,
        creates: false,
        fields: { personality_type: value.code },
      },
    ];
  },
  newSkills: () => [],
};
