import { canonicalJson, sha256Hex } from "../../ids/uuid5.ts";
import type { Contribution, RowRef } from "../../tools/definition.ts";
import { isSealedColumn } from "../../crypto/sealed.ts";
import { isStoredEnvelope, stored } from "./contributions.ts";
import { projectedTables } from "./tables.ts";

export type SqlValue = string | number | null;
export type Row = Readonly<Record<string, SqlValue>>;

/** A typed change of a row, as the outbox keeps it and the flush writes it (decision 30: never SQL). */
export type RowChange =
  | { op: "put"; table: string; id: string; row: Row }
  | { op: "del"; table: string; id: string }
  /** An operation's payload hash goes: its value was erased (decision 36). `id` is the operation's number. */
  | { op: "redact"; table: "user_ops"; id: string }
  /** What was put by of one answer or instance goes (decision 36). `id` is its key. */
  | { op: "forget"; table: "user_sealed"; id: string }
  /** Columns of a row that somebody else made (`user_settings`). */
  | { op: "set"; table: string; id: string; set: Row };

/** Who says it: a placement's answer, or an instance outside the thread. */
export interface Source {
  /** The placement's key, or the instance's id. */
  readonly key: string;
  /** Null outside the thread (decision 9), as is the exercise. */
  readonly stemId: number | null;
  readonly exerciseId: string | null;
  readonly respondedAt: string;
  readonly createdAt: string;
  readonly opN: number;
  readonly rev: number;
  /** Keyed hashes of the sealed rows, by row id (decision 9). */
  readonly hashes: Readonly<Record<string, string>> | null;
}
interface Said {
  readonly source: Source;
  readonly contribution: Contribution;
}

const keyOf = ({ table, id }: RowRef): string => `${table}|${id}`;
const refOf = (rowKey: string): RowRef => {
  const bar = rowKey.indexOf("|");
  return { table: rowKey.slice(0, bar), id: rowKey.slice(bar + 1) };
};
/**
 * Tables whose rows somebody else makes (decision 35): only the placements' own columns are set there, and
 * set back to these when no placement says anything.
 */
const foreignRows: Readonly<Record<string, Row>> = { user_settings: { personality_type: null } };
const isForeign = (table: string): boolean => table in foreignRows;

/**
 * The rows of one learner, kept as answers change. A field takes the value with the newest `respondedAt`
 * among the placements that own it; a row lives while a creating placement lists it and the rows it requires
 * live (decision 5). Only the rows an answer touches are made again, so a reply costs the same in a thread of
 * ten answers and of fifteen hundred.
 */
export class Projection {
  readonly #said = new Map<string, Map<string, Said[]>>();
  readonly #ofPlacement = new Map<string, Set<string>>();
  readonly #dependents = new Map<string, Set<string>>();
  readonly #rows = new Map<string, Row>();

