import { browserStorage } from "./browserStorage.ts";
import type { Environment, KeyValue } from "./environment.ts";
import { memoryStorage } from "./memoryStorage.ts";

/** A cookie without an end: it goes with the browser, as the session's does, and every tab sees it. It says nothing else. */
const mark = "dreamtree-shared";

/** IndexedDB; on a shared computer memory, for as long as the page lives (security, Decided). */
export function computerStorage(): Pick<Environment, "storage" | "shareComputer"> {
  const isMarked = document.cookie.split("; ").includes(`${mark}=1`);
  let inner: KeyValue = isMarked ? memoryStorage() : browserStorage();
  return {
    storage: {
      list: (prefix) => inner.list(prefix),
      write: (changes) => inner.write(changes),
    },
    shareComputer(isShared) {
      document.cookie = `${mark}=1; Path=/; SameSite=Strict; Secure${isShared ? "" : "; Max-Age=0"}`;
      inner = isShared ? memoryStorage() : browserStorage();
    },
  };
}
