import type { Client } from "../model/client.ts";
import { onAddress } from "../pages/address.ts";
import { pageAt } from "../pages/pages.ts";

/** Whether a conversation is open on this device; only `public/first.js` reads it, before the first paint. */
const known = "dreamtree-known";

/**
 * The landing page is plain HTML in the document. This shows it while there is no session, and begins the
 * conversation on a tap.
 */
export function joinLanding(client: Client): void {
  const root = document.documentElement;
  const page = document.getElementById("landing");
  const begin = () => {
    root.dataset["begun"] = "yes";
    client.begin();
  };
  page?.querySelector("[data-begin]")?.addEventListener("click", begin);
  const follow = () => {
    const { phase } = client.view();
    if (phase === "loading") return;
    const isHere = phase === "landing" && pageAt(location.pathname) === null;
    if (page !== null) page.hidden = !isHere;
    if (isHere) delete root.dataset["known"];
    remember(phase === "thread");
  };
  client.subscribe(follow);
  onAddress(follow);
  follow();
  // The tap came before this script did.
  if (root.dataset["begun"] !== undefined) client.begin();
}

function remember(isOpen: boolean): void {
  try {
    if (isOpen) localStorage.setItem(known, "yes");
    else localStorage.removeItem(known);
  } catch {
    // Storage is closed: the landing page may show for a moment.
  }
}
