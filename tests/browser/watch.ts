import type { BrowserContext, Page } from "playwright-core";

/** What went wrong in a page without anybody asking. */
export interface Watched {
  /** Where the focus stood on the page itself: the next Tab would begin at its top. */
  readonly lostFocus: string[];
  readonly policy: string[];
  readonly errors: string[];
  /** How many animations were begun. */
  readonly motions: number;
}

interface Log {
  lostFocus: string[];
  policy: string[];
  motions: number;
  /** Writes down whether the focus is on the page itself, after having been somewhere. */
  lookForFocus: () => Promise<void>;
}
declare global {
  interface Window {
    watched: Log | undefined;
  }
}

const errors = new WeakMap<Page, string[]>();

/** Watches every page of the context from its first script on. */
export async function watch(context: BrowserContext): Promise<void> {
  context.on("page", listen);
  for (const page of context.pages()) listen(page);
  await context.addInitScript(() => {
    // The element that had the focus last, in words: once it has gone it tells nothing any more.
    let last = "";
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const log: Log = {
      lostFocus: [],
      policy: [],
      motions: 0,
      async lookForFocus() {
        if (last === "" || document.activeElement !== document.body) return;
        // A control that goes hands the focus on within a frame.
        await frame();
        await frame();
        if (document.activeElement === document.body) log.lostFocus.push(`after ${last}`);
      },
    };
    window.watched = log;
    document.addEventListener("securitypolicyviolation", (event) =>
      log.policy.push(`${event.violatedDirective}: ${event.blockedURI}`),
    );
    document.addEventListener("focusin", ({ target }) => {
      if (!(target instanceof Element)) return;
      const name = target.getAttribute("aria-label") ?? target.textContent.trim().slice(0, 40);
      last = `${target.tagName.toLowerCase()} “${name}” in ${target.parentElement?.closest("[id]")?.id ?? "nothing"}`;
    });
    document.addEventListener("focusout", () => void log.lookForFocus());
    document.addEventListener("keyup", () => void log.lookForFocus());
    const { animate } = Element.prototype;
    Element.prototype.animate = function count(...given) {
      log.motions += 1;
      return animate.apply(this, given);
    };
  });
}

function listen(page: Page): void {
  const found: string[] = [];
  errors.set(page, found);
  page.on("pageerror", (error) => found.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") found.push(message.text());
  });
}

export async function watched(page: Page): Promise<Watched> {
  const log = await page.evaluate(() => window.watched);
  if (log === undefined) throw new Error("nobody watches this page");
  return { ...log, errors: errors.get(page) ?? [] };
}
