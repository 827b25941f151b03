import type { Session } from "../../db/sessions.ts";

const day = 24 * 60 * 60;

/** 400 days, the longest a browser keeps a cookie; slides with every visit (security, Decided). */
export const anonymousIdleSeconds = 400 * day;
/** With an account: 90 days without a visit (security, Decided). */
const claimedIdleSeconds = 90 * day;

/** How long a session lives on without a visit, in seconds. */
export const idleSeconds = ({ anonymous }: Pick<Session, "anonymous">): number =>
  anonymous ? anonymousIdleSeconds : claimedIdleSeconds;

/** The password opens what is behind it for ten minutes (security, Decided). */
const stepUpMs = 10 * 60_000;

/**
 * Whether this session may do what asks for the password again. An anonymous learner has none: who holds the
 * session is all there is to know of them.
 */
export const hasSteppedUp = ({ anonymous, authAt }: Session, nowMs: number): boolean =>
  anonymous || (authAt !== null && nowMs - Date.parse(authAt) < stepUpMs);
