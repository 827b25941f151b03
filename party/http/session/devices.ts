import { Hono, type Context } from "hono";
import type { DeviceLine } from "../../../shared/protocol/account.ts";
import { endOtherSessions, endSession, listSessions, type Session } from "../../db/sessions.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { sessionOrRefusal } from "./authenticate.ts";
import { hasSteppedUp } from "./lifetime.ts";

/** My devices: the list, and signing them out (protocol section 4). */
export function deviceRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, workbook } = services;

  app.get("/session/list", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { userId, publicId } = found.session;
    const all = await listSessions(db, userId, new Date().toISOString());
    const sessions = all.map((one): DeviceLine => ({
      id: one.publicId,
      label: one.label,
      createdAt: one.createdAt,
      lastSeenAt: one.lastSeenAt,
      current: one.publicId === publicId,
    }));
    return context.json({ sessions });
  });

  app.delete("/session/:id", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { session } = found;
    const id = context.req.param("id");
    if (id === session.publicId) {
      return errorResponse(context, "invalid", "Sign out to end the session of this device", {
        id: "this device's own",
      });
    }
    if (!hasSteppedUp(session, Date.now())) return passwordAgain(context);
    if (!(await endSession(db, session.userId, id))) {
      return errorResponse(context, "not_found", "This device is not signed in any more");
    }
    await workbook.endSession(session.userId, id);
    return context.json({ ended: 1 });
  });

  app.delete("/session", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { session } = found;
    if (!hasSteppedUp(session, Date.now())) return passwordAgain(context);
    const gone = await endOtherSessions(db, session.userId, session.publicId);
    await endSockets(services, session, gone);
    return context.json({ ended: gone.length });
  });

  return app;
}

const endSockets = ({ workbook }: Services, { userId }: Session, publicIds: readonly string[]) =>
  Promise.all(publicIds.map((publicId) => workbook.endSession(userId, publicId)));

/** The password was entered too long ago for this (security, Decided: step-up). */
export const passwordAgain = (context: Context): Response =>
  errorResponse(context, "forbidden", "Enter your password again to do this", { auth: "needed again" });
