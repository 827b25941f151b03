import { Hono, type Context } from "hono";
import { getCookie } from "hono/cookie";
import * as z from "zod/mini";
import { handoverAcceptBody, handoverBody, type HandoverState } from "../../../shared/protocol/account.ts";
import { passwordOfUser } from "../../db/accounts.ts";
import { endSession, listSessions } from "../../db/sessions.ts";
import { dropToken, findToken, leaveWith, putToken, takeTicket, ticketOf } from "../../db/tokens.ts";
import { trustedCookieName, trustedNonce } from "../../keys/trusted.ts";
import { bodyOf } from "../body.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { sessionOrRefusal } from "../session/authenticate.ts";
import { countedName, networkOf } from "../session/source.ts";
import { newToken, sessionIdOf } from "../session/token.ts";
import { tooMany } from "../tooMany.ts";
import { enter } from "./enter.ts";

const ticketMs = 2 * 60_000;
const acceptsAMinute = 30;
const iso = (ms: number) => new Date(ms).toISOString();
const gone = (context: Context) =>
  errorResponse(context, "not_found", "This ticket is not here: it lasts two minutes, and works once");

/**
 * "Continue on my phone" (protocol section 4): a ticket for one more session of this learner, account or not. The
 * data key travels under a secret that only the QR code has; the ticket itself stands in no address.
 */
export function handoverRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, peppers, gates, workbook } = services;

  app.post("/auth/handover", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { userId, publicId } = found.session;
    const parsed = await bodyOf(context, z.strictObject({}), "Send {}");
    if (!parsed.ok) return parsed.refusal;
    const ticket = newToken();
    const id = sessionIdOf(ticket);
    const now = Date.now();
    const expiresAt = iso(now + ticketMs);
    await putToken(db, { id, userId, kind: "handover", askedBy: publicId, now: iso(now), expiresAt });
    return context.json({ ticket, id, expiresAt });
  });

  app.post("/auth/handover/accept", async (context) => {
    const parsed = await bodyOf(context, handoverAcceptBody, "Send the ticket");
    if (!parsed.ok) return parsed.refusal;
    const network = await countedName(peppers, "handover", networkOf(context.req.raw));
    const { retryAfterMs } = await gates.count(network, acceptsAMinute, 60_000);
    if (retryAfterMs > 0) return tooMany(context, retryAfterMs, "One moment, then try again");
    const now = iso(Date.now());
    const ticket = await findToken(db, sessionIdOf(parsed.body.ticket), "handover", now);
    const publicId = crypto.randomUUID();
    if (ticket === null || ticket.payload === null || !(await takeTicket(db, ticket, publicId, now))) {
      return errorResponse(context, "expired", "This code has been used, or is too old: make another one");
    }
    const { user_id: userId, payload } = ticket;
    const anonymous = (await passwordOfUser(db, userId)) === null;
    const nonce = await trustedNonce(peppers, userId, getCookie(context, trustedCookieName));
    const who = { userId, anonymous, shared: false, trusted: nonce !== null, entered: false, publicId };
    const deviceKey = await enter(context, services, who);
    return context.json({ userId, deviceKey, sealed: JSON.parse(payload) as unknown });
  });

  app.post("/auth/handover/:ticket", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const parsed = await bodyOf(context, handoverBody, "Send the sealed key");
    if (!parsed.ok) return parsed.refusal;
    const { publicId } = found.session;
    const sealed = JSON.stringify(parsed.body.sealed);
    const isLeft = await leaveWith(db, context.req.param("ticket"), publicId, sealed, iso(Date.now()));
    return isLeft ? context.json({ ok: true }) : gone(context);
  });

  app.get("/auth/handover/:ticket", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { userId, publicId } = found.session;
    const ticket = await ticketOf(db, context.req.param("ticket"), publicId);
    if (ticket === null) return gone(context);
    const now = iso(Date.now());
    const opened = ticket.opened === null ? [] : await listSessions(db, userId, now);
    const device = opened.find((one) => one.publicId === ticket.opened);
    const answer: HandoverState = {
      state: ticket.opened !== null ? "accepted" : ticket.expires_at > now ? "waiting" : "expired",
      label: device?.label ?? null,
    };
    return context.json(answer);
  });

  /** One tap: the ticket is no good any more, and whoever came with it is signed out. Needs no password. */
  app.delete("/auth/handover/:ticket", async (context) => {
    const found = await sessionOrRefusal(context, services);
    if (found.session === null) return found.refusal;
    const { userId, publicId } = found.session;
    const ticket = await ticketOf(db, context.req.param("ticket"), publicId);
    if (ticket === null) return gone(context);
    await dropToken(db, ticket.id);
    if (ticket.opened !== null && (await endSession(db, userId, ticket.opened))) {
      await workbook.endSession(userId, ticket.opened);
    }
    return context.json({ ok: true });
  });

  return app;
}
