import * as z from "zod/mini";
import { envelope } from "../crypto/envelope.ts";

/** A row's permanent id, made by the client. */
export const rowId = z.uuid();

/**
 * A text of at most `max` UTF-16 units; in a private placement an envelope instead, and a text in the clear
 * is refused as `plaintext` by whoever validates (see `shared/engine/values.ts`).
 */
export function textField(max: number, sealed: boolean) {
  return sealed ? z.union([envelope, z.literal("")]) : z.string().check(z.maxLength(max));
}

/** "2019", "2019-04" or "": people remember years, sometimes months (ISO 8601, reduced precision). */
export const monthField = z
  .string()
  .check(z.regex(/^(|\d{4}(-(0[1-9]|1[0-2]))?)$/, "Write a year, or a year and month"));

/** At most this many rows in any list: a guard, far above what a person makes. */
export const maxRows = 500;

export const newSkill = z.strictObject({
  id: z.uuid(),
  name: z.string().check(z.trim(), z.minLength(2), z.maxLength(80)),
  category: z.enum(["transferable", "self_management", "knowledge"]),
});

/** The text of a field for showing: sealed fields have none here. */
export const shown = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
