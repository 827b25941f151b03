import type { KeyValue } from "./environment.ts";
import { memoryStorage } from "./memoryStorage.ts";

const store = "kept";

/** IndexedDB; where the browser refuses it (some private windows), memory for as long as the page lives. */
export function browserStorage(name = "dreamtree"): KeyValue {
  const opened = import("idb")
    .then(({ openDB }) =>
      openDB(name, 1, {
        upgrade(database) {
          database.createObjectStore(store);
        },
        // Another tab has a newer version of this client: let it upgrade.
        blocking: (_current, _blocked, event) => (event.target as IDBDatabase | null)?.close(),
      }),
    )
    .catch(() => null);
  const memory = memoryStorage();

  return {
    async list(prefix) {
      const database = await opened;
      if (database === null) return memory.list(prefix);
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const transaction = database.transaction(store);
      const [found, values] = await Promise.all([
        transaction.store.getAllKeys(range),
        transaction.store.getAll(range),
        transaction.done,
      ]);
      return found.map((key, i) => [String(key), values[i] as unknown] as const);
    },
    async write(changes) {
      const database = await opened;
      if (database === null) return memory.write(changes);
      const transaction = database.transaction(store, "readwrite");
      for (const [key, value] of changes) {
        void (value === undefined ? transaction.store.delete(key) : transaction.store.put(value, key));
      }
      await transaction.done;
    },
  };
}
