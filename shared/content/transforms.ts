import type { RecallRow, TransformStep } from "./block.ts";
import { readBy } from "./where.ts";
import { foldName } from "../ids/uuid5.ts";

type RowsOf = (key: string) => readonly RecallRow[];

const asText = (value: unknown): string =>
  typeof value === "string" ? value : value === null || value === undefined ? "" : String(value);

/** Numbers by size, everything else by words; missing values last whatever the direction. */
function compareField(a: unknown, b: unknown, sign: 1 | -1): number {
  const missing = (v: unknown) => v === null || v === undefined || v === "";
  if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b));
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * asText(a).localeCompare(asText(b), "en");
}

type Keeps = Extract<TransformStep, { op: "filter" | "share" }>;
function keeps(row: RecallRow, step: Keeps): boolean {
  const value = row[step.field];
  if (step.is !== undefined && value !== step.is) return false;
  if (step.in !== undefined && !step.in.some((one) => one === value)) return false;
  if (step.min !== undefined && !(typeof value === "number" && value >= step.min)) return false;
  if (step.max !== undefined && !(typeof value === "number" && value <= step.max)) return false;
  return true;
}

const named = (rows: readonly RecallRow[], by: string) => rows.filter((row) => asText(row[by]) !== "");

/** `of` is how many there are in all, `ties` how many other groups have as many. */
function groups(rows: readonly RecallRow[], by: string): RecallRow[] {
  const counts = new Map<string, number>();
  const all = named(rows, by);
  for (const row of all) counts.set(asText(row[by]), (counts.get(asText(row[by])) ?? 0) + 1);
  const ties = (count: number) => [...counts.values()].filter((one) => one === count).length - 1;
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || a.localeCompare(b, "en"))
    .map(([text, count]) => ({ id: text, text, count, of: all.length, ties: ties(count) }));
}

const measured = (rows: readonly RecallRow[], field: string) =>
  rows.flatMap((row) => {
    const value = row[field];
    return typeof value === "number" ? [{ text: row.text, value }] : [];
  });

/** The lowest and the highest of a number, with the texts of the rows that have it. */
function range(rows: readonly RecallRow[], field: string): RecallRow[] {
  const all = measured(rows, field);
  if (all.length === 0) return [];
  const values = all.map((one) => one.value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const at = (value: number) => all.filter((one) => one.value === value).map((one) => one.text);
  const text = low === high ? String(low) : `${low} to ${high}`;
  return [
    { id: "range", text, low, high, spread: high - low, lowest: at(low), highest: at(high), of: all.length },
  ];
}

/** What a number was and is: row by row where both have the same rows (areas of a dashboard), else the first. */
function compared(rows: readonly RecallRow[], earlier: readonly RecallRow[]): RecallRow[] {
  const before = new Map(earlier.map((row) => [row.id, row["value"]]));
  const same = rows.filter((row) => before.has(row.id));
  const pairs =
    same.length > 0 ? same.map((row) => ({ row, was: before.get(row.id) })) : firstOf(rows, earlier);
  return pairs.flatMap(({ row, was }) => {
    const now = row["value"];
    if (typeof was !== "number" || typeof now !== "number") return [];
    const change = now - was;
    const [id, name] = same.length > 0 ? [row.id, `${row.text}: `] : ["compare", ""];
    return [{ id, text: `${name}${was} → ${now}`, before: was, now, change, by: Math.abs(change) }];
  });
}

const firstOf = ([row]: readonly RecallRow[], [earlier]: readonly RecallRow[]) =>
  row === undefined ? [] : [{ row, was: earlier?.["value"] }];

/** Every text of a row, folded, with a space at both ends: a name in it is found as whole words. */
const folded = (row: RecallRow): string =>
  ` ${Object.entries(row)
    .flatMap(([name, value]) => (name !== "id" && typeof value === "string" ? [foldName(value)] : []))
    .join(" ")} `;

function step(rows: readonly RecallRow[], one: TransformStep, rowsOf: RowsOf): RecallRow[] {
  const others = () => readBy(one).flatMap((key) => rowsOf(key));
  switch (one.op) {
    case "pick":
      return rows.map(({ id, text, ...rest }) => {
        const picked = Object.fromEntries(Object.entries(rest).filter(([name]) => one.fields.includes(name)));
        return { id, text, ...picked };
      });
    case "top":
      return rows.slice(0, one.n);
    case "filter":
      return rows.filter((row) => keeps(row, one));
    case "sort":
      return rows.toSorted((a, b) => compareField(a[one.field], b[one.field], one.dir === "asc" ? 1 : -1));
    case "map":
      return rows
        .map((row) => ({
          ...row,
          text: asText(row[one.text]),
          ...(one.detail === undefined ? {} : { detail: asText(row[one.detail]) }),
        }))
        .filter((row) => row.text !== "");
    case "name":
      return rows.map((row) => ({ ...row, text: one.names[row.id] ?? row.text }));
    case "count":
      return rows.length === 0 ? [] : [{ id: "count", text: String(rows.length), count: rows.length }];
    case "group":
      return groups(rows, one.by);
    case "range":
      return range(rows, one.field);
    case "share": {
      if (rows.length === 0) return [];
      const [part, of] = [rows.filter((row) => keeps(row, one)).length, rows.length];
      return [{ id: "share", text: `${part} of ${of}`, part, of, rest: of - part }];
    }
    case "compare":
      return compared(rows, rowsOf(one.with));
    case "overlap": {
      // Texts without letters or digits all fold to nothing: they are not the same.
      const names = new Set(others().map((row) => foldName(row.text)));
      names.delete("");
      return rows.filter((row) => names.has(foldName(row.text)));
    }
    case "mentioned": {
      const texts = others().map(folded);
      return rows.filter((row) => {
        const name = foldName(row.text);
        return name !== "" && texts.some((text) => text.includes(` ${name} `));
      });
    }
  }
}

/** How many rows a step counts; null where it only chooses and shows. */
function counted(rows: readonly RecallRow[], one: TransformStep): number | null {
  switch (one.op) {
    case "count":
    case "share":
    case "overlap":
    case "mentioned":
      return rows.length;
    case "group":
      return named(rows, one.by).length;
    case "range":
      return measured(rows, one.field).length;
    default:
      return null;
  }
}

/**
 * Runs the steps of a connection over the rows of its sources, and says how many rows the first step that
 * counts was given (SPEC RC10); null when none counts. Pure; the server runs it on clear rows, the browser on
 * rows it has decrypted (decision 8).
 * @param rowsOf the rows of another placement's answer, for `compare`, `overlap` and `mentioned`
 */
export function resolve(
  given: readonly RecallRow[],
  steps: readonly TransformStep[],
  rowsOf: RowsOf,
): { rows: RecallRow[]; points: number | null } {
  let rows = [...given];
  let points: number | null = null;
  for (const one of steps) {
    points ??= counted(rows, one);
    rows = step(rows, one, rowsOf);
  }
  return { rows, points };
}

/** The rows alone. */
export const transform = (
  given: readonly RecallRow[],
  steps: readonly TransformStep[],
  rowsOf: RowsOf,
): RecallRow[] => resolve(given, steps, rowsOf).rows;
