import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import * as z from "zod/mini";
import { createAnonymous, deleteSession } from "../../db/sessions.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { authenticate, forgetSession } from "./authenticate.ts";
import { deviceLabel } from "./label.ts";
import { sourceName } from "./source.ts";
import { anonymousIdleSeconds, cookieName, cookieOf, newToken, sessionIdOf } from "./token.ts";

/** Where this learner's socket is (protocol section 1). */
const socketPath = "/ws";
const begin = z.strictObject({ code: z.optional(z.string().check(z.maxLength(64))) });

/** Sessions (protocol section 4): made by the tap on Begin, never by loading a page. */
export function sessionRoutes(services: Services): Hono {
  const app = new Hono();

  app.get("/session", async (context) => {
    const found = await authenticate(context, services);
    if (found.session === null) return refused(context, found.reason);
    const { userId, anonymous } = found.session;
    const token = getCookie(context, cookieName);
    // The 400 days slide with every visit (security, Decided).
    if (token !== undefined) context.header("Set-Cookie", cookieOf(token, anonymousIdleSeconds));
    return context.json({ userId, anonymous, socket: socketPath, deviceKey: null, keys: null });
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
    const source = await sourceName(context.req.raw, services.variables.PEPPER_SOURCE);
    const { retryAfterMs } = await services.gate(
      `session:${source}`,
      services.variables.SESSIONS_PER_HOUR,
      60 * 60_000,
    );
    if (retryAfterMs > 0) {
      context.header("Retry-After", String(Math.ceil(retryAfterMs / 1000)));
      return errorResponse(context, "too_many", "Too many new conversations from here; try again later");
    }
    const token = newToken();
    const userId = crypto.randomUUID();
    const now = Date.now();
    try {
      await createAnonymous(services.db, {
        id: sessionIdOf(token),
        userId,
        publicId: crypto.randomUUID(),
        label: deviceLabel(context.req.header("User-Agent")),
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
      await deleteSession(services.db, id);
      forgetSession(id);
      await services.workbook.endSession(userId, publicId);
    }
    context.header("Set-Cookie", cookieOf("", 0));
    return context.json({ ok: true });
  });

  return app;
}

const refused = (context: Parameters<typeof errorResponse>[0], reason: "none" | "unavailable") =>
  reason === "none"
    ? errorResponse(context, "unauthenticated", "There is no session here")
    : errorResponse(context, "unavailable", "We cannot check your session just now; try again in a moment");
