import type { KeyValue } from "./environment.ts";

/** Storage that lives as long as its owner, with the copies that IndexedDB would make. */
export function memoryStorage(entries = new Map<string, unknown>()): KeyValue {
  return {
    async list(prefix) {
      return [...entries]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => [key, structuredClone(value)] as const);
    },
    async write(changes) {
      const copies = changes.map(([key, value]) => [key, structuredClone(value)] as const);
      for (const [key, value] of copies) {
        if (value === undefined) entries.delete(key);
        else entries.set(key, value);
      }
    },
  };
}
