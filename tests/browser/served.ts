import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

/** The built page alone, as a host serves it: every address is the shell, and nobody answers for the API. */
export interface Served {
  readonly url: string;
  /** What is different from the build from now on, by path. */
  readonly changed: Map<string, (text: string) => string>;
  /** How many files a script asked for at once, at the most. */
  most(): number;
  /** No network any more. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** @param folder the build */
export async function served(folder: string): Promise<Served> {
  const changed = new Map<string, (text: string) => string>();
  let port = 0;
  let open = 0;
  let most = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname.startsWith("/api/")) return void response.writeHead(401).end("{}");
    const named = extname(pathname) === "" ? "/index.html" : pathname;
    const file = await readFile(join(folder, named)).catch(() => null);
    if (file === null) return void response.writeHead(404).end();
    const change = changed.get(named);
    response.writeHead(200, { "Content-Type": types[extname(named)] ?? "application/octet-stream" });
    response.end(change === undefined ? file : change(file.toString()));
  }

  const server = createServer((request, response) => {
    // A fetch, and not what the page itself loads.
    const isFetch = request.headers["sec-fetch-dest"] === "empty" && request.url?.startsWith("/assets/");
    if (isFetch) {
      open += 1;
      most = Math.max(most, open);
      response.on("close", () => (open -= 1));
    }
    answer(request, response).catch(() => response.destroy());
  });
  const start = () =>
    new Promise<void>((resolve) => {
      server.listen(port, "127.0.0.1", resolve);
    });
  await start();
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://localhost:${port}`,
    changed,
    most: () => most,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    start,
  };
}
