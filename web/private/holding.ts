import { useSyncExternalStore } from "react";
import type { Lock } from "./useLock.ts";

/*
 * A way to keep or bring a key ends with the learner's word, not with the key: a recovery code is shown after it
 * has come, and the panel must not go from under it.
 */
let held: Exclude<Lock, "open"> | null = null;
const listeners = new Set<() => void>();

/** Keeps the panel where it is, whatever happens to the key, until it is let go. */
export function holdLock(lock: Exclude<Lock, "open"> | null): void {
  held = lock;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useHeldLock = () => useSyncExternalStore(subscribe, () => held);
