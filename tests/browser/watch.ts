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
}
declare global {
  interface Window {
    watched: Log;
  }
}

const lostFocusMs = 100;
const errors = new WeakMap<Page, string[]>();

/** Watches every page of the context from its first script on. */
export async function watch(context: BrowserContext): Promise<void> {
  context.on("page", listen);
  for (const page of context.pages()) listen(page);
  await context.addInitScript((lostAfterMs) => {
    const log: Log = { lostFocus: [], policy: [], motions: 0 };
    window.watched = log;
    document.addEventListener("securitypolicyviolation", (event) =>
      log.policy.push(`${event.violatedDirective}: ${event.blockedURI}`),
    );
    // A control that goes hands the focus on within a frame or two; what stands on the page longer is lost.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (document.activeElement === document.body) log.lostFocus.push(`at ${document.title}`);
      }, lostAfterMs);
    };
    document.addEventListener("focusout", look);
    document.addEventListener("keyup", look);
    const { animate } = Element.prototype;
    Element.prototype.animate = function count(...given) {
      log.motions += 1;
      return animate.apply(this, given);
    };
  }, lostFocusMs);
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
  return { ...log, errors: errors.get(page) ?? [] };
}
