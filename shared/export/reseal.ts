import { isEnvelope, type Envelope } from "../crypto/envelope.ts";
import { rowIdIn, targetOf } from "../engine/rowIds.ts";
import { replaced, sealedFields, standalone, type Placement, type Sealer } from "../engine/sealing.ts";
import type { At } from "../engine/reset.ts";
import type { Stem } from "../engine/stem.ts";
import { toolNames } from "../content/block.ts";
import { response as responseSchema, type ExportFile } from "./schema.ts";

/** An envelope of a file that comes into an account: where it stands, and where it will stand. */
export interface Moving {
  /** The placement's key, the instance's id (as in the other thread), of an earlier value `@` and its number, or a practice's key and day. */
  readonly key: string;
  readonly at: At;
  readonly to: At;
  readonly env: Envelope;
}

/** The other thread's file, and the same under the ids that its rows get here. */
export interface Sides {
  readonly from: { readonly userId: string; readonly file: ExportFile };
  readonly to: { readonly userId: string; readonly file: ExportFile };
}

interface Holder {
  readonly key: string;
  readonly block: Placement;
  readonly value: unknown;
  put(value: unknown): void;
}

const noteBlock: Placement = { id: "", type: "prompt", private: true, inputType: "textarea" };

/** Everything in a file that may be sealed, earlier values too, in its order. Two files that differ in ids have the same order. */
function holders(stem: Stem, file: ExportFile): Holder[] {
  const found: Holder[] = [];
  const answers = (all: Record<string, unknown>) => {
    for (const [key, raw] of Object.entries(all)) {
      const block = stem.byKey.get(key) ?? stem.retired.get(key);
      const parsed = responseSchema.safeParse(raw);
      if (block === undefined || !parsed.success) continue;
      const { value } = parsed.data;
      found.push({ key, block, value, put: (to) => void (all[key] = { ...parsed.data, value: to }) });
    }
  };
  for (const module of Object.values(file.modules ?? {})) {
    for (const exercise of Object.values(module.exercises)) answers(exercise.response_json);
  }
  answers(file.retired ?? {});
  for (const instance of file.tool_instances ?? []) {
    const tool = toolNames.find((name) => name === instance.tool_type);
    if (tool === undefined) continue;
    const value = instance.content_json ?? null;
    const put = (to: unknown) => void (instance.content_json = to);
    found.push({ key: instance.id, block: standalone(tool, instance.id), value, put });
  }
  const tools = new Map(found.map(({ key, block }) => [key, block]));
  for (const revision of file.revisions ?? []) {
    const block = tools.get(revision.of);
    if (block === undefined) continue;
    const put = (to: unknown) => void (revision.value = to);
    // A place has as many earlier values as there are revisions: each is a holder of its own.
    found.push({ key: `${revision.of}@${revision.rev}`, block, value: revision.value, put });
  }
  for (const entry of file.practice_log ?? []) {
    const key = `${entry.practice}/${entry.day}`;
    found.push({ key, block: noteBlock, value: entry.note ?? null, put: (to) => void (entry.note = to) });
  }
  return found;
}

/** Whose rows they are, as the places of prompts that save into a chosen row need it. */
function sealerOf(stem: Stem, { userId, file }: Sides["from"]): Sealer {
  const rowIds = new Map<string, string>();
  for (const module of Object.values(file.modules ?? {})) {
    for (const [key, raw] of Object.values(module.exercises).flatMap((one) =>
      Object.entries(one.response_json),
    )) {
      const block = stem.byKey.get(key);
      const target = block === undefined ? null : targetOf(block);
      const row = responseSchema.safeParse(raw).data?.row;
      if (target === null || row === undefined || !("from" in target.row)) continue;
      rowIds.set(key, rowIdIn(target.table, userId, row, target.row.from));
    }
  }
  return { userId, rowIds };
}

const placesOf = (sealer: Sealer, { key, block, value }: Holder) =>
  sealedFields(sealer, block, value).map((field) => {
    const { table, column, rowId } = field.place;
    const at: At = block === noteBlock ? ["user_practice_log", "note", key] : [table, column, rowId];
    return { field, at };
  });

/** Every envelope of the file: the browser opens it at `at` and seals it anew at `to` (decision 29). */
export function movingIn(stem: Stem, { from, to }: Sides): Moving[] {
  const [sealer, target] = [sealerOf(stem, from), sealerOf(stem, to)];
  const theirs = holders(stem, to.file);
  return holders(stem, from.file).flatMap((holder, i): Moving[] => {
    const here = theirs[i];
    if (here === undefined) return [];
    const places = placesOf(target, here);
    return placesOf(sealer, holder).flatMap(({ field, at }, j): Moving[] => {
      const place = places[j];
      return isEnvelope(field.value) && place !== undefined
        ? [{ key: holder.key, at, to: place.at, env: field.value }]
        : [];
    });
  });
}

const nameOf = (key: string, at: At): string => JSON.stringify([key, at]);

/**
 * The file as it comes into the account: under its ids, with what the browser has sealed anew; or, with itself as
 * both sides and what its envelopes say as items, the file in the clear.
 * @returns also which envelopes were not among the items
 */
export function resealed(
  stem: Stem,
  { from, to }: Sides,
  items: readonly { readonly key: string; readonly at: At; readonly env: unknown }[],
): { file: ExportFile; missing: { key: string; at: At }[] } {
  const given = new Map(items.map(({ key, at, env }) => [nameOf(key, at), env]));
  const sealer = sealerOf(stem, from);
  const file = structuredClone(to.file);
  const theirs = holders(stem, file);
  const missing: { key: string; at: At }[] = [];
  for (const [i, holder] of holders(stem, from.file).entries()) {
    const here = theirs[i];
    if (here === undefined) continue;
    const fields = sealedFields(sealer, here.block, here.value);
    const changes = placesOf(sealer, holder).flatMap(({ field, at }, j) => {
      if (!isEnvelope(field.value)) return [];
      const [env, there] = [given.get(nameOf(holder.key, at)), fields[j]];
      if (env === undefined || there === undefined) {
        missing.push({ key: holder.key, at });
        return [];
      }
      return [[there, env] as const];
    });
    if (changes.length > 0) here.put(replaced(here.value, changes));
  }
  return { file, missing };
}
