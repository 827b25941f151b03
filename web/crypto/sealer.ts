import { looksSealed } from "../../shared/crypto/envelope.ts";
import { keyedHash, type Keys } from "../../shared/crypto/keys.ts";
import { seal } from "../../shared/crypto/seal.ts";
import { canonicalJson } from "../../shared/ids/uuid5.ts";
import {
  replaced,
  sealedFields,
  type Placement,
  type SealedField,
  type Sealer,
} from "../../shared/engine/sealing.ts";
import { draftPlace, notePlace, type Opener } from "./opener.ts";

export interface SealedValue {
  readonly value: unknown;
  /** By row id (SPEC SE4). */
  readonly hashes: Readonly<Record<string, string>>;
  /** What was wrong with it in the clear: nobody can say so afterwards. */
  readonly problem: string | null;
}

/** Seals what leaves the page. What was sealed here is known to the opener at once. */
export function createSealer(userId: string, opener: Opener) {
  async function one(keys: Keys, { place, value }: SealedField, standing: readonly SealedField[]) {
    // An envelope already: it could not be opened, and goes back as it came.
    if (looksSealed(value)) return value;
    const same = standing.find((other) => canonicalJson(other.place) === canonicalJson(place));
    if (same !== undefined && says(opener.recalled(place, same.value), value)) return same.value;
    const envelope = await seal(keys.pii, userId, place, value);
    opener.remember(place, envelope, value);
    return envelope;
  }

  const says = (before: unknown, now: unknown) =>
    before !== undefined && canonicalJson(before) === canonicalJson(now);

  return {
    /** @param standing the answer as it stands, sealed: a field that says the same stays the same */
    async answer(
      keys: Keys,
      who: Sealer,
      block: Placement,
      value: unknown,
      standing: unknown,
    ): Promise<SealedValue> {
      const fields = sealedFields(who, block, value);
      const before = sealedFields(who, block, standing);
      const changes = await Promise.all(
        fields.map(async (field) => [field, await one(keys, field, before)] as const),
      );
      const rows = new Map(fields.map(({ place, row }) => [place.rowId, row]));
      const hashes = await Promise.all(
        [...rows].map(async ([rowId, row]) => [rowId, await keyedHash(keys.dedup, withoutId(row))] as const),
      );
      const problem = fields.map((field) => field.problem()).find((words) => words !== null) ?? null;
      return { value: replaced(value, changes), hashes: Object.fromEntries(hashes), problem };
    },
    /** @param standing the note as it stands, sealed: one that says the same stays the same */
    async note(keys: Keys, about: string, text: string, standing: unknown): Promise<unknown> {
      const field = { path: [], empty: "" as const, row: text, place: notePlace(about), problem: () => null };
      return one(keys, { ...field, value: text }, [{ ...field, value: standing }]);
    },
    /** Half a value has no schema: a draft is sealed whole (SPEC DR6). */
    async draft(keys: Keys, about: string, value: unknown): Promise<unknown> {
      const place = draftPlace(about);
      const envelope = await seal(keys.pii, userId, place, value);
      opener.remember(place, envelope, value);
      return envelope;
    },
  };
}

function withoutId(row: unknown): unknown {
  if (row === null || typeof row !== "object" || !("id" in row)) return row;
  const { id: _own, ...rest } = row;
  return rest;
}
