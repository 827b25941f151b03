import * as z from "zod/mini";

/**
 * The config of each input type (SPEC, table of input types): every placement's is checked by these when content is
 * built. What reads it then (`questions.ts`) is in the browser's first chunk, and these are not.
 */
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
