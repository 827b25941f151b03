import { after, browserPage, socketOrigin } from "../connection/browserEnvironment.ts";
import { isTerminal } from "../connection/environment.ts";
import { createHeartbeat } from "../connection/heartbeat.ts";
import { openLink } from "../connection/link.ts";

/** How the line stands: `ended` for good, with the close code. */
export type LineState = "connecting" | "online" | "offline" | { readonly ended: number };

interface Handlers {
  /** Said after every opening. */
  readonly hello?: object;
  message(parsed: unknown): void;
  state(state: LineState): void;
}

/**
 * A socket beside the conversation's: the cockpit's, or that of a thread which is watched. Renewed after every loss
 * that is not terminal.
 * @returns ends it
 */
export function openSocket(path: string, { hello, message, state }: Handlers): () => void {
  const page = browserPage();
  const surroundings = { now: () => Date.now(), after, page };
  const heartbeat = createHeartbeat(surroundings, {
    ping: () => link.send("ping"),
    dead: () => link.renew(),
  });
  const link = openLink(
    new URL(path, socketOrigin()).href,
    {
      open() {
        heartbeat.heard();
        state("online");
        if (hello !== undefined) link.send(JSON.stringify(hello));
      },
      message(text) {
        heartbeat.heard();
        if (text !== "pong") message(parse(text));
      },
      down: (code) => state(isTerminal(code) ? { ended: code } : page.online() ? "connecting" : "offline"),
    },
    { random: () => Math.random(), page },
  );
  return () => {
    heartbeat.stop();
    link.close();
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
