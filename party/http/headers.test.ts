import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { page } from "../hosts/page.ts";
import { servicesOf } from "../hosts/durable-object/services.ts";
import { accessRows } from "../testing/access/rows.ts";
import { appWith } from "../testing/app.ts";
import { fetchWorker } from "../testing/client.ts";
import { seedTestWorkbook } from "../testing/content.ts";

beforeAll(seedTestWorkbook);

/** What the built page is to the worker. */
const assets = {
  fetch: async () =>
    new Response('<!doctype html><meta property="csp-nonce" />', {
      headers: { "Content-Type": "text/html" },
    }),
} as unknown as Fetcher;
const variables = servicesOf(env).variables;

describe("headers, whatever is asked for", () => {
  const reads = Object.keys(accessRows).filter((route) => route.startsWith("GET /api/"));
  test.each(reads)(
    "%s is read as what it is, by nobody else, and kept by nobody who should not",
    async (route) => {
      const response = await fetchWorker(route.slice(4).replaceAll(/:[a-zA-Z]+/g, "1"));
      expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(response.headers.get("Referrer-Policy")).toBe("no-referrer");
      expect(response.headers.get("Content-Type")).toContain("json");
      expect(response.headers.get("Access-Control-Allow-Origin")).toBeNull();
      expect(response.headers.get("Cache-Control")).toMatch(
        route.startsWith("GET /api/content") ? /immutable|no-store/ : /no-store|max-age/,
      );
    },
  );

  test("the page: scripts of its own alone, a nonce of its own, in no frame, and never without TLS again", async () => {
    const serve = (ENVIRONMENT: "production" | "development") =>
      appWith({
        variables: { ...variables, ENVIRONMENT },
        page: (request) => page(request, assets),
      }).fetch("/");
    const [one, two] = [await serve("production"), await serve("production")];
    const policy = one.headers.get("Content-Security-Policy") ?? "";
    for (const directive of [
      "default-src 'none'",
      "script-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy.split("; ")).toContain(directive);
    }
    expect(policy).not.toMatch(/unsafe|\*/);
    const nonce = /'nonce-([0-9a-f]{32})'/.exec(policy)?.[1] ?? "";
    expect(await one.text()).toContain(`nonce="${nonce}"`);
    expect(two.headers.get("Content-Security-Policy")).not.toBe(policy);
    expect(one.headers.get("Strict-Transport-Security")).toBe("max-age=31536000; includeSubDomains");
    expect(one.headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
    expect((await serve("development")).headers.get("Strict-Transport-Security")).toBeNull();
  });
});
