import type { Environment, Link, LinkHandlers } from "./environment.ts";

const againMs = 2000;

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
  let opening = false;
  /** Offline before it was ever fetched, it is asked for again. */
  const open = async () => {
    if (opening || closed || link !== null) return;
    opening = true;
    try {
      const { openLink } = await import("./link.ts");
      if (!closed) link = openLink(url, handlers, surroundings);
    } catch {
      handlers.down(1006);
      setTimeout(() => void open(), againMs);
    } finally {
      opening = false;
    }
  };
  void open();
  return {
    send: (text) => link?.send(text) ?? false,
    renew: () => (link === null ? void open() : link.renew()),
    close() {
      closed = true;
      link?.close();
    },
  };
}
