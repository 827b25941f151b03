import * as z from "zod/mini";
import { dayField } from "../days.ts";
import { monthField, ownText, rowId, sealable, shown, textField, type Sealing } from "../fields.ts";
import type { Column } from "../sealedMark.ts";
import { isWhole, type ListTarget } from "./targets.ts";

export const fieldTypes = [
  "text",
  "long",
  "url",
  "month",
  "day",
  "select",
  "number",
  "check",
  "link",
] as const;

/** A field of a typed row; its name is a column of the list's table, or, in a plain list, only its own. */
export const field = z.strictObject({
  name: z.string().check(z.regex(/^[a-z][a-z_]*$/)),
  label: z.string(),
  type: z.enum(fieldTypes),
  required: z._default(z.boolean(), false),
  maxLength: z._default(z.int().check(z.positive()), 300),
  options: z.optional(z.array(z.strictObject({ value: z.string(), text: z.string() }))),
  /** The ends of a `number`. */
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  /** In a `link`: rows that are not there yet can be named here and are made (only companies). */
  adds: z.optional(z.boolean()),
  placeholder: z.optional(z.string()),
});
export type ListField = z.infer<typeof field>;

/** Texts the learner writes: these can be sealed. */
export const isText = (one: ListField): boolean =>
  one.type === "text" || one.type === "long" || one.type === "url";

/** Where a text is saved; what a plain list has beside its line stays in the answer. */
function columnOf({ name }: ListField, target: ListTarget): Column {
  if (target !== "user_list_items") return { table: target, column: name };
  return name === "text" ? { table: target, column: "content" } : ownText(name);
}

function numberField({ min, max }: ListField, whole: boolean): z.ZodMiniType<unknown> {
  const checks = [
    ...(min === undefined ? [] : [z.minimum(min)]),
    ...(max === undefined ? [] : [z.maximum(max)]),
  ];
  return z.nullable((whole ? z.int() : z.number()).check(...checks));
}

/** What a field's value has to be. */
export function fieldValue(one: ListField, target: ListTarget, sealing: Sealing): z.ZodMiniType<unknown> {
  switch (one.type) {
    case "text":
    case "long":
      return textField(one.maxLength, sealing, columnOf(one, target));
    case "url":
      return sealable(
        z.union([z.literal(""), z.url().check(z.maxLength(one.maxLength))]),
        sealing,
        columnOf(one, target),
      );
    case "month":
      return monthField;
    case "day":
      return dayField;
    case "number":
      return numberField(one, isWhole(target, one.name));
    case "select": {
      const values = (one.options ?? []).map((option) => option.value);
      return z.union([z.literal(""), z.enum(values.length === 0 ? [""] : (values as [string, ...string[]]))]);
    }
    case "check":
      return z.boolean();
    case "link":
      return z.union([z.literal(""), rowId]);
  }
}

export const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (shown(value) === "" && typeof value !== "object" && typeof value !== "number");

/** A field's value as its column holds it: `""` means "not said" in the value, and null in a database. */
export function columnValue(one: ListField, target: ListTarget, value: unknown): unknown {
  if (value === "" || value === undefined) return null;
  return one.type === "select" && isWhole(target, one.name) ? Number(value) : value;
}

/** A field of a row as it is brought back: numbers as numbers; a choice also in the words that were chosen. */
export function recalledField(one: ListField, target: ListTarget, value: unknown): Record<string, unknown> {
  if (one.type !== "select") return { [one.name]: value };
  const said = columnValue(one, target, value);
  const words = one.options?.find((option) => option.value === value)?.text ?? "";
  return { [one.name]: said === null ? value : said, [`${one.name}_text`]: words };
}
