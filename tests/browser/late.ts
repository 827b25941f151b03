import type { BrowserContext } from "playwright-core";

/** Nothing of this comes through. @returns lets it all come, what waits and what is asked for later */
export async function heldBack(context: BrowserContext, files: RegExp): Promise<() => void> {
  let letCome = () => {};
  const come = new Promise<void>((resolve) => {
    letCome = resolve;
  });
  await context.route(files, (route) => come.then(() => route.fallback()));
  return letCome;
}
