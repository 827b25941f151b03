import { Hono } from "hono";
import { expect, test } from "vitest";
import { bodyWithin } from "./bodyWithin.ts";

const app = new Hono();
app.use(bodyWithin({ bytes: 100, ms: 100 }));
app.post("/", async (context) => context.text(await context.req.text()));

/** A body of these parts, that ends or goes on for ever. */
const send = (parts: readonly string[], ends: boolean) =>
  app.request("/", {
    method: "POST",
    body: new ReadableStream({
      start(controller) {
        for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
        if (ends) controller.close();
      },
    }),
    duplex: "half",
  } as RequestInit);

test("a body that does not end is refused in time; one that does is read as it is, and no further than its limit", async () => {
  const slow = await send(["{"], false);
  expect(slow.status).toBe(408);
  expect(await slow.json()).toMatchObject({ error: { code: "invalid" } });
  const whole = await send(["{", "é", "}"], true);
  expect([whole.status, await whole.text()]).toEqual([200, "{é}"]);
  expect((await send(["x".repeat(60), "x".repeat(60)], true)).status).toBe(413);
  const said = await app.request("/", {
    method: "POST",
    body: "x".repeat(200),
    headers: { "Content-Length": "200" },
  });
  expect(said.status).toBe(413);
  expect((await app.request("/", { method: "POST" })).status).toBe(200);
});
