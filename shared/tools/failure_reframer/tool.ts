import * as z from "zod/mini";
import type { ToolDefinition } from "../definition.ts";
import { rowId, shown, textField } from "../fields.ts";

export const reframerConfig = z.strictObject({ goal: z.optional(z.string()) });
type ReframerConfig = z.infer<typeof reframerConfig>;

/** The columns of `user_failure_reframes` in the order of asking: what comes next before how it reads now (content plan 1f). */
export const reframeFields = [
  "situation",
  "initial_feelings",
  "what_learned",
  "what_would_change",
  "silver_lining",
  "next_step",
  "reframed_statement",
] as const;
export type ReframeField = (typeof reframeFields)[number];

/** All seven are sealed columns (decision 6); `""` is not said. */
export interface ReframeValue extends Record<ReframeField, unknown> {
  id: string;
}

/** The longest any of the seven may be, in UTF-16 units; counted before sealing. */
export const longestReframe = 2000;

const said = (value: unknown): boolean => typeof value === "object" || shown(value) !== "";

export const failureReframer: ToolDefinition<ReframerConfig, ReframeValue> = {
  name: "failure_reframer",
  config: reframerConfig,
  standalone: { config: {}, private: true },
  value(_config, sealing) {
    const parts = Object.fromEntries(
      reframeFields.map((name) => [
        name,
        textField(longestReframe, sealing, { table: "user_failure_reframes", column: name }),
      ]),
    );
    return z.strictObject({ id: rowId, ...parts }) as unknown as z.ZodMiniType<ReframeValue>;
  },
  check(value) {
    if (!said(value.situation))
      return { code: "invalid", path: "value.situation", message: "Write a line about what happened" };
    if (!reframeFields.some((name) => name !== "situation" && said(value[name])))
      return {
        code: "invalid",
        path: "value.next_step",
        message: "Write one more part, such as a next step",
      };
    return null;
  },
  rows(value) {
    const parts = Object.fromEntries(reframeFields.map((name) => [name, value[name]]));
    return [{ id: value.id, ...parts, text: shown(value.reframed_statement) || shown(value.situation) }];
  },
  writes(value) {
    const fields = Object.fromEntries(
      reframeFields.map((name) => [name, value[name] === "" ? null : value[name]]),
    );
    return [{ table: "user_failure_reframes", id: value.id, creates: true, fields }];
  },
  newSkills: () => [],
};
