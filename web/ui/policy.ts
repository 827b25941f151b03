/** The browser's Trusted Types, where it has them; TypeScript's library has no names for them yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): {
    createScriptURL(url: string): string;
  };
}

const own = /^\/(sw\.js|workers\/[\w.-]+\.js)$/;

function createScriptURL(url: string): string {
  const { origin, pathname } = new URL(url, location.href);
  if (origin !== location.origin || !own.test(pathname)) throw new TypeError("not a script of ours");
  return url;
}

const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
/** One policy for all: the page's own policy allows no second one, nor a script that it did not make. */
const policy = types?.createPolicy("dreamtree", { createScriptURL });

/** The address of a worker or service worker, as the page's policy wants it (security, Decided). */
export const scriptUrl = (url: string): string => policy?.createScriptURL(url) ?? createScriptURL(url);
