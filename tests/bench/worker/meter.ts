/**
 * What one isolate of a measured worker did: every trip to D1.
 * Local workerd runs a worker and its objects in one isolate, so one meter sees both.
 */
export interface Meter {
  /** Calls that went to D1 and came back: a batch is one. */
  d1Trips: number;
  d1Batches: number;
  d1Statements: number;
  d1RowsRead: number;
  d1RowsWritten: number;
  /** Batches that bring operations, and how many they brought. */
  flushes: number;
  flushedOps: number;
  slowestFlushMs: number;
  /** Flushes that took longer than the object waits for one. */
  lateFlushes: number;
}

const nothing: Meter = {
  d1Trips: 0,
  d1Batches: 0,
  d1Statements: 0,
  d1RowsRead: 0,
  d1RowsWritten: 0,
  flushes: 0,
  flushedOps: 0,
  slowestFlushMs: 0,
  lateFlushes: 0,
};

export const meter: Meter = { ...nothing };

/** What was counted since the last time. */
export function readMeter(): Meter {
  const read = { ...meter };
  Object.assign(meter, nothing);
  return read;
}

function trip<T extends { meta?: { rows_read?: number; rows_written?: number } }>(
  results: readonly T[],
): void {
  meter.d1Trips += 1;
  meter.d1Statements += results.length;
  for (const { meta } of results) {
    meter.d1RowsRead += meta?.rows_read ?? 0;
    meter.d1RowsWritten += meta?.rows_written ?? 0;
  }
}

const inner = Symbol("the statement that D1 knows");
type Counted = D1PreparedStatement & { readonly [inner]: D1PreparedStatement };

function countedStatement(statement: D1PreparedStatement): Counted {
  return {
    [inner]: statement,
    bind: (...values: unknown[]) => countedStatement(statement.bind(...values)),
    async run<T>() {
      const result = await statement.run<T>();
      trip([result]);
      return result;
    },
    async all<T>() {
      const result = await statement.all<T>();
      trip([result]);
      return result;
    },
    async first<T>(column?: string) {
      trip([{}]);
      return column === undefined ? statement.first<T>() : statement.first<T>(column);
    },
    async raw<T>(options?: { columnNames?: boolean }) {
      trip([{}]);
      return statement.raw<T>(options as { columnNames: true });
    },
  } as unknown as Counted;
}

/** D1 with every trip counted. */
export function countedD1(d1: D1Database): D1Database {
  return {
    prepare: (sql: string) => countedStatement(d1.prepare(sql)),
    async batch<T>(statements: Counted[]) {
      const results = await d1.batch<T>(statements.map((one) => one[inner]));
      trip(results);
      meter.d1Batches += 1;
      return results;
    },
    exec: (sql: string) => d1.exec(sql),
    withSession: (constraint?: string) => d1.withSession(constraint),
    dump: () => d1.dump(),
  } as unknown as D1Database;
}
