import type { Page } from "playwright-core";
import { releases } from "../../seed/releases/index.ts";
import type { StemBlock } from "../../shared/content/block.ts";
import type { Release } from "../../shared/content/release.ts";

/** The workbook as it is published: the page says which block waits, this says what kind it is. */
export const release: Release = newestOf(releases);
export const placements: readonly StemBlock[] = release.stem.filter((block) => block.type !== "content");
const byId = new Map(release.stem.map((block) => [block.id, block]));

function newestOf(all: readonly Release[]): Release {
  const newest = all.at(-1);
  if (newest === undefined) throw new Error("no release is written: npm run content -- compile");
  return newest;
}

export function blockNamed(id: string): StemBlock {
  const block = byId.get(id);
  if (block === undefined) throw new Error(`no block ${id} in the release`);
  return block;
}

/** What the page waits for. */
export type Scene =
  | { readonly kind: "landing" }
  /** "Continue", or "Go on" at a good place to stop. */
  | { readonly kind: "beat"; readonly id: string }
  | { readonly kind: "question"; readonly id: string }
  | { readonly kind: "tool"; readonly id: string }
  | { readonly kind: "end" };

export const same = (a: Scene, b: Scene | null): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The next scene that is not `before`, once all of it is drawn. */
export async function nextScene(page: Page, before: Scene | null): Promise<Scene> {
  const handle = await page.waitForFunction(
    (last): Scene | null => {
      const idOf = (element: Element | undefined) => element?.id.replace(/^[qa]-/, "") ?? "";
      const find = (): Scene | null => {
        const landing = document.getElementById("landing");
        if (document.querySelector("main.conversation") === null) {
          return landing !== null && landing.checkVisibility() ? { kind: "landing" } : null;
        }
        const rows = [...document.querySelectorAll("[data-row]")];
        const dock = document.querySelector("[data-dock]");
        if (dock?.querySelector("[data-composer=beat]")) {
          return { kind: "beat", id: idOf(rows.findLast((row) => row.id !== "return")) };
        }
        const tool = document.querySelector(".row--tool");
        if (tool !== null) {
          return tool.querySelector("h3") === null ? null : { kind: "tool", id: idOf(tool) };
        }
        if (dock !== null) {
          return { kind: "question", id: idOf(rows.findLast((row) => row.classList.contains("row--asked"))) };
        }
        return document.querySelector(".row--end") === null ? null : { kind: "end" };
      };
      const scene = find();
      return scene === null || JSON.stringify(scene) === last ? null : scene;
    },
    before === null ? "" : JSON.stringify(before),
  );
  const scene = await handle.jsonValue();
  if (scene === null) throw new Error("the page waits for nothing");
  return scene;
}

/** What moves comes to rest at once: a contrast in the middle of a fade says nothing. */
export const atRest = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    for (const one of document.getAnimations()) one.finish();
  });

/** Until everything that was sent is in D1, as the page tells it. */
export const allSaved = (page: Page): Promise<unknown> =>
  page.getByRole("banner").getByText("Saved", { exact: true }).waitFor();
