import { fromBase64Url, toBase64Url } from "../../shared/crypto/bytes.ts";
import type { Peppers } from "./peppers.ts";

/*
 * A browser that has signed in to an account before carries proof of it, so that strangers who try passwords on
 * the account cannot lock its owner out: a trusted browser is counted apart (OWASP, device cookies). The proof
 * opens nothing. `<pepper version>.<nonce>.<HMAC of learner and nonce>`.
 */
export const trustedCookieName = "__Host-dreamtree-device";
const maxAgeSeconds = 400 * 24 * 60 * 60;

const encoder = new TextEncoder();
const message = (userId: string, nonce: string) => encoder.encode(JSON.stringify([userId, nonce]));

export async function trustedCookie(peppers: Peppers, userId: string): Promise<string> {
  const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
  const mac = await crypto.subtle.sign("HMAC", await peppers.hmac("trusted"), message(userId, nonce));
  const value = `${peppers.newest}.${nonce}.${toBase64Url(new Uint8Array(mac))}`;
  return `${trustedCookieName}=${value}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}`;
}

/** What this browser is counted under for this learner; null when it has never signed in to the account. */
export async function trustedNonce(
  peppers: Peppers,
  userId: string,
  value: string | undefined,
): Promise<string | null> {
  const [, version, nonce, mac] = /^(\d+)\.([\w-]{22})\.([\w-]{43})$/.exec(value ?? "") ?? [];
  if (version === undefined || nonce === undefined || mac === undefined) return null;
  const bytes = fromBase64Url(mac);
  if (bytes === null || !peppers.has(Number(version))) return null;
  const key = await peppers.hmac("trusted", Number(version));
  return (await crypto.subtle.verify("HMAC", key, bytes, message(userId, nonce))) ? nonce : null;
}
