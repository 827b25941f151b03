import ReconnectingWebSocket from "partysocket/ws";
import { isTerminal, type Environment, type Link, type LinkHandlers } from "./environment.ts";

type Surroundings = Pick<Environment, "random" | "page">;

/** A hidden page has nobody waiting, a page without a network nothing to reach: slowly, until an event says more. */
const retry = { visible: { min: 500, max: 2000 }, hidden: { min: 5000, max: 300_000 } };

/**
 * `partysocket` with the backoff of platform 1.1. Its own `reconnect()` does nothing while it waits for its
 * next attempt, so an attempt at once is a new socket; frames and closes of older ones are ignored.
 * @param make for tests: the class of the sockets
 */
export function openLink(
  url: string,
  handlers: LinkHandlers,
  { random, page }: Surroundings,
  make?: unknown,
): Link {
  let current = connect();

  function connect(): ReconnectingWebSocket {
    const pace = () => (page.visible() && page.online() ? retry.visible : retry.hidden);
    const jitter = () => 0.75 + random() / 2;
    const socket = new ReconnectingWebSocket(url, [], {
      // Nothing is queued: the outbox is the queue, and decides again after every welcome.
      maxEnqueuedMessages: 0,
      reconnectionDelayGrowFactor: 1.5,
      connectionTimeout: 10_000,
      get minReconnectionDelay() {
        return pace().min * jitter();
      },
      get maxReconnectionDelay() {
        return pace().max * jitter();
      },
      shouldReconnectOnClose: ({ code }) => !isTerminal(code),
      ...(make === undefined ? {} : { WebSocket: make }),
    });
    const mine = (task: () => void) => () => {
      if (socket === current) task();
    };
    socket.addEventListener("open", mine(handlers.open));
    socket.addEventListener("close", (event) => mine(() => handlers.down(event.code))());
    socket.addEventListener("message", ({ data }) =>
      mine(() => typeof data === "string" && handlers.message(data))(),
    );
    return socket;
  }

  return {
    send: (text) => current.readyState === ReconnectingWebSocket.OPEN && current.send(text),
    renew() {
      const old = current;
      current = connect();
      old.close();
    },
    close() {
      const old = current;
      // Nobody is `current` any more: the close that follows is ours and tells nothing.
      current = new ReconnectingWebSocket(url, [], { startClosed: true });
      old.close();
    },
  };
}
