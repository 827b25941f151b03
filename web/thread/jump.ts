/**
 * Jumps inside the thread are links (`#q-<key>`), so that they can be kept, shared between one's own devices
 * and taken back: Back returns to where the reader stood. The thread scrolls inside the page, which a browser
 * does not remember by itself.
 */
export function listenForJumps(scroller: HTMLElement, go: (row: HTMLElement) => void): () => void {
  const remember = (event: Event) => {
    const link =
      event.target instanceof Element ? event.target.closest('a[href^="#q-"], a[href^="/"]') : null;
    if (link !== null) history.replaceState({ threadTop: scroller.scrollTop }, "");
  };
  const arrive = (event: PopStateEvent) => {
    const top = topIn(event.state);
    if (top !== null) {
      scroller.scrollTop = top;
      scroller.focus({ preventScroll: true });
      return;
    }
    const row = targetOf(location.hash);
    if (row !== null) go(row);
  };
  const again = (event: Event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#q-"]') : null;
    // The same link twice changes no address and makes no event.
    if (link?.getAttribute("href") !== location.hash) return;
    const row = targetOf(location.hash);
    if (row !== null) go(row);
  };
  document.addEventListener("click", remember, true);
  document.addEventListener("click", again);
  addEventListener("popstate", arrive);
  return () => {
    document.removeEventListener("click", remember, true);
    document.removeEventListener("click", again);
    removeEventListener("popstate", arrive);
  };
}

function topIn(state: unknown): number | null {
  if (typeof state !== "object" || state === null || !("threadTop" in state)) return null;
  return typeof state.threadTop === "number" ? state.threadTop : null;
}

let opened = false;

/**
 * Said once for each time the thread is drawn anew: whether it was open in this page before, and where the
 * reader left it for another page, when Back has brought them here.
 */
export function openedAgain(): { readonly again: boolean; readonly top: number | null } {
  const again = opened;
  opened = true;
  return { again, top: again ? topIn(history.state) : null };
}

export function targetOf(hash: string): HTMLElement | null {
  if (!hash.startsWith("#q-")) return null;
  return document.getElementById(decodeURIComponent(hash.slice(1)));
}
