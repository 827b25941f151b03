import { fromBase64, lengthPrefixed, type Bytes } from "../../shared/crypto/bytes.ts";
import { kdf as kdfSchema, passwordBytes, type Argon2id, type Kdf } from "../../shared/crypto/kdf.ts";
import { deriveKeys, newDataKey, type Keys } from "../../shared/crypto/keys.ts";
import {
  openForDevice,
  pack,
  sealForDevice,
  split,
  unpack,
  unwrapDataKey,
  wrapDataKey,
  type Split,
  type Wrapper,
} from "../../shared/crypto/wrap.ts";

/**
 * The data key as this browser keeps it, so that a password can be set later: under DevK, or, made without a
 * network, under a key of this browser's own until DevK is known. Both are unreadable in themselves.
 */
export type Kept =
  | { readonly under: "device"; readonly blob: string }
  | { readonly under: "browser"; readonly blob: string; readonly key: CryptoKey };

export interface Made {
  readonly keys: Keys;
  readonly kept: Kept;
}

/** Whose key, and DevK where the session has one and could be asked. */
export interface Where {
  readonly userId: string;
  readonly deviceKey: string | null;
}

/**
 * All that touches a data key's bytes: runs in the keys' worker, and ends with it. What comes out is keys that
 * cannot be read, or bytes under one of them.
 */
export interface KeyTasks {
  /** A new data key. */
  make(where: Where): Promise<Made>;
  /** Puts a key that was made without a network under DevK; null where it does not open any more. */
  settle(where: Where, kept: Kept): Promise<Kept | null>;
  /** @throws where `kdf` is outside of what we accept (security 1.2). */
  derive(password: string, salt: string, kdf: Kdf): Promise<Split>;
  /** The data key under a password's or code's key; null where `kept` does not open. */
  wrap(where: Where, kept: Kept, wrapping: CryptoKey, by: Wrapper): Promise<string | null>;
  /** The keys of an account on this device; null: not made by this secret for this learner. */
  unwrap(where: Where, wrapped: string, wrapping: CryptoKey, by: Wrapper): Promise<Made | null>;
}

export const keyTasks = (argon2id: () => Promise<Argon2id>): KeyTasks => ({
  make: (where) => made(where, newDataKey()),
  async settle(where, kept) {
    const dataKey = await opened(where, kept);
    return dataKey === null ? null : keep(where, dataKey);
  },
  async derive(password, salt, kdf) {
    const asked = kdfSchema.parse(kdf);
    const bytes = fromBase64(salt);
    if (bytes === null) throw new Error("salt is base64");
    const hash = await argon2id();
    return split(await hash(passwordBytes(password), bytes, asked));
  },
  async wrap(where, kept, wrapping, by) {
    const dataKey = await opened(where, kept);
    return dataKey === null ? null : wrapDataKey(wrapping, where.userId, by, dataKey);
  },
  async unwrap(where, wrapped, wrapping, by) {
    const dataKey = await unwrapDataKey(wrapping, where.userId, by, wrapped);
    return dataKey === null ? null : made(where, dataKey);
  },
});

async function made(where: Where, dataKey: Bytes): Promise<Made> {
  const [keys, kept] = await Promise.all([deriveKeys(dataKey), keep(where, dataKey)]);
  dataKey.fill(0);
  return { keys, kept };
}

const boundTo = (userId: string): Bytes => lengthPrefixed(["dt-browser", 1, userId]);

async function keep({ userId, deviceKey }: Where, dataKey: Bytes): Promise<Kept> {
  if (deviceKey !== null) {
    return { under: "device", blob: await sealForDevice(deviceKey, userId, dataKey) };
  }
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  return { under: "browser", key, blob: await pack(key, boundTo(userId), dataKey) };
}

async function opened({ userId, deviceKey }: Where, kept: Kept): Promise<Bytes | null> {
  if (kept.under === "browser") return unpack(kept.key, boundTo(userId), kept.blob);
  return deviceKey === null ? null : openForDevice(deviceKey, userId, kept.blob);
}
