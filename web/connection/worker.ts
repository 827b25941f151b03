/// <reference types="vite/client" />
import { scriptUrl } from "../ui/policy.ts";

/**
 * Registers the service worker in a production build, and gives it what this page loaded before it was there,
 * so that the very next load works offline.
 */
export function registerWorker(): void {
  if (import.meta.env.PROD && "serviceWorker" in navigator) void register().catch(() => undefined);
}

async function register(): Promise<void> {
  await navigator.serviceWorker.register(scriptUrl("/sw.js"));
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const keep = loaded.filter((url) => url.startsWith(`${location.origin}/assets/`));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to our own worker
  active?.postMessage({ keep });
}
