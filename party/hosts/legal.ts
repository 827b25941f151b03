import * as z from "zod/mini";
import type { Assets } from "./page.ts";

const built = z.object({ missing: z.nullable(z.string()) });

/**
 * Why nobody is answered yet: the operator has not said in `legal.md` who runs this and on what terms. The build
 * wrote what is missing to `legal.json` (`web/legal/plugin.ts`); a build without it is as good as not filled in.
 * @returns asks the assets once; later calls are free
 */
export function legalGap(assets: Assets): () => Promise<string | null> {
  let known: Promise<string | null> | undefined;
  return () => {
    known ??= read(assets).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

async function read(assets: Assets): Promise<string | null> {
  const response = await assets.fetch("https://assets/legal.json");
  const isFile = (response.headers.get("Content-Type") ?? "").includes("json");
  // The app's page stands in for files that are not there.
  if (!response.ok || !isFile) return "this build does not say whether legal.md is complete.";
  return built.parse(await response.json()).missing;
}
