import type { Environment } from "../connection/environment.ts";

/** On a shared computer (security, Decided): locked after so long without a key or a tap, and said a minute before. */
const lockAfterMs = 15 * 60_000;
const warnBeforeMs = 60_000;
/** The other tabs hear of it so often at most. */
const tellEveryMs = 20_000;

interface Hooks {
  lock(): void;
  changed(): void;
  /** Somebody is here: the other tabs stay open too. */
  awake(): void;
}

/** Watches for a rest, once started. Drafts are on the device sealed, and are kept. */
export function idleLock(env: Environment, hooks: Hooks) {
  let unsubscribe: readonly (() => void)[] = [];
  let cancel: () => void = () => {};
  let rests = false;
  let toldAt = -Infinity;

  function again() {
    cancel();
    if (rests) hooks.changed();
    rests = false;
    cancel = env.after(lockAfterMs - warnBeforeMs, () => {
      rests = true;
      hooks.changed();
      cancel = env.after(warnBeforeMs, hooks.lock);
    });
  }
  function acted() {
    if (env.now() - toldAt >= tellEveryMs) {
      toldAt = env.now();
      hooks.awake();
    }
    again();
  }
  function stop() {
    cancel();
    rests = false;
    for (const one of unsubscribe) one();
    unsubscribe = [];
  }
  return {
    start() {
      stop();
      unsubscribe = [env.page.on("key", acted), env.page.on("pointer", acted)];
      again();
    },
    /** Somebody is at another tab. */
    again: () => (unsubscribe.length > 0 ? again() : undefined),
    stop,
    rests: () => rests,
  };
}
