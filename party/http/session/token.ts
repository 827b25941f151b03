import { toBase64Url } from "../../../shared/crypto/bytes.ts";
import { sha256Hex } from "../../../shared/ids/uuid5.ts";

/** `__Host-` ties the cookie to this origin and to Secure; Chromium keeps it on http://localhost too. */
export const cookieName = "__Host-dreamtree";

/** 32 random bytes, base64url: nothing else is in the cookie. */
export const newToken = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));

/** Only the hash is stored: a copy of the database opens no session. */
export const sessionIdOf = (token: string): string => sha256Hex(token);

export const isToken = (value: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(value);

/** @param maxAgeSeconds null: until the browser is closed */
export const cookieOf = (token: string, maxAgeSeconds: number | null): string =>
  `${cookieName}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax${
    maxAgeSeconds === null ? "" : `; Max-Age=${maxAgeSeconds}`
  }`;
