import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

/** Hears of every change of the address that this page makes, and of Back and Forward. */
export function onAddress(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
  };
}

export const usePath = (): string => useSyncExternalStore(onAddress, () => location.pathname);

/** Goes to an address of the app ("/credits", "/#q-1.1.1.first-moment") without loading the page again. */
export function go(address: string): void {
  history.pushState(null, "", address);
  for (const listener of listeners) listener();
  if (location.hash === "") scrollTo(0, 0);
}

/**
 * Links between the app's own pages are plain `<a href="/…">`: with a modifier, a target or without scripts
 * they do what links do, for every address is answered with the app.
 */
export function listenForLinks(): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.target !== "" || link.hasAttribute("download")) return;
    // A document of its own, which stands without the app.
    if (link.rel === "external") return;
    const { origin, pathname, search, hash } = new URL(link.href);
    // A jump within the page is the browser's.
    if (origin !== location.origin || /^\/(api|ws)\//.test(pathname)) return;
    if (pathname === location.pathname && hash !== "") return;
    event.preventDefault();
    go(pathname + search + hash);
  });
}
