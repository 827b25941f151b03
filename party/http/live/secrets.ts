import { fromBase64Url, toBase64Url, utf8 } from "../../../shared/crypto/bytes.ts";
import { codeFrom } from "../../../shared/live/code.ts";
import type { Peppers } from "../../keys/peppers.ts";

/** A keyed hash, base64url: what D1 has of a join code and of a link (SPEC LI2). */
async function keyed(peppers: Peppers, ...what: readonly string[]): Promise<string> {
  const mac = await crypto.subtle.sign("HMAC", await peppers.hmac("live"), utf8(JSON.stringify(what)));
  return toBase64Url(new Uint8Array(mac));
}

async function isKeyed(peppers: Peppers, mac: string, ...what: readonly string[]): Promise<boolean> {
  const bytes = fromBase64Url(mac);
  if (bytes === null) return false;
  return crypto.subtle.verify("HMAC", await peppers.hmac("live"), bytes, utf8(JSON.stringify(what)));
}

export const codeKeyOf = (peppers: Peppers, code: string): Promise<string> => keyed(peppers, "code", code);

/** A join code, from the platform's randomness. */
export function newCode(): string {
  for (;;) {
    const code = codeFrom(crypto.getRandomValues(new Uint8Array(24)));
    if (code !== null) return code;
  }
}

const invitedMs = 24 * 60 * 60_000;

/** What is in a co-facilitator's link: it says itself for which session, and until when. Which one was used the room knows. */
export async function invitation(peppers: Peppers, liveId: string, now: number) {
  const until = String(now + invitedMs);
  const id = toBase64Url(crypto.getRandomValues(new Uint8Array(12)));
  const token = `${liveId}.${until}.${id}.${await keyed(peppers, "facilitate", liveId, until, id)}`;
  return { token, expiresAt: new Date(Number(until)).toISOString() };
}

/** @returns the session it is for and which invitation it is, or null for what is forged or too old */
export async function invitedTo(
  peppers: Peppers,
  token: string,
  now: number,
): Promise<{ liveId: string; invitation: string } | null> {
  const [liveId = "", until = "", id = "", mac = ""] = token.split(".");
  const isGood = await isKeyed(peppers, mac, "facilitate", liveId, until, id);
  return isGood && Number(until) > now ? { liveId, invitation: id } : null;
}

/** What is in the link of a share with a coach: the same again for the same request. */
export async function shareToken(peppers: Peppers, shareId: string): Promise<string> {
  return `${shareId}.${await keyed(peppers, "share", shareId)}`;
}

/** Which share a token is for, or null for what is forged. */
export async function sharedBy(peppers: Peppers, token: string): Promise<string | null> {
  const [shareId = "", mac = ""] = token.split(".");
  return (await isKeyed(peppers, mac, "share", shareId)) ? shareId : null;
}

export const tokenKeyOf = (peppers: Peppers, token: string): Promise<string> =>
  keyed(peppers, "token", token);
