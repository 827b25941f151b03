import { exports } from "cloudflare:workers";
import { Client } from "./raw-client.ts";

/* For tests only: the worker under test from outside, and nothing else. */

export const origin = "https://dreamtree.test";

export const fetchWorker = (path: string, init: RequestInit = {}): Promise<Response> =>
  exports.default.fetch(new Request(`${origin}${path}`, init));

/** As the page sends it: same origin, JSON. */
export const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetchWorker(path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { Origin: origin, "Content-Type": "application/json", ...headers },
  });

export const cookieIn = (response: Response): string =>
  (response.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";

/** An address of its own, so that what is counted per network is not counted against other tests. */
export const fromElsewhere = (): Record<string, string> => ({
  "CF-Connecting-IP": [...crypto.getRandomValues(new Uint8Array(4))].join("."),
});

/** Every cookie that a response sets, as a browser would send them back. */
export const cookiesIn = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(";")[0] ?? "")
    .join("; ");

/** Begins as the tap on Begin does. */
export async function begin(): Promise<{ userId: string; cookie: string }> {
  const response = await post("/api/session", {});
  if (response.status !== 201) throw new Error(`no session: ${response.status} ${await response.text()}`);
  const { userId } = await response.json<{ userId: string }>();
  return { userId, cookie: cookieIn(response) };
}

export type UpgradeHeaders = Record<string, string>;

export const upgrade = (path: string, headers: UpgradeHeaders): Promise<Response> =>
  fetchWorker(path, { headers: { Upgrade: "websocket", ...headers } });

export async function connect(cookie: string, more: UpgradeHeaders = {}, path = "/ws"): Promise<Client> {
  const response = await upgrade(path, { Origin: origin, Cookie: cookie, ...more });
  if (response.webSocket === null) throw new Error(`no socket: ${response.status} ${await response.text()}`);
  return new Client(response.webSocket, crypto.randomUUID());
}
