import * as z from "zod/mini";
import type { ToolDefinition } from "../definition.ts";
import { spanOfTime } from "../days.ts";
import { maxRows, rowId } from "../fields.ts";
import { flowTags, isTogether, tagNames, type FlowTag } from "./tags.ts";
import { isSeed, weekOf } from "./week.ts";

export const flowConfig = z.strictObject({
  /** What is logged: moments from memory, of which a year may be all that is known, the last week, or a day. */
  span: z._default(z.enum(["past", "week", "day"]), "day"),
  /** The questions about a moment that are asked beside energy and focus. */
  tags: z._default(z.array(z.enum(tagNames)), [...tagNames]),
  note: z._default(z.boolean(), true),
  min: z._default(z.int(), 0),
  max: z._default(z.int(), 60),
  goal: z.optional(z.string()),
});
export type FlowConfig = z.infer<typeof flowConfig>;

/** A moment: what was done, the energy it gave or took, how focused one was (content plan 1f). */
export interface FlowEntry extends Partial<Record<FlowTag, string>> {
  id: string;
  activity: string;
  /** −2 … 2. */
  energy: number;
  /** 1 … 5. */
  focus: number;
  /** YYYY-MM-DD in the learner's zone; from memory also YYYY-MM or YYYY. */
  day: string;
  note?: string;
}
export interface FlowValue {
  rows: FlowEntry[];
}

const day = z.iso.date();

function entry(config: FlowConfig) {
  const tags = Object.fromEntries(
    config.tags.map((name) => {
      const values = flowTags[name].map((one) => one.value);
      return [name, z.optional(z.enum(values as [string, ...string[]]))];
    }),
  );
  return z.strictObject({
    id: rowId,
    activity: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
    energy: z.int().check(z.minimum(-2), z.maximum(2)),
    focus: z.int().check(z.minimum(1), z.maximum(5)),
    day: config.span === "past" ? z.union([day, spanOfTime]) : day,
    ...(config.note ? { note: z.optional(z.string().check(z.maxLength(600))) } : {}),
    ...tags,
  });
}

const words = (name: FlowTag, value: string): string =>
  flowTags[name].find((one) => one.value === value)?.text ?? "";

export const flowTracker: ToolDefinition<FlowConfig, FlowValue> = {
  name: "flow_tracker",
  config: flowConfig,
  standalone: { config: flowConfig.parse({ min: 1 }), private: false },
  value(config) {
    return z.strictObject({
      rows: z.array(entry(config)).check(z.maxLength(Math.min(config.max, maxRows))),
    }) as unknown as z.ZodMiniType<FlowValue>;
  },
  check(value, config) {
    if (value.rows.length < config.min)
      return { code: "invalid", path: "value.rows", message: `Add at least ${config.min}` };
    const seen = new Set<string>();
    for (const [i, { id }] of value.rows.entries()) {
      if (seen.has(id))
        return { code: "invalid", path: `value.rows.${i}.id`, message: "Two entries have one id" };
      seen.add(id);
    }
    return null;
  },
  rows(value) {
    return value.rows.map((row) => {
      const said = tagNames.flatMap((name): [string, string][] => {
        const tag = row[name];
        return tag === undefined
          ? []
          : [
              [name, tag],
              [`${name}_text`, words(name, tag)],
            ];
      });
      const week = weekOf(row.day);
      return {
        id: row.id,
        text: row.activity,
        energy: row.energy,
        focus: row.focus,
        day: row.day,
        ...(week === null ? {} : { week }),
        seed: isSeed(row),
        ...(row.people === undefined ? {} : { together: isTogether(row.people) }),
        ...(row.note === undefined || row.note === "" ? {} : { note: row.note }),
        ...Object.fromEntries(said),
      };
    });
  },
  writes: (value) =>
    value.rows.map(({ id, activity, energy, focus, day: logged_date }) => ({
      table: "user_flow_logs",
      id,
      creates: true,
      fields: { activity, energy, focus, logged_date },
    })),
  newSkills: () => [],
};
