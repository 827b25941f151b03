import type { Recall, StemBlock } from "../../shared/content/block.ts";
import { readBy } from "../../shared/content/where.ts";
import type { Stem } from "../../shared/engine/stem.ts";

const opened = new WeakMap<readonly Recall[], readonly Recall[]>();
const none: readonly Recall[] = [];

/**
 * What the server made of it. Sealed rows are opened here where they were sealed, which is known once their module
 * is loaded.
 */
export function readable(told: readonly Recall[] = none): readonly Recall[] {
  const known = opened.get(told);
  if (known !== undefined) return known;
  const made = told.map((one) => (one.sealed ? { ...one, rows: [] } : one));
  opened.set(told, made);
  return made;
}

/** Whether everything is here that the recalls of a block are made from. */
export const isComplete = (stem: Stem, { connections = [] }: StemBlock): boolean =>
  connections.every((one) =>
    [...one.from, ...one.transform.flatMap(readBy)].every(
      (key) => stem.byKey.has(key) || stem.retired.has(key),
    ),
  );
