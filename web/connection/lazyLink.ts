import type { Environment, Link, LinkHandlers } from "./environment.ts";

/**
 * A link whose code is fetched when the first one is opened: the first block can be read and answered without
 * it. Nothing is sent before it is there, which the outbox takes for a line that is not open yet.
 */
export function lazyLink(
  url: string,
  handlers: LinkHandlers,
  surroundings: Pick<Environment, "random" | "page">,
): Link {
  let link: Link | null = null;
  let closed = false;
  void import("./link.ts").then(
    ({ openLink }) => {
      if (!closed) link = openLink(url, handlers, surroundings);
    },
    // Offline before it was ever fetched: the heartbeat asks for a new link when there is a network.
    () => handlers.down(1006),
  );
  return {
    send: (text) => link?.send(text) ?? false,
    renew: () => link?.renew(),
    close() {
      closed = true;
      link?.close();
    },
  };
}
