import type * as z from "zod/mini";

/** The column of the spec's tables that a field is written into. */
export interface Column {
  readonly table: string;
  readonly column: string;
  /** Of a row's text that no table has a column for: its name, which is part of its place (SPEC SE2). */
  readonly field?: string;
}

/** What a schema knows of a field that is sealed. */
export interface SealedMark extends Column {
  /** What the field takes before it is sealed: checked in the browser, for nobody can afterwards. */
  readonly clear: z.ZodMiniType;
  /** How the field says that nothing is said; it is not sealed. */
  readonly empty: "" | null;
}
const marks = new WeakMap<z.ZodMiniType, SealedMark>();

export const mark = (schema: z.ZodMiniType, as: SealedMark): void => void marks.set(schema, as);

/** The mark of a schema that `sealable` made for a sealed field; `shared/engine/sealing.ts` walks by it. */
export const sealedMark = (schema: z.ZodMiniType): SealedMark | undefined => marks.get(schema);
