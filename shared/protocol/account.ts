import * as z from "zod/mini";
import { envelope } from "../crypto/envelopeSchema.ts";
import { defaultKdf, kdf } from "../crypto/kdf.ts";

/*
 * What goes over the wire about accounts and keys (`protocol.md` section 4). All of it is made in the browser:
 * the server sees no password and no data key. Bytes are standard base64, canonical, of exactly the length said.
 */

/** Base64 whose unused bits are zero, so that a value has one spelling. */
const base64Of = (bytes: number) => {
  const whole = Math.floor(bytes / 3) * 4;
  const rest = ["", "[A-Za-z0-9+/][AQgw]==", "[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]="][bytes % 3];
  const pattern = new RegExp(`^[A-Za-z0-9+/]{${whole}}${rest}$`);
  return z.string().check(z.regex(pattern, `Use base64 of ${bytes} bytes`));
};

/** AUTH: the half of the password's root that the server may see (security 1.1). */
export const authSecret = base64Of(32);
export const salt = base64Of(16);

/**
 * How the root is derived from the password, as the server takes it: the same work for everybody, so that the
 * parameters of an address tell nothing about it (docs/decisions/0022). A browser reads more (`crypto/kdf.ts`).
 */
const presentKdf = z.strictObject({
  alg: z.literal(defaultKdf.alg),
  m: z.literal(defaultKdf.m),
  t: z.literal(defaultKdf.t),
  p: z.literal(defaultKdf.p),
});

/** The data key (32 bytes) under a wrapping key: a version byte, iv (12), ciphertext and tag. Opaque to the server. */
export const wrappedKey = base64Of(61);

/**
 * An address as it is kept and compared: trimmed, in lower case (decision 14). What stands before the "@" is the
 * mail server's business; only what can be no address is refused.
 */
export const email = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.maxLength(254, "An address is at most 254 letters"),
    z.regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/, "This is not an e-mail address"),
  );

/** A new password as the server learns of it: proof, how it was derived, and the data key under it. */
const newPassword = { auth: authSecret, salt, kdf: presentKdf, wrapped: wrappedKey };

/** The eight letters of a recovery code that find its row (Crockford's base 32). */
const locator = z
  .string()
  .check(z.regex(/^[0-9A-HJKMNP-TV-Z]{8}$/, "Use the first eight letters of the code"));
const recoveryCode = { locator, auth: authSecret, wrapped: wrappedKey };

/** The bodies of the account's routes. */
export const preloginBody = z.strictObject({ email });
export const claimBody = z.strictObject({
  email,
  ...newPassword,
  recovery: z.optional(z.strictObject(recoveryCode)),
});
export const loginBody = z.strictObject({
  email,
  auth: authSecret,
  /** "This is a shared computer": nothing is kept on it, and the session goes with the browser. */
  shared: z.optional(z.boolean()),
});
export const recoveryCodeBody = z.strictObject(recoveryCode);
export const recoveryLoginBody = z.strictObject({
  locator,
  auth: authSecret,
  shared: z.optional(z.boolean()),
});
export const verifyBody = z.strictObject({ auth: authSecret });
export const passwordBody = z.strictObject({
  /** Of the old password, or of the recovery code that stands now. */
  authOld: authSecret,
  authNew: authSecret,
  salt,
  kdf: presentKdf,
  wrapped: wrappedKey,
  version: z.int(),
  endOthers: z.boolean(),
});

/** The token of a letter's link: 32 bytes, base64url. */
const linkToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/, "This is not the token of a link"));
export const emailBody = z.strictObject({ email });
export const confirmBody = z.strictObject({ token: linkToken });

export const recoverBody = z.strictObject({ email });
export const recoverConfirmBody = z.strictObject({ token: linkToken, ...newPassword });

/** An envelope that was put by at a reset: whose value it is part of, and its place (docs/decisions/0023). */
const reopenedItem = z.strictObject({
  key: z.string(),
  at: z.tuple([z.string(), z.string(), z.string()]),
  env: envelope,
});
const generation = z.int().check(z.positive());
export const reopenBody = z.strictObject({ auth: authSecret, generation: z.optional(generation) });
export const reopenCommitBody = z.strictObject({
  generation,
  items: z.array(reopenedItem).check(z.maxLength(5_000)),
});

/** `GET /api/keys/reopen`: what was put by, the newest first; the first one's fields stand at the top, too. */
const putBy = z.object({
  generation,
  /** ISO 8601: after it, what was put by is gone. */
  until: z.string(),
  salt,
  kdf,
  /** The recovery code of that time opens it, too. */
  recovery: z.boolean(),
});
export const reopenAnswer = z.extend(putBy, { generations: z.array(putBy) });
export type ReopenAnswer = z.infer<typeof reopenAnswer>;

/** The data key under the secret of a handover's QR code; null for a learner who has no private field yet. */
export const handoverBody = z.strictObject({ sealed: z.nullable(wrappedKey) });
export const handoverAcceptBody = z.strictObject({ ticket: linkToken });

/** `POST /api/auth/handover`: `id` names the ticket where its text must not stand, as in an address. */
export const handoverAnswer = z.object({ ticket: linkToken, id: z.string(), expiresAt: z.string() });
/** `GET /api/auth/handover/:ticket`, for the device that asked. */
export const handoverState = z.object({
  state: z.enum(["waiting", "accepted", "expired"]),
  /** The device that came: "Chrome on Android". */
  label: z.nullable(z.string()),
});
export type HandoverState = z.infer<typeof handoverState>;

/** `GET /api/auth/account`. */
export const accountAnswer = z.object({
  /** Null without an account. */
  email: z.nullable(z.string()),
  /** Letters are known to arrive: the way to a new password is open. */
  confirmed: z.boolean(),
  /** An address that becomes the account's when it is confirmed. */
  pending: z.nullable(z.string()),
  recovery: z.boolean(),
  /** Whether anybody carries letters here at all. */
  letters: z.boolean(),
});
export type AccountAnswer = z.infer<typeof accountAnswer>;

/** What a browser needs to come from the password to the data key; null while there is no password. */
export const passwordKeys = z.object({
  kdf,
  salt,
  wrapped: wrappedKey,
  /** Counts the changes of the password; `POST /api/auth/password` names it. */
  version: z.int(),
});

/** `GET /api/session`. */
export const sessionAnswer = z.object({
  userId: z.string(),
  anonymous: z.boolean(),
  socket: z.string(),
  /** DevK, which locks this device's copy of the data key; null on a shared computer, which keeps none. */
  deviceKey: z.nullable(base64Of(32)),
  keys: z.nullable(passwordKeys),
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;

/** One line of `GET /api/session/list`. */
export const deviceLine = z.object({
  id: z.string(),
  /** Family of browser and system: "Chrome on Android". */
  label: z.nullable(z.string()),
  /** ISO 8601; `lastSeenAt` is coarse, about ten minutes. */
  createdAt: z.string(),
  lastSeenAt: z.string(),
  current: z.boolean(),
});
export type DeviceLine = z.infer<typeof deviceLine>;
