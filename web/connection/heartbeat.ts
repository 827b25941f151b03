import type { Environment } from "./environment.ts";

const pingEveryMs = 20_000;
const silenceMs = 10_000;

/**
 * Whether the socket is alive: a `ping` every 20 s while the page is visible; dead when it was silent for
 * 10 s and a ping has gone unanswered as long, so that a throttled tab does not call a live socket dead.
 */
export function createHeartbeat(
  env: Pick<Environment, "now" | "after" | "page">,
  socket: { ping(): boolean; dead(): void },
) {
  let heardAt = env.now();
  let pingedAt: number | null = null;
  let cancelCheck: () => void = () => {};
  let cancelPing = env.after(pingEveryMs, beat);

  function beat() {
    cancelPing();
    cancelPing = env.after(pingEveryMs, beat);
    if (env.page.visible()) check();
  }
  /** Pings now, unless an answer is awaited already. */
  function check() {
    if (pingedAt !== null || !socket.ping()) return;
    pingedAt = env.now();
    cancelCheck = env.after(silenceMs, () => {
      if (pingedAt === null) return;
      pingedAt = null;
      if (env.now() - heardAt >= silenceMs) socket.dead();
    });
  }
  return {
    heard() {
      heardAt = env.now();
      pingedAt = null;
      cancelCheck();
    },
    check,
    stop() {
      cancelPing();
      cancelCheck();
    },
  };
}
