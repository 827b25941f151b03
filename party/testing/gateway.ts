import { env } from "cloudflare:workers";
import { vi } from "vitest";
import gateway from "../hosts/partykit/gateway/worker.ts";
import { remoteD1, type D1Access } from "../hosts/partykit/d1.ts";

/* For tests only: the test's D1 behind the gateway, as PartyKit reaches it. */

export const access: D1Access = {
  D1_URL: "https://gateway.test/accounts/a/d1/database/dreamtree",
  D1_TOKEN: "a token for tests, nobody else's".replaceAll(" ", "-"),
};

export const throughGateway = (request: Request): Promise<Response> =>
  gateway.fetch(request as never, { DB: env.DB, D1_TOKEN: access.D1_TOKEN });

/** `fetch` is the gateway from now on. @param answer stands in for it */
export function overHttp(answer: (request: Request) => Promise<Response> = throughGateway): D1Database {
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => answer(new Request(url, init)));
  return remoteD1(access);
}
