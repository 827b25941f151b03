import { getCookie } from "hono/cookie";
import type { Context } from "hono";
import { findSession, touchSession, wasRenewed, type Session } from "../../db/sessions.ts";
import { errorResponse } from "../errors.ts";
import type { Services } from "../services.ts";
import { idleSeconds } from "./lifetime.ts";
import { cookieName, isToken, sessionIdOf } from "./token.ts";

/** `last_seen_at` is written at most this often (security section 4). */
const touchEveryMs = 10 * 60_000;

/** On a bad line the answer with a new token may be so late. */
const newTokenArrivesMs = 60_000;

export type Authenticated = { session: Session } | { session: null; reason: "none" | "unavailable" };

/** Sessions this isolate has seen: they stand in while D1 cannot be asked (rule 11), and only then. */
const seen = new Map<string, Session>();
const seenMost = 5_000;

/** The session of a request's cookie, from D1. */
export async function authenticate(context: Context, services: Services): Promise<Authenticated> {
  const token = getCookie(context, cookieName);
  if (token === undefined || !isToken(token)) return { session: null, reason: "none" };
  const id = sessionIdOf(token);
  const now = Date.now();
  try {
    const session = await findSession(services.db, id, new Date(now).toISOString());
    if (session === null) {
      seen.delete(id);
      return { session: null, reason: "none" };
    }
    if (seen.size >= seenMost) seen.clear();
    seen.set(id, session);
    if (now - Date.parse(session.lastSeenAt) > touchEveryMs) {
      const idle = new Date(now + idleSeconds(session) * 1000).toISOString();
      context.executionCtx.waitUntil(
        touchSession(services.db, id, new Date(now).toISOString(), idle).catch(() => undefined),
      );
    }
    return { session };
  } catch {
    const known = seen.get(id);
    return known === undefined ? { session: null, reason: "unavailable" } : { session: known };
  }
}

/** The session, or the answer that refuses a request without one. */
export async function sessionOrRefusal(
  context: Context,
  services: Services,
): Promise<{ session: Session } | { session: null; refusal: Response }> {
  const found = await authenticate(context, services);
  if (found.session !== null) return found;
  const refusal =
    found.reason === "none"
      ? errorResponse(context, "unauthenticated", "There is no session here")
      : errorResponse(context, "unavailable", "We cannot check your session just now; try again in a moment");
  return { session: null, refusal };
}

/**
 * Whether the cookie's session goes on under a new token, which this browser may not have in its hands yet: its
 * socket should come again instead of hearing that it was signed out (SPEC TR9).
 */
export async function hasNewToken(context: Context, { db }: Services): Promise<boolean> {
  const token = getCookie(context, cookieName);
  if (token === undefined || !isToken(token)) return false;
  const now = Date.now();
  const since = new Date(now - newTokenArrivesMs).toISOString();
  return wasRenewed(db, sessionIdOf(token), new Date(now).toISOString(), since);
}

export const forgetSession = (id: string): void => {
  seen.delete(id);
};
