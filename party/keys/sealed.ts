import { fromBase64, toBase64 } from "../../shared/crypto/bytes.ts";
import type { Peppers, Purpose } from "./peppers.ts";

const ivBytes = 12;
const encoder = new TextEncoder();

/**
 * Puts bytes under a pepper: `<version>.<iv>.<ciphertext>`, AES-256-GCM. They open only for the same purpose and
 * the same subject, so that a row copied to another learner is worth nothing there.
 */
export async function sealUnder(
  peppers: Peppers,
  purpose: Purpose,
  subject: string,
  plain: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const key = await peppers.aes(purpose, subject);
  const sealed = await crypto.subtle.encrypt(gcm(iv, purpose, subject), key, plain);
  return [peppers.newest, toBase64(iv), toBase64(new Uint8Array(sealed))].join(".");
}

/** @throws when it was made for something else, changed, or under a version that is not configured. */
export async function openUnder(
  peppers: Peppers,
  purpose: Purpose,
  subject: string,
  sealed: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const [version = "", ...parts] = sealed.split(".");
  const [iv, ciphertext] = parts.map(fromBase64);
  if (iv === undefined || iv === null || ciphertext === undefined || ciphertext === null) {
    throw new Error("a sealed value that cannot be read");
  }
  const key = await peppers.aes(purpose, subject, Number(version));
  return new Uint8Array(await crypto.subtle.decrypt(gcm(iv, purpose, subject), key, ciphertext));
}

const gcm = (iv: Uint8Array<ArrayBuffer>, purpose: Purpose, subject: string): AesGcmParams => ({
  name: "AES-GCM",
  iv,
  additionalData: encoder.encode(JSON.stringify([purpose, subject])),
});
