import type { Assets } from "../page.ts";

/*
 * PartyKit serves every file of `serve.path` before the worker is asked, without our headers. So all of the app is
 * shipped as text that no browser runs (`local/site.ts`), and gets its names, types and policies here and in `page.ts`.
 */

/** Where a file of the app is shipped. */
export const shippedAs = (path: string): string => `/shell${path}.txt`;

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
  map: "application/json",
  woff2: "font/woff2",
  wasm: "application/wasm",
  svg: "image/svg+xml",
  webmanifest: "application/manifest+json",
};

const plain = /^(\/[\w-][\w.-]*)+$/;

/** The app's files by their names, and 404 for everything else, as wrangler's assets are. */
export function shellOver(
  fetchAsset: (
    path: string,
  ) => Promise<{ readonly status: number; arrayBuffer(): Promise<ArrayBuffer> } | null>,
): Assets {
  return {
    async fetch(input: RequestInfo | URL) {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      const path = pathname === "/" ? "/index.html" : pathname;
      const found = plain.test(path) ? await fetchAsset(shippedAs(path)) : null;
      if (found === null || found.status !== 200) return new Response(null, { status: 404 });
      const type = types[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
      return new Response(await found.arrayBuffer(), { headers: { "Content-Type": type } });
    },
  };
}
