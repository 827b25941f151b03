import * as z from "zod/mini";
import type { ToolDefinition } from "../definition.ts";
import { rowId, shown, textField } from "../fields.ts";

export const soaredConfig = z.strictObject({
  storyType: z.enum(["challenge", "reframe", "other"]),
  goal: z.optional(z.string()),
});
export type SoaredConfig = z.infer<typeof soaredConfig>;

/** The columns of `user_stories`, in the order in which a story is told (content plan 1f). */
export const soaredFields = ["situation", "obstacle", "action", "result", "evaluation", "discovery"] as const;
export type SoaredField = (typeof soaredFields)[number];

export interface SoaredValue extends Record<SoaredField, unknown> {
  id: string;
  experienceId: string | null;
  title: unknown;
}

export const soaredForm: ToolDefinition<SoaredConfig, SoaredValue> = {
  name: "soared_form",
  config: soaredConfig,
  standalone: { config: { storyType: "challenge" }, private: false },
  value(_config, sealing) {
    const text = (column: string, max = 3000) => textField(max, sealing, { table: "user_stories", column });
    return z.strictObject({
      id: rowId,
      experienceId: z.nullable(rowId),
      title: text("title", 160),
      ...Object.fromEntries(soaredFields.map((name) => [name, text(name)])),
    }) as unknown as z.ZodMiniType<SoaredValue>;
  },
  check(value) {
    const said = (one: unknown) => typeof one === "object" || shown(one) !== "";
    if (!said(value.title))
      return { code: "invalid", path: "value.title", message: "Give the story a title" };
    if (!soaredFields.some((name) => said(value[name]))) {
      return { code: "invalid", path: "value.situation", message: "Write at least one part of the story" };
    }
    return null;
  },
  rows(value) {
    const parts = Object.fromEntries(soaredFields.map((name) => [name, value[name]]));
    return [{ id: value.id, text: shown(value.title), experienceId: value.experienceId, ...parts }];
  },
  writes(value, config) {
    const texts = Object.fromEntries(
      (["title", ...soaredFields] as const).map((name) => [name, value[name] === "" ? null : value[name]]),
    );
    return [
      {
        table: "user_stories",
        id: value.id,
        creates: true,
        fields: { ...texts, story_type: config.storyType, experience_id: value.experienceId },
        ...(value.experienceId === null
          ? {}
          : { links: { experience_id: { table: "user_experiences", id: value.experienceId } } }),
      },
    ];
  },
  newSkills: () => [],
};
