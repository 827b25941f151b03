/** What the journal needs of a Durable Object's storage. */
export type JournalStorage = Pick<DurableObjectStorage, "sql" | "transactionSync">;

/** The object's own SQLite. */
export class Sql {
  readonly #storage: JournalStorage;

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
    this.#storage.sql.exec(sql, ...values);
  }

  /** All of it or nothing. */
  transaction(work: () => void): void {
    this.#storage.transactionSync(work);
  }

  get bytes(): number {
    return this.#storage.sql.databaseSize;
  }
}
