import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";

/** Somewhere text could have got to, by name. */
export type Places = Map<string, string | Buffer>;

/**
 * Every way in which these words could lie somewhere: as they are, as JSON and addresses write them, as bytes in
 * base64 (from any of three places in it), base64url, hex and UTF-16.
 */
export function disguises(words: string): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(words);
  const wide = Buffer.from(words, "utf16le");
  const found = new Map<string, Buffer>([
    ["raw", bytes],
    ["UTF-16", wide],
    ["UTF-16, big end first", Buffer.from(wide).swap16()],
    ["hex", Buffer.from(bytes.toString("hex"))],
    ["HEX", Buffer.from(bytes.toString("hex").toUpperCase())],
    ["address", Buffer.from(encodeURIComponent(words))],
    ["form", Buffer.from(new URLSearchParams({ a: words }).toString().slice(2))],
    ["JSON", Buffer.from(JSON.stringify(words).slice(1, -1))],
    ["JSON, ASCII", Buffer.from(asciiJson(words))],
    ["JSON in JSON", Buffer.from(JSON.stringify(JSON.stringify(words).slice(1, -1)).slice(1, -1))],
  ]);
  for (const shift of [0, 1, 2]) {
    // What stands before it moves the letters; what they share with their neighbours is left off.
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const core = shifted.slice(shift === 0 ? 0 : 4, Math.floor(((shift + bytes.length) * 8) / 6));
    found.set(`base64 +${shift}`, Buffer.from(core));
    found.set(`base64url +${shift}`, Buffer.from(core.replaceAll("+", "-").replaceAll("/", "_")));
  }
  return found;
}

const asciiJson = (words: string): string =>
  JSON.stringify(words)
    .slice(1, -1)
    .replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Where these words are, and in what form; empty where they are nowhere. */
export function leaks(places: Places, words: string): string[] {
  const forms = disguises(words);
  return [...places].flatMap(([place, content]) => {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    return [...forms].filter(([, form]) => bytes.includes(form)).map(([form]) => `${place}: ${form}`);
  });
}

/** Everything that leaves the pages of a context from now on: addresses, bodies, frames. */
export function listen(context: BrowserContext): Places {
  const sent: Places = new Map();
  const add = (place: string, text: string | Buffer) =>
    sent.set(
      place,
      Buffer.concat([Buffer.from(sent.get(place) ?? ""), Buffer.from(text), Buffer.from("\n")]),
    );
  context.on("request", (request) => {
    add("addresses", request.url());
    add("headers", JSON.stringify(request.headers()));
    const body = request.postDataBuffer();
    if (body !== null) add("bodies", body);
  });
  const follow = (page: Page) =>
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => add("frames sent", payload));
      socket.on("framereceived", ({ payload }) => add("frames received", payload));
    });
  context.on("page", follow);
  context.pages().forEach(follow);
  return sent;
}

/** What a page's origin keeps on the device, read by the page itself. */
export async function keptBy(page: Page): Promise<Places> {
  const kept = await page.evaluate(async () => {
    const text = (value: unknown) =>
      JSON.stringify(value, (_key, one: unknown) =>
        one instanceof Map || one instanceof Set
          ? [...one]
          : one instanceof ArrayBuffer || ArrayBuffer.isView(one)
            ? `bytes:${String.fromCharCode(...new Uint8Array(one instanceof ArrayBuffer ? one : one.buffer))}`
            : one,
      );
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(request.error ?? new Error("refused")));
      });
    const found: Record<string, string> = {
      localStorage: text({ ...localStorage }),
      sessionStorage: text({ ...sessionStorage }),
      cookies: document.cookie,
    };
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const from = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([done(from.getAllKeys()), done(from.getAll())]);
        found[`IndexedDB ${name}/${store}`] = text([keys, values]);
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        found[`Cache ${request.url}`] = `${request.url}\n${(await response?.text()) ?? ""}`;
      }
    }
    return found;
  });
  return new Map(Object.entries(kept));
}

/** Every file under a folder, as bytes. */
export async function filesUnder(
  folder: string,
  only: (path: string) => boolean = () => true,
): Promise<Places> {
  const places: Places = new Map();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !only(path)) continue;
    places.set(path.slice(folder.length), await readFile(path).catch(() => Buffer.alloc(0)));
  }
  return places;
}
