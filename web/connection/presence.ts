import type { Environment } from "./environment.ts";

type State = "active" | "idle" | "away" | "typing";
const atMostEveryMs = 5000;

/** Tells changes only, at least 5 s apart; the last one is always told. */
export function createPresence(env: Environment, tell: (state: State) => boolean) {
  let said: State | null = null;
  let saidAt = -Infinity;
  let next: State | null = null;
  let cancel: (() => void) | null = null;

  function now() {
    cancel = null;
    if (next === null || next === said) return;
    if (!tell(next)) return;
    said = next;
    saidAt = env.now();
  }
  return {
    say(state: State) {
      next = state;
      const wait = saidAt + atMostEveryMs - env.now();
      if (wait <= 0) now();
      else cancel ??= env.after(wait, now);
    },
    /** Another line to the server: it knows nothing of what was said on the last. */
    again() {
      said = null;
      now();
    },
    stop: () => cancel?.(),
  };
}
