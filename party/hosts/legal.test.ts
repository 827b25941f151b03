import { expect, test } from "vitest";
import { appWith } from "../testing/app.ts";
import { legalGap } from "./legal.ts";

/** Assets with this at `/legal.json`, counting who asks. */
function assetsWith(answer: () => Response) {
  let asked = 0;
  const assets = {
    fetch: async () => {
      asked += 1;
      return answer();
    },
  } as unknown as Fetcher;
  return { gap: legalGap(assets), asked: () => asked };
}
const file = (missing: string | null) => () => Response.json({ missing });
const spa = () => new Response("<!doctype html>", { headers: { "Content-Type": "text/html" } });

test("a filled in legal.md is asked for once", async () => {
  const { gap, asked } = assetsWith(file(null));
  expect([await gap(), await gap(), asked()]).toEqual([null, null, 1]);
});

test("assets that could not be reached are asked again", async () => {
  let broken = true;
  const { gap } = assetsWith(() => {
    if (broken) throw new Error("away");
    return file(null)();
  });
  await expect(gap()).rejects.toThrow("away");
  broken = false;
  expect(await gap()).toBeNull();
});

test.each([
  ["with places to fill in", file("legal.md still has places to fill in.")],
  ["not in the build", spa],
])("legal.md %s: nobody is answered, whatever they ask for", async (_, answer) => {
  const { fetch } = appWith({ legalGap: assetsWith(answer).gap });
  for (const path of ["/", "/api/session", "/healthz", "/ws"]) {
    const response = await fetch(path);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("legal.md");
  }
});
