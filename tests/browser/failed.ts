import type { BrowserContext } from "playwright-core";
import type { TestContext } from "vitest";

/** What every page showed when a test failed, as pictures in the folder that `SHOTS` names. For an `afterEach`. */
export async function shotsOfFailed(
  { task }: Pick<TestContext, "task">,
  contexts: readonly BrowserContext[],
): Promise<void> {
  const folder = process.env["SHOTS"];
  if (task.result?.state !== "fail" || folder === undefined) return;
  const name = task.file.name.replace(/^.*\//, "").replace(/\.test\.ts$/, "");
  for (const [i, page] of contexts.flatMap((one) => one.pages()).entries())
    await page.screenshot({ path: `${folder}/failed-${name}-${i}.png` });
}
