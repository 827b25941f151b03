import type { BrowserContext, Page } from "playwright-core";

/** What went wrong in a page without anybody asking. */
export interface Watched {
  /** After a key the focus stood on the page itself: the next Tab would begin at its top. */
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

const errors = new WeakMap<Page, string[]>();

/** Watches every page of the context from its first script on. */
export async function watch(context: BrowserContext): Promise<void> {
  context.on("page", listen);
  for (const page of context.pages()) listen(page);
  await context.addInitScript(() => {
    const log: Log = { lostFocus: [], policy: [], motions: 0 };
    window.watched = log;
    document.addEventListener("securitypolicyviolation", (event) =>
      log.policy.push(`${event.violatedDirective}: ${event.blockedURI}`),
    );
    document.addEventListener("keyup", (event) => {
      const lost = () => document.activeElement === document.body;
      // One that is gone and comes back within two frames was on its way.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          if (lost()) log.lostFocus.push(`after ${event.key} at ${document.title}`);
        }),
      );
    });
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
  return { ...log, errors: errors.get(page) ?? [] };
}
