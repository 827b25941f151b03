import { Hono } from "hono";
import { openSessionsOf } from "../../db/live.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { forgetSession, sessionOrRefusal } from "../session/authenticate.ts";
import { passwordAgain } from "../session/devices.ts";
import { hasSteppedUp } from "../session/lifetime.ts";
import { cookieOf } from "../session/token.ts";

/** The account as a whole (decision 36; SPEC LR6, LR7). */
export function accountRoutes(services: Services): Hono {
  const app = new Hono();

  app.get("/account", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { status, body } = await services.workbook.ask(found.session.userId, { ask: "account" });
    return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
  });

  app.delete("/account", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { session } = found;
    if (!hasSteppedUp(session, Date.now())) return passwordAgain(context);
    // With the account go the sessions it has opened, and their reports (decision 37).
    const opened = await openSessionsOf(services.db, session.userId).catch(() => null);
    if (opened === null)
      return errorResponse(context, "unavailable", "Nothing was deleted; try again in a moment");
    const { userId } = session;
    await Promise.all(
      opened.map(({ liveId, own }) =>
        services.live.ask(liveId, own ? { ask: "end", by: null } : { ask: "unfacilitate", userId }),
      ),
    );
    const { status, body } = await services.workbook.ask(session.userId, { ask: "leave" });
    if (status !== 200 && status !== 202) {
      return errorResponse(context, "unavailable", "Nothing was deleted; try again in a moment");
    }
    forgetSession(session.id);
    context.header("Set-Cookie", cookieOf("", 0));
    // What this browser keeps of the learner goes with the account.
    context.header("Clear-Site-Data", '"storage"');
    return context.json(body as object, status);
  });

  return app;
}
