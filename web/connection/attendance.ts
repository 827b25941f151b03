import type { Environment } from "./environment.ts";

type State = "active" | "idle" | "away" | "typing";

/** Whoever has stopped typing for so long is merely here. */
const typesForMs = 15_000;
/** Without a key or a touch for so long, somebody is not at it. */
const idleAfterMs = 60_000;

export interface Attendance {
  /** A line was typed. */
  typed(): void;
}

/**
 * Whether somebody is at this page, from keys, touches and the page's visibility: never from what is written (ux
 * 3.14; SPEC LI). Only changes are told.
 */
export function createAttendance(env: Environment, tell: (state: State) => void): Attendance {
  let said: State | null = null;
  let cancel: () => void = () => {};

  function say(state: State) {
    if (state === said) return;
    said = state;
    tell(state);
  }
  function after(ms: number, task: () => void) {
    cancel();
    cancel = env.after(ms, task);
  }
  const stays = () => after(idleAfterMs, () => say("idle"));
  function touched() {
    if (!env.page.visible()) return;
    // A key that types is told by what it typed.
    if (said === "typing") return;
    say("active");
    stays();
  }

  env.page.on("key", touched);
  env.page.on("pointer", touched);
  env.page.on("visible", () => {
    said = null;
    touched();
  });
  env.page.on("hidden", () => {
    cancel();
    say("away");
  });
  return {
    typed() {
      say("typing");
      after(typesForMs, () => {
        say("active");
        stays();
      });
    },
  };
}
