import { expect, test } from "vitest";
import { page } from "./page.ts";

const types = { "/": "text/html", "/assets/a-1.js": "text/javascript", "/workers/k-1.js": "text/javascript" };

/** The built files, and nothing in the place of one that is not there. */
const assets = {
  fetch: (request: Request) => {
    const { pathname } = new URL(request.url);
    const type = Object.entries(types).find(([path]) => path === pathname)?.[1];
    const headers = { "Content-Type": type ?? "", "Cache-Control": "public, max-age=0, must-revalidate" };
    return Promise.resolve(
      type === undefined ? new Response(null, { status: 404 }) : new Response(pathname, { headers }),
    );
  },
} as Fetcher;

async function asked(path: string) {
  const response = await page(new Request(`https://dreamtree.test${path}`), assets);
  const { status, headers } = response;
  return {
    status,
    kept: headers.get("Cache-Control"),
    policy: headers.get("Content-Security-Policy"),
    text: await response.text(),
  };
}

test("every address of the app is answered with its page, under a policy, and asked for again each time", async () => {
  for (const path of ["/", "/tools/flow_tracker", "/sign-in"]) {
    const policy = expect.stringContaining("default-src 'none'") as string;
    expect(await asked(path)).toEqual({ status: 200, kept: "no-cache", policy, text: "/" });
  }
});

test("a file with a hash in its name is kept for ever", async () => {
  const kept = "public, max-age=31536000, immutable";
  expect(await asked("/assets/a-1.js")).toMatchObject({ status: 200, kept, text: "/assets/a-1.js" });
  expect(await asked("/workers/k-1.js")).toMatchObject({ status: 200, kept });
});

test("a file that is gone is not there: no page in its place, and nobody keeps that", async () => {
  expect(await asked("/assets/b-2.js")).toMatchObject({ status: 404, kept: "no-store", text: "" });
  expect(await asked("/workers/b-2.js")).toMatchObject({ status: 404 });
});
