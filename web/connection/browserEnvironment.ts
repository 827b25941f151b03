import { computerStorage } from "./computerStorage.ts";
import type { Environment, First, Page, PageEvent, Tabs } from "./environment.ts";
import { lazyLink } from "./lazyLink.ts";

/** The page's own time, storage, network and tabs. Registers the service worker when idle, in a production build. */
export function browserEnvironment(): Environment {
  const page = browserPage();
  const { storage, shareComputer } = computerStorage();
  const random = () => Math.random();
  whenIdle(() => void import("./worker.ts").then(({ registerWorker }) => registerWorker()));
  return {
    now: () => Date.now(),
    random,
    uuid: () => crypto.randomUUID(),
    after,
    whenIdle,
    zone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    request,
    link: (path, handlers) => lazyLink(new URL(path, socketOrigin()).href, handlers, { random, page }),
    owner: () => untilFetched(() => import("./owner.ts")),
    privacy: () => untilFetched(() => import("../crypto/index.ts")),
    recalls: () => untilFetched(() => import("./recalls.ts")),
    outside: () => untilFetched(() => import("./outside.ts")),
    persist: async () => void (await navigator.storage?.persist?.()),
    storage,
    shareComputer,
    tabs: browserTabs(),
    page,
    first: firstOf(document.getElementById("dreamtree-first")),
    saveFile,
  };
}

const fetchAgainMs = 2000;

/** A chunk that does not come through the network now comes later: without it nothing would ever be sent. */
async function untilFetched<T>(fetchIt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await fetchIt();
    } catch {
      await new Promise<void>((resolve) => setTimeout(resolve, fetchAgainMs));
    }
  }
}

export const socketOrigin = (): string => location.origin.replace(/^http/, "ws");

export function after(ms: number, task: () => void) {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}

/** Safari has no `requestIdleCallback`. */
function whenIdle(task: () => void) {
  if (typeof requestIdleCallback === "function") requestIdleCallback(() => task(), { timeout: 5000 });
  else setTimeout(task, 500);
}

const request: Environment["request"] = async (method, path, { body, idempotencyKey } = {}) => {
  const response = await fetch(path, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) as unknown };
  } catch {
    return { status: response.status, body: null };
  }
};

export function browserPage(): Page {
  const events: Record<PageEvent, { target: EventTarget; name: string; only?: () => boolean }> = {
    visible: {
      target: document,
      name: "visibilitychange",
      only: () => document.visibilityState === "visible",
    },
    hidden: { target: document, name: "visibilitychange", only: () => document.visibilityState === "hidden" },
    online: { target: window, name: "online" },
    offline: { target: window, name: "offline" },
    focus: { target: window, name: "focus" },
    blur: { target: window, name: "blur" },
    leaving: { target: window, name: "pagehide" },
    key: { target: window, name: "keydown" },
    pointer: { target: window, name: "pointerdown" },
  };
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  return {
    visible: () => document.visibilityState === "visible",
    online: () => navigator.onLine,
    on(event, listener) {
      const { target, name, only } = events[event];
      const heard = () => {
        if (only?.() ?? true) listener();
      };
      target.addEventListener(name, heard);
      return () => target.removeEventListener(name, heard);
    },
    // Only while it is needed: a listener keeps the page out of the back-forward cache.
    warnOnLeave(warn) {
      if (warn) addEventListener("beforeunload", ask);
      else removeEventListener("beforeunload", ask);
    },
  };
}

function browserTabs(): Tabs {
  return {
    hold(name, granted) {
      // Without Web Locks every tab speaks for itself, as its own device would.
      if (navigator.locks === undefined) {
        granted();
        return () => {};
      }
      const giveUp = new AbortController();
      let release: () => void = () => giveUp.abort();
      const held = navigator.locks.request(name, { signal: giveUp.signal }, () => {
        granted();
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      });
      held.catch(() => undefined);
      return () => release();
    },
    channel(name, heard) {
      const channel = new BroadcastChannel(name);
      channel.addEventListener("message", ({ data }) => heard(data));
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin: ours
      return { say: (message) => channel.postMessage(message), close: () => channel.close() };
    },
  };
}

/** Our own server's JSON, of the same release as this script. */
function firstOf(element: HTMLElement | null): First | null {
  try {
    return element === null ? null : (JSON.parse(element.textContent ?? "") as First);
  } catch {
    return null;
  }
}

function saveFile(name: string, text: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
