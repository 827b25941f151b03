import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { missingIn } from "./complete.ts";
import { documentHtml } from "./document.ts";

const unfilled = `<p class="document__note">Nobody has filled this page in yet: it is a copy for development, and no
place to write anything that matters.</p>\n`;

/**
 * Fills `/privacy` and `/legal`, and writes `legal.json`, which says whether `legal.md` is complete: without that
 * the worker answers nobody in production.
 * @param root the project's folder
 */
export function legalPages(root: string): Plugin {
  const read = (path: string) => readFileSync(`${root}/${path}`, "utf8");
  const contents: Readonly<Record<string, () => string>> = {
    "/privacy.html": () => documentHtml(read("web/legal/privacy.md")),
    "/legal.html": () => {
      const legal = read("legal.md");
      return (missingIn(legal) === null ? "" : unfilled) + documentHtml(legal);
    },
  };
  return {
    name: "dreamtree-legal",
    transformIndexHtml: {
      order: "pre",
      handler: (html, { path }) => html.replace("<!-- document -->", contents[path] ?? (() => "")),
    },
    generateBundle() {
      const source = JSON.stringify({ missing: missingIn(read("legal.md")) });
      this.emitFile({ type: "asset", fileName: "legal.json", source });
    },
  };
}
