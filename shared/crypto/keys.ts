import { canonicalJson } from "../ids/uuid5.ts";
import { randomBytes, toBase64, utf8, type Bytes } from "./bytes.ts";

/** What works on a learner's private fields; none of it can be read out again. */
export interface Keys {
  /** AES-256-GCM: seals and opens every envelope. */
  readonly pii: CryptoKey;
  /** HMAC-SHA256: hashes of sealed rows (decision 9). */
  readonly dedup: CryptoKey;
}

const dataKeyBytes = 32;

/** DK (security 1.1): the learner's data key, from which all else is derived. */
export const newDataKey = (): Bytes => randomBytes(dataKeyBytes);

/** The keys of a data key, by HKDF-SHA256 without salt; not extractable. */
export async function deriveKeys(dataKey: Bytes): Promise<Keys> {
  const base = await hkdfBase(dataKey);
  const [pii, dedup] = await Promise.all([
    aesKey(base, "dt/pii/v1", new Uint8Array(0)),
    crypto.subtle.deriveKey(
      hkdf("dt/dedup/v1", new Uint8Array(0)),
      base,
      { name: "HMAC", hash: "SHA-256", length: 256 },
      false,
      ["sign"],
    ),
  ]);
  return { pii, dedup };
}

/** The hash of a sealed row, for `hashes` (decision 9): of its canonical JSON in the clear, base64. */
export async function keyedHash(dedup: CryptoKey, row: unknown): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", dedup, utf8(canonicalJson(row)))));
}

export const hkdfBase = (secret: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey", "deriveBits"]);

/** HKDF-SHA256 with a purpose (RFC 5869). */
export const hkdf = (info: string, salt: Bytes): HkdfParams => ({
  name: "HKDF",
  hash: "SHA-256",
  salt,
  info: utf8(info),
});

export const aesKey = (base: CryptoKey, info: string, salt: Bytes): Promise<CryptoKey> =>
  crypto.subtle.deriveKey(hkdf(info, salt), base, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
