import { Hono } from "hono";
import { closeCodes } from "../../../shared/protocol/codes.ts";
import type { Claims } from "../../workbook/connections.ts";
import { errorResponse } from "../errors.ts";
import { isAllowedOrigin } from "../origin.ts";
import type { Services } from "../services.ts";
import { authenticate, hasNewToken } from "../session/authenticate.ts";
import { deviceLabel } from "../session/label.ts";

/** Accepted, then closed: a browser cannot see the status of a failed upgrade (protocol section 1). */
function closedSocket(code: number, reason: string): Response {
  const pair = new WebSocketPair();
  pair[1].accept();
  pair[1].close(code, reason);
  return new Response(null, { status: 101, webSocket: pair[0] });
}

/** Everything that is checked before any object is touched (protocol section 1). */
export function socketRoutes(services: Services): Hono {
  const app = new Hono();

  app.use(async (context, next) => {
    const { raw } = context.req;
    if (raw.headers.get("Upgrade")?.toLowerCase() !== "websocket") {
      return context.json({ error: { code: "invalid", message: "This address speaks WebSocket" } }, 426);
    }
    if (!isAllowedOrigin(raw, services.variables)) {
      return errorResponse(context, "forbidden", "This socket comes from another site");
    }
    return next();
  });

  app.get("/ws", async (context) => {
    const found = await authenticate(context, services);
    if (found.session === null) {
      return found.reason === "none" && !(await hasNewToken(context, services))
        ? closedSocket(closeCodes.unauthenticated, "sign in first")
        : closedSocket(closeCodes.tryLater, "try again soon");
    }
    const { userId, publicId, anonymous } = found.session;
    const label = deviceLabel(context.req.header("User-Agent"));
    const claims: Claims = { role: "owner", userId, sessionId: publicId, label, anonymous };
    return services.workbook.upgrade(context.req.raw, userId, JSON.stringify(claims));
  });

  // Live sessions are an issue of their own: until then nobody may watch anybody, and both look alike.
  app.get("/ws/observe/:participantId", () => closedSocket(closeCodes.forbidden, "not yours"));
  app.get("/ws/live/:liveId", () => closedSocket(closeCodes.forbidden, "not yours"));

  return app;
}
