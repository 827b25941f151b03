import { Hono, type Context } from "hono";
import { closeCodes } from "../../../shared/protocol/codes.ts";
import { facilitated, watchable } from "../../db/live.ts";
import type { Session } from "../../db/sessions.ts";
import type { CockpitClaims } from "../../live/host.ts";
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

  app.get(services.sockets.owner, async (context) => {
    const found = await authenticate(context, services);
    if (found.session === null) {
      return found.reason === "none" && !(await hasNewToken(context, services))
        ? closedSocket(closeCodes.unauthenticated, "sign in first")
        : closedSocket(closeCodes.tryLater, "try again soon");
    }
    const { userId, publicId, anonymous } = found.session;
    // A room that the address names is the cookie's user, or nobody's.
    const room: string | undefined = context.req.param("userId");
    if (room !== undefined && room !== userId) return closedSocket(closeCodes.forbidden, "not yours");
    const label = deviceLabel(context.req.header("User-Agent"));
    const claims: Claims = { role: "owner", userId, sessionId: publicId, label, anonymous };
    return services.workbook.upgrade(context.req.raw, userId, JSON.stringify(claims));
  });

  /** Who asks, by their session; or the socket that says why not. */
  async function asking(context: Context): Promise<Session | Response> {
    const found = await authenticate(context, services);
    if (found.session !== null) return found.session;
    return found.reason === "none"
      ? closedSocket(closeCodes.unauthenticated, "sign in first")
      : closedSocket(closeCodes.tryLater, "try again soon");
  }
  /** What is not yours and what is not there look alike. */
  function notYours(what: string): Response {
    console.warn(JSON.stringify({ code: "live_refused", what }));
    return closedSocket(closeCodes.forbidden, "not yours");
  }
  const later = () => closedSocket(closeCodes.tryLater, "try again soon");

  async function observe(context: Context, participantId: string): Promise<Response> {
    const session = await asking(context);
    if (session instanceof Response) return session;
    const thread = await watchable(services.db, participantId, session.userId).catch(() => undefined);
    if (thread === undefined) return later();
    if (thread === null) return notYours("observe");
    const { userId, name } = thread;
    const { publicId: sessionId } = session;
    // What of it they see, the learner's object knows (`party/workbook/live/watching.ts`).
    const claims: Claims = {
      role: "observer",
      userId,
      participantId,
      sessionId,
      name,
      modules: [],
      sinceSeq: 0,
      since: "",
    };
    return services.workbook.upgrade(context.req.raw, userId, JSON.stringify(claims));
  }

  app.get("/ws/observe/:participantId", (context) => observe(context, context.req.param("participantId")));

  async function cockpit(context: Context, liveId: string): Promise<Response> {
    const session = await asking(context);
    if (session instanceof Response) return session;
    const { userId, publicId: sessionId } = session;
    const own = await facilitated(services.db, liveId, userId).catch(() => undefined);
    if (own === undefined) return later();
    if (own === null) return notYours("cockpit");
    const claims: CockpitClaims = { userId, sessionId };
    return services.live.upgrade(context.req.raw, liveId, JSON.stringify(claims));
  }

  app.get("/ws/live/:liveId", (context) => cockpit(context, context.req.param("liveId")));

  if (services.sockets.cockpit === "/parties/live/:liveId") {
    app.get(services.sockets.cockpit, (context) => {
      const observed = context.req.query("observe");
      // The learner's own room answers: no learner's id stands in a facilitator's address.
      if (observed !== undefined) return observe(context, observed);
      return cockpit(context, context.req.param("liveId"));
    });
  }

  return app;
}
