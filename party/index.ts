import type { Hono } from "hono";
import type { Env } from "./hosts/durable-object/env.ts";
import { servicesOf } from "./hosts/durable-object/services.ts";
import { httpApp } from "./http/app.ts";
import { daily } from "./jobs/daily.ts";

export { Gate } from "./hosts/durable-object/gate.ts";
export { Live } from "./hosts/durable-object/live.ts";
export { Workbook } from "./hosts/durable-object/workbook.ts";

/** One app per isolate: the bindings of a deployment do not change under it. */
let app: Hono | undefined;

export default {
  fetch(request: Request, env: Env, context: ExecutionContext): Response | Promise<Response> {
    app ??= httpApp(servicesOf(env));
    return app.fetch(request, env, context);
  },
  scheduled({ scheduledTime }, env, context): void {
    context.waitUntil(daily(servicesOf(env), scheduledTime));
  },
} satisfies ExportedHandler<Env>;