  /** Puts what a placement says now in place of what it said before; returns the rows that changed. */
  replace(source: Source, contributions: readonly Contribution[]): RowChange[] {
    const touched = new Set(this.#ofPlacement.get(source.key));
    for (const rowKey of touched) this.#said.get(rowKey)?.delete(source.key);
    const now = new Set<string>();
    for (const contribution of contributions) {
      const rowKey = keyOf(contribution);
      now.add(rowKey);
      touched.add(rowKey);
      const bySource = this.#said.get(rowKey) ?? new Map<string, Said[]>();
      bySource.set(source.key, [...(bySource.get(source.key) ?? []), { source, contribution }]);
      this.#said.set(rowKey, bySource);
      for (const ref of [...(contribution.requires ?? []), ...Object.values(contribution.links ?? {})]) {
        const waiting = this.#dependents.get(keyOf(ref)) ?? new Set<string>();
        this.#dependents.set(keyOf(ref), waiting.add(rowKey));
      }
    }
    this.#ofPlacement.set(source.key, now);
    return this.#refresh([...touched]);
  }

  /** Takes back what a source said: it is gone. */
  remove(key: string): RowChange[] {
    const touched = [...(this.#ofPlacement.get(key) ?? [])];
    for (const rowKey of touched) this.#said.get(rowKey)?.delete(key);
    this.#ofPlacement.delete(key);
    return this.#refresh(touched);
  }

  /** Every live row, by table. */
  rows(): Map<string, Row[]> {
    const tables = new Map<string, Row[]>();
    for (const [rowKey, row] of this.#rows) {
      const table = rowKey.slice(0, rowKey.indexOf("|"));
      tables.set(table, [...(tables.get(table) ?? []), row]);
    }
    return tables;
  }

  #refresh(queue: string[]): RowChange[] {
    const changes: RowChange[] = [];
    for (let rowKey = queue.shift(); rowKey !== undefined; rowKey = queue.shift()) {
      const before = this.#rows.get(rowKey);
      const after = this.#merge(rowKey);
      if (isSame(before, after)) continue;
      if (after === undefined) this.#rows.delete(rowKey);
      else this.#rows.set(rowKey, after);
      const change = this.#change(rowKey, after);
      if (change !== null) changes.push(change);
      // A row that came to life or died changes what hangs on it.
      if ((before === undefined) !== (after === undefined))
        queue.push(...(this.#dependents.get(rowKey) ?? []));
    }
    return changes;
  }

  #change(rowKey: string, row: Row | undefined): RowChange {
    const { table, id } = refOf(rowKey);
    if (isForeign(table)) return { op: "set", table, id, set: row ?? foreignRows[table] ?? {} };
    return row === undefined ? { op: "del", table, id } : { op: "put", table, id, row };
  }

  #merge(rowKey: string): Row | undefined {
    const { table, id } = refOf(rowKey);
    const spec = projectedTables[table];
    const oneRow = isForeign(table) || spec?.oneRow === true;
    const said = [...(this.#said.get(rowKey)?.values() ?? [])].flat().sort(oneRow ? byBirth : byAge);
    const newest = said.at(-1);
    if (newest === undefined) return undefined;
    if (isForeign(table)) return fieldsOf(said);
    if (spec === undefined) throw new Error(`no placement may write to ${table}`);
    const makers = said.filter((one) => one.contribution.creates && this.#stands(one.contribution));
    const [maker] = makers.toSorted((a, b) => compare(a.source.createdAt, b.source.createdAt));
    if (maker === undefined) return undefined;
    const standing = said.filter((one) => this.#stands(one.contribution));
    const { needs = [] } = spec;
    const own = { ...spec.columns, ...defaultsOf(standing), ...fieldsOf(standing, needs) };
    this.#unlink(own, said);
    if (needs.some((column) => own[column] === null)) return undefined;
    if (spec.bare === true) return { id, ...own };
    const { stemId, exerciseId } = maker.source;
    return {
      ...(spec.oneRow === true ? {} : { id }),
      ...own,
      stem_id: stemId,
      origin: exerciseId === null ? null : `${exerciseId}.v1`,
      content_hash: contentHash(table, id, own, said),
      rev: newest.source.rev,
      created_at: maker.source.createdAt,
      updated_at: newest.source.respondedAt,
    };
  }

  /** Links to rows that do not live are null. */
  #unlink(own: Record<string, SqlValue>, said: readonly Said[]): void {
    for (const { contribution } of said) {
      for (const [column, ref] of Object.entries(contribution.links ?? {})) {
        if (own[column] === ref.id && !this.#rows.has(keyOf(ref))) own[column] = null;
      }
    }
  }

  #stands(contribution: Contribution): boolean {
    return (contribution.requires ?? []).every((ref) => this.#rows.has(keyOf(ref)));
  }
}

function isSame(before: Row | undefined, after: Row | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  const columns = Object.keys(after);
  return (
    columns.length === Object.keys(before).length &&
    columns.every((column) => before[column] === after[column] || isSameValue(before[column], after[column]))
  );
}

/** A column may hold a list, which the database has as its JSON. */
const isSameValue = (a: unknown, b: unknown): boolean =>
  typeof a === "object" && typeof b === "object" && canonicalJson(a) === canonicalJson(b);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Oldest first. An import answers many placements in one operation: the key decides, not the order of reading. */
const byAge = ({ source: a }: Said, { source: b }: Said): number =>
  compare(a.respondedAt, b.respondedAt) || a.opN - b.opN || compare(a.key, b.key);

/**
 * One-row tables show the newest thing, not the newest change of one: a dashboard made in May stands, though the
 * one of April is corrected in June (decision 10).
 */
const byBirth = ({ source: a }: Said, { source: b }: Said): number =>
  compare(a.createdAt, b.createdAt) || compare(a.key, b.key);

function columnsOf(
  all: readonly Readonly<Record<string, unknown>>[],
  needs: readonly string[],
): Record<string, SqlValue> {
  const columns = all
    .flatMap(Object.entries<unknown>)
    // What a row cannot be without keeps its last words.
    .filter(([column, value]) => value !== null || !needs.includes(column));
  return Object.fromEntries(columns.map(([column, value]) => [column, stored(value) as SqlValue]));
}

const fieldsOf = (said: readonly Said[], needs: readonly string[] = []) =>
  columnsOf(
    said.map((one) => one.contribution.fields),
    needs,
  );
const defaultsOf = (said: readonly Said[]) =>
  columnsOf(
    said.map((one) => one.contribution.defaults ?? {}),
    [],
  );

/**
 * What a row says, as a hash. What is sealed says nothing by its envelope, a new one each time: the keyed hashes
 * that came with it stand for it (decision 9); null where none came.
 */
function contentHash(table: string, id: string, own: Row, said: readonly Said[]): string | null {
  const sealed = Object.keys(own).filter((column) => own[column] !== null && isSealed(table, column, own));
  if (sealed.length === 0) return sha256Hex(canonicalJson(own));
  const hashes = said.flatMap(({ source }) => source.hashes?.[id] ?? []);
  if (hashes.length === 0) return null;
  const clear = Object.fromEntries(Object.entries(own).filter(([column]) => !sealed.includes(column)));
  return sha256Hex(canonicalJson({ clear, hashes }));
}

/** Also what is sealed by placement: an item of a private list. */
const isSealed = (table: string, column: string, own: Row): boolean =>
  isSealedColumn(table, column) || (table === "user_list_items" && isStoredEnvelope(own[column]));
