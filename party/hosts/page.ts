const immutable = "public, max-age=31536000, immutable";

/** The built files, and 404 for everything else. */
export type Assets = Pick<Fetcher, "fetch">;

/**
 * The page: the built app with a fresh nonce and the security headers. Scripts come only from this origin;
 * the nonce is for the one style element that react-aria inserts (security, Decided).
 */
export async function page(request: Request, assets: Assets): Promise<Response> {
  const asked = whole(request);
  const found = await assets.fetch(asked);
  const { host, pathname } = new URL(request.url);
  if (pathname.startsWith("/workers/")) return keysWorker(found);
  if (pathname.startsWith("/assets/")) return hashed(found);
  // Every other address is one of the app's.
  const response =
    found.status === 404 ? await assets.fetch(new Request(new URL("/", asked.url), asked)) : found;
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' wss://${host} ws://${host}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // One policy, for the addresses of workers (`web/ui/policy.ts`); nothing else becomes script from text.
    "require-trusted-types-for 'script'",
    "trusted-types dreamtree",
  ].join("; ");
  const headers = new Headers(response.headers);
  headers.set("Content-Security-Policy", policy);
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "no-referrer");
  headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  const isPage = (headers.get("Content-Type") ?? "").startsWith("text/html");
  if (!isPage) return new Response(response.body, { status: response.status, headers });
  headers.set("Cache-Control", "no-cache");
  headers.delete("ETag");
  return new HTMLRewriter()
    .on('meta[property="csp-nonce"]', { element: (element) => void element.setAttribute("nonce", nonce) })
    .transform(new Response(response.body, { status: response.status, headers }));
}

/**
 * A file whose name has its hash in it: whoever has it never asks again. One that is not there may be there soon
 * (another version of the worker answered) and is not kept; nor may the app's page stand in its place, which would be.
 */
function hashed(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Cache-Control", response.ok || response.status === 304 ? immutable : "no-store");
  return new Response(response.body, { status: response.status, headers });
}

/**
 * The keys' worker (`web/crypto/keys.worker.ts`): the one script that may compile WebAssembly. It loads our own
 * files and nothing else, and speaks to nobody but the page.
 */
function keysWorker(response: Response): Response {
  const isScript = (response.headers.get("Content-Type") ?? "").includes("javascript");
  // The app's page stands in for files that are not there: it is no script.
  if (!isScript) return new Response("Not found", { status: 404 });
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
  const headers = new Headers(response.headers);
  headers.set("Content-Security-Policy", policy);
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Cache-Control", immutable);
  return new Response(response.body, { status: response.status, headers });
}

/**
 * Never "not modified": a browser would put the new policy on the page it has kept, whose nonce is another, and
 * the policy would refuse the page its own style.
 */
function whole(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.delete("If-None-Match");
  headers.delete("If-Modified-Since");
  return new Request(request, { headers });
}
