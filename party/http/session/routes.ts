import { Hono, type Context } from "hono";
import { getCookie } from "hono/cookie";
import * as z from "zod/mini";
import { deleteSession } from "../../db/sessions.ts";
import { settleResets } from "../auth/owedResets.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import { sessionOf } from "../live/join.ts";
import type { Services } from "../services.ts";
import { ownerSocket } from "../socket/paths.ts";
import { tooMany } from "../tooMany.ts";
import { authenticate, forgetSession, sessionOrRefusal } from "./authenticate.ts";
import { begun } from "./begin.ts";
import { giveCookie } from "./issue.ts";
import { sessionAnswerOf } from "./keys.ts";
import { countedName, networkOf } from "./source.ts";
import { cookieName, cookieOf } from "./token.ts";

const begin = z.strictObject({ code: z.optional(z.string().check(z.maxLength(64))) });
const hourMs = 60 * 60_000;
/** Places in a live session. */
const placesMost = 40;

/** Sessions (protocol section 4): made by the tap on Begin, never by loading a page. */
export function sessionRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, peppers, variables, workbook, gates } = services;

  app.get("/session", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { userId, anonymous } = found.session;
    const answer = await sessionAnswerOf(services, found.session);
    if (!anonymous) context.executionCtx.waitUntil(settleResets(services, userId).catch(() => undefined));
    const token = getCookie(context, cookieName);
    // The days slide with every visit (security, Decided).
    if (token !== undefined) giveCookie(context, token, found.session);
    return context.json(answer);
  });

  /** Against the network, or, in a room behind one address, against the places of the session it comes for. */
  async function counted(context: Context, code: string | undefined) {
    const network = networkOf(context.req.raw);
    const session = code === undefined ? null : await sessionOf(services, code).catch(() => null);
    if (session !== null) {
      return gates.count(await countedName(peppers, "session-live", session.liveId), placesMost, hourMs);
    }
    const source = await countedName(peppers, "session", network);
    return gates.count(source, variables.SESSIONS_PER_HOUR, hourMs);
  }

  app.post("/session", async (context) => {
    const parsed = await bodyOf(context, begin, "Send {} to begin");
    if (!parsed.ok) return parsed.refusal;
    const key = z.optional(z.uuid()).safeParse(context.req.header("Idempotency-Key"));
    if (!key.success) {
      return errorResponse(context, "invalid", "An Idempotency-Key is a UUID", {
        "Idempotency-Key": "a UUID",
      });
    }
    const found = await authenticate(context, services);
    if (found.session !== null) {
      const { userId, anonymous } = found.session;
      return context.json({ userId, anonymous, socket: ownerSocket(services, userId) });
    }
    const { retryAfterMs } = await counted(context, parsed.body.code);
    if (retryAfterMs > 0) {
      return tooMany(context, retryAfterMs, "Too many new conversations from here; try again later");
    }
    const issued = await begun(context, services, key.data ?? null).catch(() => null);
    if (issued === null) {
      return errorResponse(context, "unavailable", "We cannot begin just now; try again in a moment");
    }
    giveCookie(context, issued.token, issued.row);
    const { userId } = issued.row;
    return context.json({ userId, anonymous: true, socket: ownerSocket(services, userId) }, 201);
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
