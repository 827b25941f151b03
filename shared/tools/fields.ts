import * as z from "zod/mini";
import { envelope } from "../crypto/envelopeSchema.ts";
import { isSealedColumn } from "../crypto/sealed.ts";
import { mark, type Column } from "./sealedMark.ts";

/** A row's permanent id, made by the client. */
export const rowId = z.uuid();

/**
 * How the texts of a value stand: `open` as the learner reads them, in their own browser; `columns` as a
 * placement sends them, those of sealed columns as envelopes; `all` as a private placement does, every one an
 * envelope.
 */
export type Sealing = "open" | "columns" | "all";

/** Where a field stands that no table has a column for. */
const ledger: Column = { table: "user_responses", column: "response_text" };
/** A text of a row that stays in the answer. */
export const ownText = (field: string): Column => ({ ...ledger, field });

/**
 * A field that is an envelope on the wire where its placement is private, and everywhere where its column is
 * sealed (decision 6); else `clear`. A tool names the column its `writes` puts the field into: the envelope is
 * bound to it. Sealing, opening, refusing plaintext and cutting for observers follow from this mark alone.
 */
export function sealable<T>(
  clear: z.ZodMiniType<T>,
  sealing: Sealing,
  at: Column = ledger,
  empty: "" | null = "",
): z.ZodMiniType<unknown> {
  const isSealed = sealing === "all" || (sealing === "columns" && isSealedColumn(at.table, at.column));
  if (!isSealed) return clear;
  const sealed = z.union([envelope, z.literal(empty)]);
  mark(sealed, { ...at, clear, empty });
  return sealed;
}

/** A text of at most `max` UTF-16 units, or its envelope; see `sealable`. */
export const textField = (max: number, sealing: Sealing, column?: Column): z.ZodMiniType<unknown> =>
  sealable(z.string().check(z.maxLength(max)), sealing, column);

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

/** The text of a field for showing; an envelope has none. */
export const shown = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
