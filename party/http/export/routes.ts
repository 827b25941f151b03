import { Hono } from "hono";
import * as z from "zod/mini";
import { exportJsonSchema } from "../../../shared/export/json-schema.ts";
import { readExport } from "../../../shared/export/read.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { sessionOrRefusal } from "../session/authenticate.ts";
import { sessionAnswerOf } from "../session/keys.ts";

/** A learner's data out, and back in (decisions 30 and 31; SPEC EX1 to EX3, IM1 to IM6). */
export function exportRoutes(services: Services): Hono {
  const app = new Hono();

  app.get("/export", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { userId } = found.session;
    const { status, body } = await services.workbook.ask(userId, { ask: "export" });
    if (status !== 200) return Response.json(body, { status });
    const keys = await sessionAnswerOf(services, found.session).catch(() => null);
    // Without them the sealed fields of the file could never be read again.
    if (keys === null) return errorResponse(context, "unavailable", "Try again in a moment");
    const { kdf = null, salt = null, wrapped = null } = keys.keys ?? {};
    context.header("Content-Disposition", 'attachment; filename="dreamtree-export.json"');
    return context.json({ ...(body as object), encryption: { user_id: userId, kdf, salt, wrapped } });
  });

  app.get("/export/schema.json", (context) => context.json(exportJsonSchema()));

  app.post("/import", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { userId, anonymous } = found.session;
    const dryRun = context.req.query("dryRun");
    if (dryRun !== undefined && dryRun !== "true" && dryRun !== "false") {
      return errorResponse(context, "invalid", "Say true or false", { dryRun: "true or false" });
    }
    if (context.req.header("Content-Encoding") !== undefined) {
      const message = "Send the file as it is, not compressed";
      return context.json(
        { error: { code: "invalid", message, fields: { "Content-Encoding": message } } },
        415,
      );
    }
    const key = z.uuid().safeParse(context.req.header("Idempotency-Key"));
    if (!key.success && dryRun !== "true") {
      return errorResponse(context, "invalid", "Send an Idempotency-Key", { "Idempotency-Key": "a UUID" });
    }
    const read = readExport(new Uint8Array(await context.req.arrayBuffer()));
    if (!read.ok) {
      return errorResponse(context, read.code, read.message, {
        [read.path === "" ? "body" : read.path]: read.message,
      });
    }
    const { status, body } = await services.workbook.ask(userId, {
      ask: "import",
      opId: key.success ? key.data : crypto.randomUUID(),
      file: read.file,
      as: "imported",
      dryRun: dryRun === "true",
      anonymous,
    });
    return Response.json(body, { status });
  });

  return app;
}
