import type { Context } from "hono";
import type { NewSession, Session } from "../../db/sessions.ts";
import { newDeviceKey } from "../../keys/deviceKey.ts";
import type { Peppers } from "../../keys/peppers.ts";
import { deviceLabel } from "./label.ts";
import { absoluteSeconds, idleSeconds, isShared } from "./lifetime.ts";
import { cookieOf, newToken, sessionIdOf } from "./token.ts";

/** A session that is about to be stored, and the token that only its browser will know. */
export interface Issued {
  readonly row: NewSession;
  readonly token: string;
}

interface Wanted {
  readonly userId: string;
  readonly anonymous: boolean;
  /** On a shared computer: no device key, and the cookie goes with the browser. */
  readonly shared?: boolean;
  /** A password, or a recovery code, was entered for it. */
  readonly entered?: boolean;
  readonly publicId?: string;
}

const iso = (ms: number) => new Date(ms).toISOString();

/** A session of a device that had none. */
export async function newSession(context: Context, peppers: Peppers, wanted: Wanted): Promise<Issued> {
  const { userId, anonymous, shared = false, entered = false, publicId = crypto.randomUUID() } = wanted;
  const token = newToken();
  const now = Date.now();
  const deviceKey = shared ? null : await newDeviceKey(peppers, publicId);
  return {
    token,
    row: {
      id: sessionIdOf(token),
      userId,
      publicId,
      anonymous,
      label: deviceLabel(context.req.header("User-Agent")),
      deviceKey,
      now: iso(now),
      createdAt: iso(now),
      idleExpiresAt: iso(now + idleSeconds({ anonymous, deviceKey }) * 1000),
      expiresAt: anonymous ? null : iso(now + absoluteSeconds * 1000),
      authAt: entered ? iso(now) : null,
    },
  };
}

/**
 * The same session under a new token, after a secret was shown: `public_id` and device key stay, so that the
 * browser's own copy of the data key still opens (security, Decided). The year counts from now.
 */
export function renewedSession(session: Session, anonymous = session.anonymous): Issued {
  const token = newToken();
  const now = Date.now();
  const { userId, publicId, label, deviceKey, createdAt } = session;
  return {
    token,
    row: {
      id: sessionIdOf(token),
      userId,
      publicId,
      anonymous,
      label,
      deviceKey,
      now: iso(now),
      createdAt,
      idleExpiresAt: iso(now + idleSeconds({ anonymous, deviceKey }) * 1000),
      expiresAt: anonymous ? null : iso(now + absoluteSeconds * 1000),
      authAt: iso(now),
    },
  };
}

/** Gives the browser its cookie; on a shared computer one that goes with the browser. */
export function giveCookie(
  context: Context,
  token: string,
  session: Pick<Session, "anonymous" | "deviceKey">,
): void {
  const maxAge = isShared(session) ? null : idleSeconds(session);
  context.header("Set-Cookie", cookieOf(token, maxAge), { append: true });
}
