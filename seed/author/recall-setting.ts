import * as z from "zod/mini";
import { recallUses, reveals, transformStep, type Connection } from "../../shared/content/block.ts";

/** A recall as it is written (FORMAT.md, Recalls). */
const recallSetting = z.strictObject({
  from: z.union([z.string(), z.array(z.string()).check(z.minLength(1))]),
  object: z.string(),
  label: z.string().check(z.minLength(1)),
  transform: z._default(z.array(transformStep), []),
  reveal: z._default(z.enum(reveals), "shown"),
  use: z._default(z.enum(recallUses), "show"),
  outside: z.optional(z.literal(true)),
  as: z.optional(z.string().check(z.regex(/^[a-z][a-z0-9_]*$/))),
  empty: z.optional(z.string().check(z.minLength(1))),
});
export const recallSettings = z.array(recallSetting);
type RecallSetting = z.infer<typeof recallSetting>;

const sourcesOf = ({ from }: RecallSetting): readonly string[] => (typeof from === "string" ? [from] : from);

/** The same as the release has it (decision 8). */
export function connectionOf(setting: RecallSetting): Connection {
  const { object, label, transform, reveal, use, outside, as, empty } = setting;
  return {
    dataObject: object,
    label,
    from: [...sourcesOf(setting)],
    transform,
    reveal,
    use,
    ...(outside === undefined ? {} : { outside }),
    ...(as === undefined ? {} : { as }),
    ...(empty === undefined ? {} : { empty }),
  };
}
