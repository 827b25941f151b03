/// <reference types="vite/client" />
/**
 * Registers the service worker in a production build, and gives it what this page loaded before it was there,
 * so that the very next load works offline.
 */
export function registerWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  void navigator.serviceWorker
    .register("/sw.js")
    .then(() => navigator.serviceWorker.ready)
    .then(({ active }) => {
      const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
      active?.postMessage({ keep: loaded.filter((url) => url.startsWith(`${location.origin}/assets/`)) });
    })
    .catch(() => undefined);
}
