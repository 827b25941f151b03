import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import * as z from "zod/mini";
import type { SessionAnswer } from "../../../shared/protocol/account.ts";
import { createAnonymous, deleteSession } from "../../db/sessions.ts";
import { deviceKeyOf, newDeviceKey } from "../../keys/deviceKey.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { authenticate, forgetSession, sessionOrRefusal } from "./authenticate.ts";
import { deviceLabel } from "./label.ts";
import { anonymousIdleSeconds, idleSeconds } from "./lifetime.ts";
import { countedName, networkOf } from "./source.ts";
import { cookieName, cookieOf, newToken, sessionIdOf } from "./token.ts";

/** Where this learner's socket is (protocol section 1). */
const socketPath = "/ws";
const begin = z.strictObject({ code: z.optional(z.string().check(z.maxLength(64))) });

/** Sessions (protocol section 4): made by the tap on Begin, never by loading a page. */
export function sessionRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, peppers, variables, workbook } = services;

  app.get("/session", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { session } = found;
    const { userId, anonymous } = session;
    const token = getCookie(context, cookieName);
    // The days slide with every visit (security, Decided).
    if (token !== undefined) context.header("Set-Cookie", cookieOf(token, idleSeconds(session)));
    const deviceKey = await deviceKeyOf(peppers, session);
    const answer: SessionAnswer = { userId, anonymous, socket: socketPath, deviceKey, keys: null };
    return context.json(answer);
  });

  app.post("/session", async (context) => {
    const body = begin.safeParse(await context.req.json().catch(() => null));
    if (!body.success) {
      return errorResponse(context, "invalid", "Send {} to begin", {
        [String(body.error.issues[0]?.path[0] ?? "body")]: "not known",
      });
    }
    const found = await authenticate(context, services);
    if (found.session !== null) {
      const { userId, anonymous } = found.session;
      return context.json({ userId, anonymous, socket: socketPath });
    }
    const source = await countedName(peppers, "source", networkOf(context.req.raw));
    const hour = 60 * 60_000;
    const { retryAfterMs } = await services.gate(`session:${source}`, variables.SESSIONS_PER_HOUR, hour);
    if (retryAfterMs > 0) {
      context.header("Retry-After", String(Math.ceil(retryAfterMs / 1000)));
      return errorResponse(context, "too_many", "Too many new conversations from here; try again later");
    }
    const token = newToken();
    const userId = crypto.randomUUID();
    const publicId = crypto.randomUUID();
    const now = Date.now();
    try {
      await createAnonymous(db, {
        id: sessionIdOf(token),
        userId,
        publicId,
        label: deviceLabel(context.req.header("User-Agent")),
        deviceKey: await newDeviceKey(peppers, publicId),
        now: new Date(now).toISOString(),
        idleExpiresAt: new Date(now + anonymousIdleSeconds * 1000).toISOString(),
      });
    } catch {
      return errorResponse(context, "unavailable", "We cannot begin just now; try again in a moment");
    }
    context.header("Set-Cookie", cookieOf(token, anonymousIdleSeconds));
    return context.json({ userId, anonymous: true, socket: socketPath }, 201);
  });

  app.post("/auth/logout", async (context) => {
    const found = await authenticate(context, services);
    if (found.session !== null) {
      const { id, userId, publicId } = found.session;
      await deleteSession(db, id);
      forgetSession(id);
      await workbook.endSession(userId, publicId);
    }
    context.header("Set-Cookie", cookieOf("", 0));
    return context.json({ ok: true });
  });

  return app;
}
