import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { shippedAs } from "../shell.ts";

const built = "web/dist";

/** Lays out the built app as PartyKit should serve it (`shell.ts`). @param folder made anew */
export async function makeSite(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const entry of await readdir(built, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(folder, shippedAs(from.slice(built.length)));
    await mkdir(dirname(to), { recursive: true });
    await cp(from, to);
  }
}
