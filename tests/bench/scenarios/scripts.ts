import { atMost, type Figure } from "../figure.ts";
import { gzippedKb, scriptsOfPage, type Scripts } from "../javascript.ts";
import { round } from "../statistics.ts";

/** What the browser pays (design section 7), from `web/dist`; not measured where nothing is built. */
export async function scripts(): Promise<Figure[]> {
  const found: Scripts | Error = await scriptsOfPage().catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  );
  const measured = async (files: readonly string[]) => {
    const each = await Promise.all(
      files.map(async (file) => [file, round(await gzippedKb([file]), 1)] as const),
    );
    return Object.fromEntries(each.toSorted(([, a], [, b]) => b - a));
  };
  const missing =
    found instanceof Error
      ? { unknown: `web/dist cannot be read (run \`npm run build\`): ${found.message}` }
      : null;
  const { first, walk } = found instanceof Error ? { first: [], walk: [] } : found;
  return [
    atMost(120, {
      id: "js.first",
      what: "JavaScript before the first block can be answered, gzip",
      value: missing === null ? round(await gzippedKb(first), 1) : Number.NaN,
      unit: "kB",
      details: missing ?? { files: await measured(first) },
    }),
    atMost(300, {
      id: "js.walk",
      what: "all JavaScript of a walk through module 1.1, gzip",
      value: missing === null ? round(await gzippedKb(walk), 1) : Number.NaN,
      unit: "kB",
      details: missing ?? { files: await measured(walk) },
    }),
  ];
}
