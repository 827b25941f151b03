/**
 * The shell offline: the page, its hashed files and the workbook's immutable content. Nothing personal is ever
 * kept here: no `/api/session`, no answer, no socket.
 */
const worker = globalThis as unknown as ServiceWorkerGlobalScope;

/** Raise it when what is kept, or how, changes. */
const cacheName = "dreamtree-shell-1";
const shell = "/";
const pageWithinMs = 3000;

worker.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.add(new Request(shell, { cache: "reload" })))
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

/** What the first page loaded before this worker was there. */
worker.addEventListener("message", (event) => {
  const urls: unknown = event.data?.keep;
  if (!Array.isArray(urls)) return;
  const own = urls.filter((url) => typeof url === "string" && isImmutable(new URL(url)));
  event.waitUntil(Promise.all(own.map((url) => cacheFirst(new Request(url)))).catch(() => undefined));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (isImmutable(url)) event.respondWith(cacheFirst(request));
  else if (request.mode === "navigate" && !url.pathname.startsWith("/api/")) event.respondWith(page(request));
});

/** Names with a hash or a version in them: the same name is the same bytes for ever. */
const isImmutable = (url: URL): boolean =>
  url.origin === worker.location.origin && /^\/(assets|api\/content)\//.test(url.pathname);

async function cacheFirst(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

/** The page from the network; after 3 s, or without one, the kept shell: it is the same for every address. */
async function page(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const fresh = fetch(request).then(async (response) => {
    const isShell = new URL(request.url).pathname === shell && response.ok && !response.redirected;
    if (isShell) await cache.put(shell, response.clone());
    return response;
  });
  const slow = new Promise<"slow">((resolve) => setTimeout(() => resolve("slow"), pageWithinMs));
  const first = await Promise.race([fresh, slow]).catch(() => "slow" as const);
  if (first !== "slow") return first;
  return (await cache.match(shell)) ?? fresh;
}

export {};
