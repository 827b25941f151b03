import { fromBase64, toBase64 } from "../../shared/crypto/bytes.ts";
import type { Kdf } from "../../shared/crypto/kdf.ts";
import type { Peppers } from "./peppers.ts";

/*
 * What is kept of a password (decision 33): `$dt1$argon2id$v=19$m=…,t=…,p=…,keyid=…$<salt>$<HMAC>`. Argon2id ran
 * in the browser; the HMAC is of what it sent (AUTH), under a pepper, bound to the learner. A copy of the
 * database without the pepper gives nothing to guess at. `keyid` is the pepper's version. A recovery code, which
 * is random and needs no slow function, is `$dt1$recovery$keyid=…$<HMAC>`.
 */
const password = /^\$dt1\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1,keyid=(\d+)\$([^$]+)\$([^$]+)$/;
const recovery = /^\$dt1\$recovery\$keyid=(\d+)\$([^$]+)$/;

type Kind = "password" | "recovery";
const encoder = new TextEncoder();
const message = (kind: Kind, userId: string, auth: string) =>
  encoder.encode(JSON.stringify([kind, userId, auth]));

async function hmac(peppers: Peppers, kind: Kind, userId: string, auth: string): Promise<string> {
  const mac = await crypto.subtle.sign("HMAC", await peppers.hmac("auth"), message(kind, userId, auth));
  return toBase64(new Uint8Array(mac));
}

export async function passwordHash(
  peppers: Peppers,
  userId: string,
  { auth, salt, kdf }: { auth: string; salt: string; kdf: Kdf },
): Promise<string> {
  const mac = await hmac(peppers, "password", userId, auth);
  return `$dt1$argon2id$v=19$m=${kdf.m},t=${kdf.t},p=${kdf.p},keyid=${peppers.newest}$${salt}$${mac}`;
}

export async function recoveryHash(peppers: Peppers, userId: string, auth: string): Promise<string> {
  return `$dt1$recovery$keyid=${peppers.newest}$${await hmac(peppers, "recovery", userId, auth)}`;
}

interface Read {
  readonly kind: Kind;
  readonly keyid: number;
  readonly mac: string;
}
function read(stored: string): Read {
  const [, , , id, , mac] = password.exec(stored) ?? [];
  if (id !== undefined && mac !== undefined) return { kind: "password", keyid: Number(id), mac };
  const [, keyid, code] = recovery.exec(stored) ?? [];
  if (keyid !== undefined && code !== undefined) return { kind: "recovery", keyid: Number(keyid), mac: code };
  throw new Error("a verifier that cannot be read");
}

/** Whether this is the secret that the verifier was made of; takes the same time either way. */
export async function isSecretOf(
  peppers: Peppers,
  stored: string,
  userId: string,
  auth: string,
): Promise<boolean> {
  const { kind, keyid, mac } = read(stored);
  const bytes = fromBase64(mac);
  if (bytes === null) throw new Error("a verifier that cannot be read");
  const key = await peppers.hmac("auth", keyid);
  return crypto.subtle.verify("HMAC", key, bytes, message(kind, userId, auth));
}

/** Whether it was made of a password or of a recovery code. */
export const kindOf = (stored: string): Kind => read(stored).kind;

/** Made under an older pepper: it is made again at the next login, the only moment that brings AUTH. */
export const isOutdated = (peppers: Peppers, stored: string): boolean =>
  read(stored).keyid !== peppers.newest;

/** What a browser derives with. @throws for anything but a password's verifier. */
export function derivationOf(stored: string): { kdf: Kdf; salt: string } {
  const [, m, t, , salt] = password.exec(stored) ?? [];
  if (salt === undefined) throw new Error("not a password's verifier");
  return { kdf: { alg: "argon2id", m: Number(m), t: Number(t), p: 1 }, salt };
}
