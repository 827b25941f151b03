import type { Page } from "playwright-core";
import { expect } from "vitest";
import { moduleIdOf } from "../../shared/content/where.ts";
import { release } from "./thread.ts";

/** What is in this device's storage, by key; never in the page's way: it neither makes the database nor holds it open. */
export const whatIsKept = async (): Promise<string[]> => {
  const all = await indexedDB.databases();
  if (!all.some(({ name }) => name === "dreamtree")) return [];
  return new Promise<string[]>((resolve, reject) => {
    const opening = indexedDB.open("dreamtree");
    opening.addEventListener("error", () => reject(new Error("closed")));
    opening.addEventListener("success", () => {
      const { result: database } = opening;
      const keys = database.transaction("kept").objectStore("kept").getAllKeys();
      keys.addEventListener("success", () => {
        database.close();
        resolve(keys.result.map(String));
      });
    });
  });
};

/** When the page has nothing better to do, this device keeps all of it: the page's files, the workbook's text. */
export async function keepsEverything(page: Page): Promise<void> {
  const modules = new Set(release.stem.map((block) => moduleIdOf(block)));
  const texts = ["index", "skills", ...modules].map((name) => `content/${release.version}/${name}`);
  const missing = async () => {
    const kept = new Set(await page.evaluate(whatIsKept));
    const files = await page.evaluate(async () => {
      const all = (await (await fetch("/files.json")).json()) as string[];
      const found = await Promise.all(all.map((file) => caches.match(file)));
      return all.filter((_file, i) => found[i] === undefined);
    });
    return [...files, ...texts.filter((key) => !kept.has(key))];
  };
  await expect.poll(missing, { timeout: 60_000 }).toEqual([]);
}
