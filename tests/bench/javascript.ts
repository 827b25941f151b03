import { build, type Metafile } from "esbuild";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { toolNames } from "../../shared/content/block.ts";
import { releases } from "../../seed/releases/index.ts";

const web = fileURLToPath(new URL("../../web/", import.meta.url));
export const dist = join(web, "dist/");

/** What the browser fetches of a built page, by how it comes to it. */
export interface Scripts {
  /** Scripts of the document and everything they import at once: a block can be answered with these. */
  readonly first: readonly string[];
  /**
   * Beside those, everything that a walk through module 1.1 can fetch: all but tools that stand only elsewhere, and
   * the pages beside the conversation.
   */
  readonly walk: readonly string[];
}

const kib = (bytes: number) => bytes / 1000;

/** As a server sends it (level 9, as `size-limit` counts). */
export async function gzippedKb(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(join(dist, file)), { level: 9 }).length),
  );
  return kib(sizes.reduce((sum, one) => sum + one, 0));
}

/** Reads `web/dist` as the browser does: from the page's scripts along their imports. @throws when it is not built. */
export async function scriptsOfPage(): Promise<Scripts> {
  const page = await readFile(join(dist, "index.html"), "utf8");
  const documents = [...page.matchAll(/<script\b[^>]*\bsrc="\/([^"]+)"/g)].flatMap(([, src]) => src ?? []);
  const { inputs } = await graph(documents);
  const first = reached(inputs, documents, (kind) => kind !== "dynamic-import");
  const pages = await pagesBeside();
  const beside = await Promise.all(
    Object.keys(inputs).map(async (file) => (await isBeside(file, pages)) && file),
  );
  const isElsewhere = (file: string) => isForeignTool(file) || beside.includes(file);
  const walk = reached(inputs, documents, (kind, path) => kind !== "dynamic-import" || !isElsewhere(path));
  return { first, walk };
}

async function graph(documents: readonly string[]): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: documents.map((file) => join(dist, file)),
    absWorkingDir: dist,
    bundle: true,
    splitting: true,
    format: "esm",
    write: false,
    outdir: "nowhere",
    metafile: true,
    logLevel: "error",
    plugins: [
      // Styles that a chunk names are not scripts.
      {
        name: "no styles",
        setup: ({ onLoad }) => onLoad({ filter: /\.css$/ }, () => ({ contents: "", loader: "empty" })),
      },
    ],
  });
  return metafile;
}

type Inputs = Metafile["inputs"];

function reached(
  inputs: Inputs,
  from: readonly string[],
  follows: (kind: string, path: string) => boolean,
): string[] {
  const found = new Set<string>();
  const queue = [...from];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    if (found.has(file)) continue;
    found.add(file);
    queue.push(
      ...(inputs[file]?.imports ?? [])
        .filter(({ kind, path }) => follows(kind, path))
        .map(({ path }) => path),
    );
  }
  return [...found].filter((file) => file.endsWith(".js"));
}

/**
 * The modules of the pages beside the conversation, of the line over it that is there in a session only, and of what is
 * drawn of milestones, which a list has from 2.4.1 on.
 */
async function pagesBeside(): Promise<string[]> {
  const text = await readFile(join(web, "pages/pages.ts"), "utf8");
  const pages = [...text.matchAll(/import\("\.\.\/([^"]+)"\)/g)].flatMap(([, file]) => file ?? []);
  return [...pages, "live/bar/LiveBar.tsx", "paths/Paths.tsx"];
}

/** Whether one of these modules of `web/` stands in this chunk, or nothing of ours but what stands in their folders. */
async function isBeside(file: string, modules: readonly string[]): Promise<boolean> {
  const map = await readFile(join(dist, `${file}.map`), "utf8").catch(() => null);
  if (map === null) return false;
  const { sources } = JSON.parse(map) as { sources: string[] };
  const folders = modules.map((one) => `../../${one.split("/")[0]}/`);
  const own = sources.filter((one) => !one.includes("node_modules"));
  // What both sides run may stand in any chunk, and says nothing of whose it is.
  const ofWeb = own.filter((one) => !one.includes("/shared/"));
  return (
    modules.some((one) => sources.includes(`../../${one}`)) ||
    (ofWeb.length > 0 ? ofWeb : own).every((one) => folders.some((folder) => one.startsWith(folder)))
  );
}

/** A tool's chunk is named after it; those of other modules are not fetched in 1.1. */
function isForeignTool(path: string): boolean {
  const inside = new Set(
    releases
      .at(-1)
      ?.stem.filter(({ part, module }) => part === 1 && module <= 1)
      .map(({ tool }) => tool),
  );
  return toolNames.some((tool) => !inside.has(tool) && path.includes(`/${tool}-`));
}
