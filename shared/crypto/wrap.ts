import { concat, fromBase64, lengthPrefixed, randomBytes, toBase64, type Bytes } from "./bytes.ts";
import { aesKey, hkdf, hkdfBase } from "./keys.ts";
import type { Kdf } from "./kdf.ts";

const version = 1;
const ivBytes = 12;
const authBytes = 32;
const none: Bytes = new Uint8Array(0);

/** How the key around a data key was made: part of what the wrapping is bound to (security 1.1). */
export type Wrapper =
  | { readonly type: "password"; readonly kdf: Kdf; readonly salt: Bytes }
  /** A recovery code needs no slow function: it is 120 random bits. */
  | { readonly type: "recovery"; readonly locator: string }
  /** 256 random bits that only a QR code carries, for two minutes; `id` is the ticket's. */
  | { readonly type: "handover"; readonly id: string };

function boundTo(userId: string, by: Wrapper): Bytes {
  switch (by.type) {
    case "password":
      return lengthPrefixed([
        "dt-wrap",
        1,
        userId,
        by.type,
        by.kdf.alg,
        by.kdf.m,
        by.kdf.t,
        by.kdf.p,
        toBase64(by.salt),
      ]);
    case "recovery":
      return lengthPrefixed(["dt-wrap", 1, userId, by.type, "hkdf", 0, 0, 0, by.locator]);
    case "handover":
      return lengthPrefixed(["dt-wrap", 1, userId, by.type, "hkdf", 0, 0, 0, by.id]);
  }
}

/** What a secret gives: the proof for the server, and the key that never leaves the browser. */
export interface Split {
  /** Base64 of 32 bytes: `auth` of the account routes. */
  readonly auth: string;
  readonly wrapping: CryptoKey;
}

/**
 * @param secret Argon2id's root, or a recovery code's secret
 * @param salt the code's locator as bytes; empty for a root, which has been salted
 */
export async function split(secret: Bytes, salt: Bytes = none): Promise<Split> {
  const base = await hkdfBase(secret);
  const [auth, wrapping] = await Promise.all([
    crypto.subtle.deriveBits(hkdf("dt/auth/v1", salt), base, authBytes * 8),
    aesKey(base, "dt/wrap/v1", salt),
  ]);
  return { auth: toBase64(new Uint8Array(auth)), wrapping };
}

/** The data key for the account's row: opaque text for the server (SPEC SE5). */
export const wrapDataKey = (
  wrapping: CryptoKey,
  userId: string,
  by: Wrapper,
  dataKey: Bytes,
): Promise<string> => pack(wrapping, boundTo(userId, by), dataKey);

/** The data key, or null: this text was not made by this secret, learner and parameters. */
export const unwrapDataKey = (
  wrapping: CryptoKey,
  userId: string,
  by: Wrapper,
  wrapped: string,
): Promise<Bytes | null> => unpack(wrapping, boundTo(userId, by), wrapped);

/**
 * The data key as this browser keeps it: readable only with DevK, which the server gives to a live session
 * (security 1.1, DEVICE).
 * @param deviceKey base64 of 32 bytes, of `GET /api/session`
 */
export async function sealForDevice(deviceKey: string, userId: string, dataKey: Bytes): Promise<string> {
  return pack(await deviceCipher(deviceKey), lengthPrefixed(["dt-device", 1, userId]), dataKey);
}

export async function openForDevice(deviceKey: string, userId: string, blob: string): Promise<Bytes | null> {
  return unpack(await deviceCipher(deviceKey), lengthPrefixed(["dt-device", 1, userId]), blob);
}

async function deviceCipher(deviceKey: string): Promise<CryptoKey> {
  const bytes = fromBase64(deviceKey);
  if (bytes?.length !== 32) throw new Error("deviceKey is base64 of 32 bytes");
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Version, iv, ciphertext and tag, in base64. */
export async function pack(key: CryptoKey, additionalData: Bytes, dataKey: Bytes): Promise<string> {
  const iv = randomBytes(ivBytes);
  const ciphertext = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, dataKey);
  return toBase64(concat(Uint8Array.of(version), iv, new Uint8Array(ciphertext)));
}

export async function unpack(key: CryptoKey, additionalData: Bytes, text: string): Promise<Bytes | null> {
  const bytes = fromBase64(text);
  if (bytes === null || bytes[0] !== version) return null;
  const iv = bytes.slice(1, 1 + ivBytes);
  try {
    const algorithm = { name: "AES-GCM", iv, additionalData };
    const plain = await crypto.subtle.decrypt(algorithm, key, bytes.slice(1 + ivBytes));
    return plain.byteLength === 32 ? new Uint8Array(plain) : null;
  } catch {
    return null;
  }
}
