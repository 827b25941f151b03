import type { RecallRow, TransformStep } from "./block.ts";
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

function keeps(row: RecallRow, step: Extract<TransformStep, { op: "filter" }>): boolean {
  const value = row[step.field];
  if (step.is !== undefined && value !== step.is) return false;
  if (step.in !== undefined && !step.in.some((one) => one === value)) return false;
  if (step.min !== undefined && !(typeof value === "number" && value >= step.min)) return false;
  if (step.max !== undefined && !(typeof value === "number" && value <= step.max)) return false;
  return true;
}

function groups(rows: readonly RecallRow[], by: string): RecallRow[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const name = asText(row[by]);
    if (name !== "") counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || a.localeCompare(b, "en"))
    .map(([text, count]) => ({ id: text, text, count }));
}

function step(rows: readonly RecallRow[], one: TransformStep, rowsOf: RowsOf): RecallRow[] {
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
    case "count":
      return rows.length === 0 ? [] : [{ id: "count", text: String(rows.length), count: rows.length }];
    case "group":
      return groups(rows, one.by);
    case "share": {
      if (rows.length === 0) return [];
      const part = rows.filter((row) => row[one.field] === one.is).length;
      return [{ id: "share", text: `${part} of ${rows.length}`, part, of: rows.length }];
    }
    case "compare": {
      const before = rowsOf(one.with)[0]?.["value"];
      const now = rows[0]?.["value"];
      if (typeof before !== "number" || typeof now !== "number") return [];
      return [{ id: "compare", text: `${before} → ${now}`, before, now, change: now - before }];
    }
    case "overlap": {
      // Texts without letters or digits all fold to nothing: they are not the same.
      const others = new Set(rowsOf(one.with).map((row) => foldName(row.text)));
      others.delete("");
      return rows.filter((row) => others.has(foldName(row.text)));
    }
  }
}

/**
 * Runs the steps of a connection over the rows of its sources. Pure; the server runs it on clear rows, the
 * browser on rows it has decrypted (decision 8).
 * @param rowsOf the rows of another placement's answer, for `compare` and `overlap`
 */
export function transform(
  rows: readonly RecallRow[],
  steps: readonly TransformStep[],
  rowsOf: RowsOf,
): RecallRow[] {
  return steps.reduce<RecallRow[]>((current, one) => step(current, one, rowsOf), [...rows]);
}
