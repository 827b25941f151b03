import { Hono } from "hono";
import { settingsPatch } from "../../workbook/asks/settings.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { asked, zoneOf } from "./ask.ts";
import { opIdOf } from "./erase.ts";

/** `PATCH /api/settings` (SPEC LR5). */
export function settingsRoutes(services: Services): Hono {
  const app = new Hono();

  app.patch("/settings", async (context) => {
    const patch = settingsPatch.safeParse(await context.req.json().catch(() => null));
    if (!patch.success) {
      const issue = patch.error.issues[0];
      const field = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path[0];
      return errorResponse(context, "invalid", "This setting cannot be made", {
        [String(field ?? "body")]: issue?.message ?? "not valid",
      });
    }
    const opId = opIdOf(context);
    return asked(context, services, { ask: "settings", opId, patch: patch.data, zone: zoneOf(context) });
  });

  return app;
}
