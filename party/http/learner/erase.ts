import { Hono, type Context } from "hono";
import * as z from "zod/mini";
import type { Services } from "../services.ts";
import { asked } from "./ask.ts";

/** Erasing one thing for good (decision 36): value, history, its place in the log, drafts and reports. */
export function eraseRoutes(services: Services): Hono {
  const app = new Hono();

  app.delete("/answers/:blockId", (context) =>
    asked(context, services, {
      ask: "erase_answer",
      opId: opIdOf(context),
      blockId: context.req.param("blockId"),
    }),
  );
  app.delete("/tools/:name/:instanceId", (context) =>
    asked(context, services, {
      ask: "erase_instance",
      opId: opIdOf(context),
      tool: context.req.param("name"),
      instanceId: context.req.param("instanceId"),
    }),
  );

  return app;
}

/** The request's own, so that it may be sent again; erasing twice does nothing more. */
export function opIdOf(context: Context): string {
  const key = z.uuid().safeParse(context.req.header("Idempotency-Key"));
  return key.success ? key.data : crypto.randomUUID();
}
