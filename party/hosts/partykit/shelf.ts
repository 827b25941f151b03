import type { Shelf } from "../../workbook/journal/shelf.ts";

/** What a room's storage has of this: PartyKit gives a Durable Object's, without its SQLite. */
interface RoomStorage {
  list<T>(options: { prefix: string }): Promise<Map<string, T>>;
  put<T>(entries: Record<string, T>): Promise<void>;
  delete(keys: string[]): Promise<number>;
}

/** A value has at most 128 KiB, in which a UTF-16 unit takes two bytes at most; a call at most 128 entries. */
const partLength = 60_000;
const entriesMost = 128;
const beginning = "shelf/";

const partKey = (name: string, i: number): string => `${beginning}${String(i).padStart(6, "0")}/${name}`;

/**
 * Texts in a room's storage, all of them in memory. What is put leaves for the disk at once and in order; the platform
 * holds everything back that is sent after it until it is there.
 */
export class StorageShelf implements Shelf {
  readonly #storage: RoomStorage;
  readonly #texts = new Map<string, string>();

  private constructor(storage: RoomStorage) {
    this.#storage = storage;
  }

  static async open(storage: RoomStorage): Promise<StorageShelf> {
    const shelf = new StorageShelf(storage);
    // In the order of their parts.
    for (const [key, part] of await storage.list<string>({ prefix: beginning })) {
      const name = key.slice(partKey("", 0).length);
      shelf.#texts.set(name, (shelf.#texts.get(name) ?? "") + part);
    }
    return shelf;
  }

  get(name: string): string | null {
    return this.#texts.get(name) ?? null;
  }

  set(name: string, text: string): void {
    this.delete(name);
    this.#texts.set(name, text);
    const parts = partsOf(text).map((part, i) => [partKey(name, i), part] as const);
    for (const some of inCalls(parts)) void this.#storage.put(Object.fromEntries(some));
  }

  delete(name: string): void {
    const text = this.#texts.get(name);
    if (text === undefined) return;
    this.#texts.delete(name);
    const keys = partsOf(text).map((_part, i) => partKey(name, i));
    for (const some of inCalls(keys)) void this.#storage.delete(some);
  }

  names(start: string): string[] {
    return [...this.#texts.keys()].filter((name) => name.startsWith(start));
  }
}

/** One at least: an empty text is one, too. */
const partsOf = (text: string): string[] =>
  Array.from({ length: Math.max(1, Math.ceil(text.length / partLength)) }, (_, i) =>
    text.slice(i * partLength, (i + 1) * partLength),
  );

const inCalls = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / entriesMost) }, (_, i) =>
    all.slice(i * entriesMost, (i + 1) * entriesMost),
  );
