import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { bringAxe } from "./axe.ts";
import { launch, openContext, type Device } from "./chromium.ts";
import { openRows, type Rows } from "./database.ts";
import { newLearnerAt } from "./device.ts";
import { forward, signIn } from "./forward.ts";
import { startServer, type Server } from "./server.ts";
import { watch } from "./watch.ts";

export type Learner = Awaited<ReturnType<typeof newLearnerAt>>;

/** A server and a browser for the journeys of one file, and what D1 has to say of them in the end. */
export function stage() {
  let server: Server;
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  const owed: ((rows: Rows) => void)[] = [];
  beforeAll(async () => {
    server = await startServer();
    browser = await launch();
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
  });
  afterAll(async () => {
    await browser.close();
    await server.remove();
  });

  /** A browser of its own, signed in where there is a learner. */
  async function context(
    screen: Device,
    learner: Learner,
    more: BrowserContextOptions = {},
  ): Promise<BrowserContext> {
    const made = await openContext(browser, screen, more);
    contexts.push(made);
    await bringAxe(made);
    await watch(made);
    await signIn(made, learner);
    return made;
  }

  return {
    url: () => server.url,
    /** A learner at a placement of the conversation; at its beginning where none is named. */
    async learnerAt(blockId?: string): Promise<Learner> {
      const learner = await newLearnerAt(server.url);
      if (blockId !== undefined) await forward(server, learner, blockId);
      return learner;
    },
    context,
    async open(learner: Learner, screen: Device, path = ""): Promise<Page> {
      const page = await (await context(screen, learner)).newPage();
      await page.goto(`${server.url}${path}`);
      return page;
    },
    /** To be looked at in D1 once nobody writes there any more. */
    later: (check: (all: Rows["all"]) => void) => void owed.push(({ all }) => check(all)),
    /** The last test of a file: stops the server and looks. */
    async settle(): Promise<void> {
      await server.stop();
      expect(owed.length).toBeGreaterThan(0);
      const rows = await openRows(server.state);
      try {
        for (const check of owed) check(rows);
      } finally {
        rows.close();
      }
    },
  };
}
