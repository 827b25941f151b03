import type { Session } from "../../db/sessions.ts";

const day = 24 * 60 * 60;

/** 400 days, the longest a browser keeps a cookie; slides with every visit (security, Decided). */
const anonymousIdleSeconds = 400 * day;
/** With an account: 90 days without a visit, a year at most (security, Decided). */
const claimedIdleSeconds = 90 * day;
export const absoluteSeconds = 365 * day;
/** On a shared computer the browser's end is the session's; what it leaves here lives a day. */
const sharedIdleSeconds = day;

type Kind = Pick<Session, "anonymous" | "deviceKey">;

/** A session with an account and without a device key was opened on a shared computer. */
export const isShared = ({ anonymous, deviceKey }: Kind): boolean => !anonymous && deviceKey === null;

/** How long a session lives on without a visit, in seconds. */
export function idleSeconds(session: Kind): number {
  if (isShared(session)) return sharedIdleSeconds;
  return session.anonymous ? anonymousIdleSeconds : claimedIdleSeconds;
}

/** The password opens what is behind it for ten minutes (security, Decided). */
const stepUpMs = 10 * 60_000;

/**
 * Whether this session may do what asks for the password again. An anonymous learner has none: who holds the
 * session is all there is to know of them.
 */
export const hasSteppedUp = (
  { anonymous, authAt }: Pick<Session, "anonymous" | "authAt">,
  nowMs: number,
): boolean => anonymous || (authAt !== null && nowMs - Date.parse(authAt) < stepUpMs);
