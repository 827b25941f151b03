import * as z from "zod/mini";
import { randomBytes, utf8, type Bytes } from "./bytes.ts";

/**
 * How a password becomes a root: Argon2id with `m` KiB, `t` passes, `p` lanes. Kept with the account, and told
 * before the password is entered; a server that lies must neither weaken nor freeze us (security 1.2).
 */
export const kdf = z.strictObject({
  alg: z.literal("argon2id"),
  m: z.int().check(z.minimum(19_456), z.maximum(262_144)),
  t: z.int().check(z.minimum(2), z.maximum(16)),
  p: z.literal(1),
});
export type Kdf = z.infer<typeof kdf>;

/** The same work as 64 MiB in three passes, in half the memory: a weak phone opens what a laptop made. */
export const defaultKdf: Kdf = { alg: "argon2id", m: 32_768, t: 6, p: 1 };

const saltBytes = 16;
export const newSalt = (): Bytes => randomBytes(saltBytes);

/**
 * A password as it is hashed: NFKC and UTF-8, nothing trimmed or cut. An accent that another keyboard composes is
 * the same accent.
 */
export const passwordBytes = (password: string): Bytes => utf8(password.normalize("NFKC"));

/** Argon2id version 1.3 (RFC 9106), 32 bytes: the browser's, or a test's. */
export type Argon2id = (password: Bytes, salt: Bytes, kdf: Kdf) => Promise<Bytes>;
