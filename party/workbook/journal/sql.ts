/** What the journal needs of a Durable Object's storage. */
export type JournalStorage = Pick<DurableObjectStorage, "sql" | "transactionSync">;

const pageBytes = 4_096;
/** A statement here splits pages of at most three trees, beside what its texts take. */
const mostPages = 8;

/** The object's own SQLite. */
export class Sql {
  readonly #storage: JournalStorage;
  #bytesAtMost = Number.POSITIVE_INFINITY;

  constructor(storage: JournalStorage) {
    this.#storage = storage;
  }

  all<T extends Record<string, SqlStorageValue>>(sql: string, ...values: SqlStorageValue[]): T[] {
    return this.#storage.sql.exec<T>(sql, ...values).toArray();
  }

  /** Row by row, as they are needed. */
  each<T extends Record<string, SqlStorageValue>>(sql: string, ...values: SqlStorageValue[]): Iterable<T> {
    return this.#storage.sql.exec<T>(sql, ...values);
  }

  run(sql: string, ...values: SqlStorageValue[]): void {
    this.#bytesAtMost += mostPages * pageBytes;
    for (const value of values) if (typeof value === "string") this.#bytesAtMost += 3 * value.length;
    this.#storage.sql.exec(sql, ...values);
  }

  /** All of it or nothing. */
  transaction(work: () => void): void {
    this.#storage.transactionSync(work);
  }

  get bytes(): number {
    return this.#storage.sql.databaseSize;
  }

  /** Whether all of it takes more; SQLite is asked only when what was written since could have made it so. */
  holdsMoreThan(bytes: number): boolean {
    if (this.#bytesAtMost > bytes) this.#bytesAtMost = this.bytes;
    return this.#bytesAtMost > bytes;
  }
}
