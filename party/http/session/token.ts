import { sha256Hex } from "../../../shared/ids/uuid5.ts";

/** `__Host-` ties the cookie to this origin and to Secure; Chromium keeps it on http://localhost too. */
export const cookieName = "__Host-dreamtree";
/** 400 days, the longest a browser keeps a cookie; slides with every visit (security, Decided). */
export const anonymousIdleSeconds = 400 * 24 * 60 * 60;

/** 32 random bytes, base64url: nothing else is in the cookie. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Only the hash is stored: a copy of the database opens no session. */
export const sessionIdOf = (token: string): string => sha256Hex(token);

export const isToken = (value: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(value);

export const cookieOf = (token: string, maxAgeSeconds: number): string =>
  `${cookieName}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}`;
