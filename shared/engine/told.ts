import type { RecallRow } from "../content/block.ts";
import { isEnvelope, type Envelope } from "../crypto/envelope.ts";
import type { Place } from "../crypto/place.ts";
import { replaced, sealedFields, seals, type Placement, type Sealer } from "./sealing.ts";

/** A sealed field as the server sends it back: with its place, so that any client can open it (SPEC SE8). */
export interface Told {
  readonly at: readonly [table: string, column: string, rowId: string];
  readonly env: Envelope;
}

export const told = ({ table, column, rowId }: Place, env: Envelope): Told => ({
  at: [table, column, rowId],
  env,
});

const isTold = (value: object): value is Told =>
  "env" in value && "at" in value && Array.isArray(value.at) && isEnvelope(value.env);

/** A value of this placement as it is sent back. */
export function withPlaces(who: Sealer, block: Placement, value: unknown): unknown {
  if (!seals(block)) return value;
  const changes = sealedFields(who, block, value).flatMap((field) =>
    isEnvelope(field.value) ? [[field, told(field.place, field.value)] as const] : [],
  );
  return changes.length === 0 ? value : replaced(value, changes);
}

/**
 * The value as it was sent: a client binds what it opens to the place it knows itself, and believes no other.
 * @returns the same object where nothing in it has a place
 */
export function withoutPlaces(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (isTold(value)) return value.env;
  if (Array.isArray(value)) {
    const all = value.map(withoutPlaces);
    return all.some((one, i) => one !== value[i]) ? all : value;
  }
  const entries = Object.entries(value).map(([name, one]) => [name, withoutPlaces(one)] as const);
  return entries.some(([name, one]) => one !== Reflect.get(value, name))
    ? Object.fromEntries(entries)
    : value;
}

/**
 * The rows of a value whose sealed fields cannot be read here, with the places of those. Where a row's own `text` is
 * sealed it is empty, and `sealedText` stands beside it (SPEC SE8).
 */
export function rowsWithPlaces(
  who: Sealer,
  block: Placement,
  value: unknown,
  rowsOf: (value: unknown) => RecallRow[],
): RecallRow[] {
  const rows = rowsOf(value);
  if (!seals(block)) return rows;
  const places = new Map<unknown, Told>();
  const texts = new Map<unknown, Told>();
  for (const { value: env, place, path, row } of sealedFields(who, block, value)) {
    if (!isEnvelope(env)) continue;
    places.set(env, told(place, env));
    if (path.at(-1) === "text") texts.set(Reflect.get(Object(row), "id"), told(place, env));
  }
  if (places.size === 0) return rows;
  return rows.map(({ id, text, ...rest }) => {
    const fields = Object.entries(rest).map(([name, one]) => [name, places.get(one) ?? one] as const);
    const sealedText = text === "" ? texts.get(id) : undefined;
    return { id, text, ...(sealedText === undefined ? {} : { sealedText }), ...Object.fromEntries(fields) };
  });
}

/** Whether a row has something in it that only the browser can read. */
export const hasPlaces = (row: RecallRow): boolean =>
  Object.values(row).some((one) => one !== null && typeof one === "object" && isTold(one));
