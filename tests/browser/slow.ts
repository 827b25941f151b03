import { createHash } from "node:crypto";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";

/**
 * `SLOW=<seed>` makes each browser of a journey a slow phone on a bad line: what is fetched comes when it comes, in an
 * order of the seed's own, and the processor is slowed. It shows what holds only where a chunk or a font is quick.
 */
const seed = process.env["SLOW"] ?? "";
const slow = seed !== "";

/** How much slower the processor is, and how much longer everything may take. */
export const slowness = slow ? 3 : 1;
const mostMs = 1500;

/**
 * Without the service worker, which would fetch everything ahead: journeys that are about it ask for it by
 * `serviceWorkers: "allow"`.
 */
export const slowOptions: BrowserContextOptions = slow ? { serviceWorkers: "block" } : {};

let opened = 0;

export async function slowDown(context: BrowserContext): Promise<void> {
  if (!slow) return;
  const nth = (opened += 1);
  if (nth === 1) console.log(`on a slow phone: SLOW=${seed}`);
  await context.route(/\/(assets|workers)\//, async (route) => {
    const request = route.request();
    if (request.serviceWorker() === null) await wait(delayMs(nth, new URL(request.url()).pathname));
    // The page that asked may be gone by then.
    await route.continue().catch(() => undefined);
  });
  context.on("page", (page) => void throttle(context, page));
  await Promise.all(context.pages().map((page) => throttle(context, page)));
}

/** The same for a seed, whatever is asked for first, and for every build: without the hash in the name. */
function delayMs(nth: number, path: string): number {
  const named = path.replace(/-[\w-]{8}\./, ".");
  const chance = createHash("sha256").update(`${seed}/${nth}${named}`).digest().readUInt32BE() / 2 ** 32;
  // Most come soon, some late: then they come in another order than they were asked for.
  return chance ** 2 * mostMs;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function throttle(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page).catch(() => null);
  await session?.send("Emulation.setCPUThrottlingRate", { rate: slowness }).catch(() => undefined);
}
