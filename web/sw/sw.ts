import { isImmutable, isPage, plain } from "./kept.ts";

/**
 * The shell offline: the page, its hashed files and the workbook's immutable content. Nothing personal is ever
 * kept here: no `/api/session`, no answer, no socket.
 */
const worker = globalThis as unknown as ServiceWorkerGlobalScope;

/** Raise it when what is kept, or how, changes. */
const cacheName = "dreamtree-shell-1";
const shell = "/";
const freshWithinMs = 3000;
/** Hashed files of this many releases' size; the oldest go first. */
const assetsMost = 300;

worker.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll([shell, ...plain].map((url) => new Request(url, { cache: "reload" }))))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name))),
      )
      .then(() => worker.clients.claim()),
  );
});

/** What the first page loaded before this worker was there, and everything that it may ask for later. */
worker.addEventListener("message", (event) => {
  const urls: unknown = event.data?.keep;
  if (Array.isArray(urls)) event.waitUntil(keep(urls).catch(() => undefined));
});

async function keep(loaded: readonly unknown[]): Promise<void> {
  const later = (await (await fetch("/files.json")).json()) as string[];
  const all = [...loaded, ...later.map((path) => new URL(path, worker.location.origin).href)];
  const own = new Set(
    all.filter(
      (url): url is string => typeof url === "string" && isOwn(new URL(url)) && isImmutable(new URL(url)),
    ),
  );
  const cache = await caches.open(cacheName);
  const waiting = [...own];
  const lane = async () => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift())
      await keepOne(cache, url).catch(() => undefined);
  };
  // Few at a time: the page's own requests come before these, and a browser gives all of them six connections.
  await Promise.all([lane(), lane()]);
  await dropOld(cache);
}

async function keepOne(cache: Cache, url: string): Promise<void> {
  if ((await cache.match(url)) !== undefined) return;
  const response = await fetch(url);
  if (response.ok) await cache.put(url, response);
}

async function dropOld(cache: Cache): Promise<void> {
  const assets = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith("/assets/"));
  const over = assets.slice(0, Math.max(0, assets.length - assetsMost));
  await Promise.all(over.map((old) => cache.delete(old)));
}

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !isOwn(url)) return;
  if (isImmutable(url)) event.respondWith(cacheFirst(event));
  else if (plain.includes(url.pathname)) event.respondWith(freshFirst(request, url.pathname));
  else if (request.mode === "navigate" && isPage(url)) event.respondWith(freshFirst(request, shell));
});

const isOwn = (url: URL): boolean => url.origin === worker.location.origin;

async function cacheFirst(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  // The page has it at once; that it is kept may fail, as on a full device.
  if (response.ok) event.waitUntil(cache.put(request, response.clone()).catch(() => undefined));
  return response;
}

/** From the network; after 3 s, or without one, what is kept. The shell is the same for every address. */
async function freshFirst(request: Request, kept: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  const fresh = fetch(request).then(async (response) => {
    const isIt = new URL(request.url).pathname === kept && response.ok && !response.redirected;
    if (isIt) await cache.put(kept, response.clone());
    return response;
  });
  const slow = new Promise<null>((resolve) => setTimeout(() => resolve(null), freshWithinMs));
  const first = await Promise.race([fresh, slow]).catch(() => null);
  if (first !== null) return first;
  const old = await cache.match(kept);
  if (old === undefined) return fresh;
  fresh.catch(() => undefined);
  return old;
}
