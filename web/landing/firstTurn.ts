import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import type { Release } from "../../shared/content/release.ts";

/**
 * Puts the first turn of part 1 into the page itself, so that the conversation is there the moment Begin is
 * tapped. It is data, not script: the page's policy allows no inline script.
 */
export function firstTurn(releases: string): Plugin {
  return {
    name: "dreamtree-first",
    transformIndexHtml: {
      order: "post",
      handler() {
        const release = newest(releases);
        if (release === null) return [];
        const children = JSON.stringify(openingOf(release)).replaceAll("<", "\\u003c");
        return [
          {
            tag: "script",
            attrs: { type: "application/json", id: "dreamtree-first" },
            children,
            injectTo: "body",
          },
        ];
      },
    },
  };
}

function newest(folder: string): Release | null {
  if (!existsSync(folder)) return null;
  const versions = readdirSync(folder).flatMap((name) =>
    /^\d+\.json$/.test(name) ? [Number.parseInt(name, 10)] : [],
  );
  if (versions.length === 0) return null;
  return JSON.parse(readFileSync(join(folder, `${Math.max(...versions)}.json`), "utf8"));
}

export function openingOf(release: Release) {
  const order = release.stem.toSorted((a, b) => a.sequence - b.sequence);
  const firstAsked = order.findIndex((block) => block.type !== "content");
  const modules = [...new Set(order.map((block) => `${block.part}.${block.module}`))];
  const { version, complete, outline, tools } = release;
  return { version, complete, outline, tools, modules, blocks: order.slice(0, firstAsked + 1) };
}
