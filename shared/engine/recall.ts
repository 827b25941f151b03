import type { Connection, Recall, RecallRow, StemBlock } from "../content/block.ts";
import { readBy } from "../content/where.ts";
import { resolve, transform } from "../content/transforms.ts";
import type { Answer, LearnerState } from "./state.ts";
import type { Stem } from "./stem.ts";
import { rowsOf } from "./answerRows.ts";
import { outsideRows } from "./outside.ts";
import { rowIdIn, targetOf } from "./rowIds.ts";
import { seals } from "./sealing.ts";
import { hasPlaces } from "./told.ts";

/**
 * The recalls of a block, made from the present answers (`protocol.md`, `block.recall`).
 * @param opened the state's private fields are in the clear, as far as they open: the browser's, which runs the
 *   steps itself
 */
export function recallsOf(stem: Stem, state: LearnerState, block: StemBlock, opened = false): Recall[] {
  return (block.connections ?? []).map((one) => broughtBack(stem, state, block, one, opened));
}

function broughtBack(
  stem: Stem,
  state: LearnerState,
  block: StemBlock,
  one: Connection,
  opened: boolean,
): Recall {
  const { dataObject, label, from, reveal, use } = one;
  const touched = [...from, ...one.transform.flatMap(readBy)];
  const blocks = from.map((key) => stem.byKey.get(key) ?? stem.retired.get(key));
  const tools = new Set(blocks.flatMap((source) => source?.tool ?? []));
  const whole = [
    ...from.flatMap((key) => rowsOf(stem, state, key)),
    ...(one.outside === true ? outsideRows(stem, state, tools) : []),
  ];
  const sealed = opened
    ? touched.some((key) => isClosed(state.answers.get(key)))
    : touched.some((key) => isPrivate(stem.byKey.get(key) ?? stem.retired.get(key))) ||
      touched.some((key) => rowsOf(stem, state, key).some(hasPlaces)) ||
      whole.some(hasPlaces);
  const own = sealed && !opened ? whole : ownRow(state, block, one, whole);
  const { rows, points } =
    own === null
      ? resolve(unique(whole), one.transform, (key) => rowsOf(stem, state, key))
      : { rows: own, points: null };
  return {
    dataObject,
    label,
    from,
    transform: one.transform,
    rows,
    ...(points === null ? {} : { points }),
    sealed,
    reveal,
    use,
    ...(one.as === undefined ? {} : { as: one.as }),
    ...(one.empty === undefined ? {} : { empty: one.empty }),
  };
}

/** Answered, and here as nothing: what was sealed does not open in this browser, or not yet. */
const isClosed = (answer: Answer | undefined): boolean =>
  answer !== undefined && answer.value === null && !answer.skipped && !answer.erased;

const isPrivate = (block: StemBlock | undefined): boolean =>
  block !== undefined && (block.private || seals(block));

/** The same skill tagged in two places comes back once, with what both say of it. */
function unique(rows: readonly RecallRow[]): RecallRow[] {
  const byId = new Map<string, RecallRow>();
  for (const row of rows) {
    const known = byId.get(row.id);
    byId.set(row.id, known === undefined ? row : both(known, row));
  }
  return [...byId.values()];
}

/** The later one stands, but for lists, which are joined. */
function both(a: RecallRow, b: RecallRow): RecallRow {
  const joined = Object.entries(b).map(([name, value]): [string, unknown] => {
    const before = a[name];
    return [
      name,
      Array.isArray(before) && Array.isArray(value) ? [...new Set([...before, ...value])] : value,
    ];
  });
  return { ...a, ...b, ...Object.fromEntries(joined) };
}

/**
 * A prompt that belongs to one row goes on naming that row after the source was ranked again, and names no
 * other when it is gone (decision 5). Of the steps those apply that say how a row is shown, not which.
 */
function ownRow(
  state: LearnerState,
  block: StemBlock,
  one: Connection,
  rows: readonly RecallRow[],
): RecallRow[] | null {
  const target = targetOf(block);
  const rowId = state.rowIds.get(block.id);
  if (target === null || !("from" in target.row) || rowId === undefined) return null;
  const { table } = target;
  const source = target.row.from;
  if (!one.from.includes(source)) return null;
  const own = rows.filter((row) => rowIdIn(table, state.userId, row.id, source) === rowId);
  const shownAs = one.transform.filter((step) => step.op === "map" || step.op === "pick");
  return transform(own, shownAs, () => []);
}

/** The blocks, delivered already, whose recalls an answer's change touches. */
export function touchedBy(stem: Stem, state: LearnerState, key: string): StemBlock[] {
  const feeds = stem.byKey.get(key)?.feeds ?? [];
  return feeds
    .map((id) => stem.byKey.get(id))
    .filter((block): block is StemBlock => block !== undefined)
    .filter((block) => (stem.indexOf.get(block.id) ?? 0) <= state.delivered);
}
