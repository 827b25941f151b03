import { fromBase64Url, toBase64Url, utf8 } from "../../shared/crypto/bytes.ts";
import { readCode, splitCode, wrapperOf } from "../../shared/crypto/recovery.ts";
import { split, type Wrapper } from "../../shared/crypto/wrap.ts";
import { sha256Hex } from "../../shared/ids/uuid5.ts";
import { workerTasks as tasks } from "../crypto/workerTasks.ts";
import type { Client } from "../model/client.ts";
import { api, type Refused } from "./api.ts";
import { remember } from "./combining.ts";
import { wrapperOfPassword } from "./keys.ts";

/** What came of it; `message` is for the screen. */
export type Outcome = { readonly ok: true } | Refused;
const refused = (message: string, field?: string): Refused => ({
  ok: false,
  code: "refused",
  message,
  fields: field === undefined ? {} : { [field]: message },
});

/** A server that hands out a key which the secret does not open is lying, or broken: we do not go on as if. */
const wrongKey = refused(
  "You are signed in, but the key that came does not belong to this secret. Nothing was changed. Do not write " +
    "anything private until this is cleared up.",
);

interface Came {
  readonly userId: string;
  readonly deviceKey: string | null;
  readonly wrapped: string | null;
}

/** Opens the keys that came and goes on as this learner. */
async function goOn(
  client: Client,
  { userId, deviceKey, wrapped }: Came,
  wrapping: CryptoKey,
  by: Wrapper,
  shared: boolean,
): Promise<Outcome> {
  const made = wrapped === null ? null : await tasks.unwrap({ userId, deviceKey }, wrapped, wrapping, by);
  await client.enter({ userId, shared, made });
  return wrapped !== null && made === null ? wrongKey : { ok: true };
}

/** `along`: the thread that was here may be brought into the account (`combining.ts`). */
export type SignedIn = { readonly ok: true; readonly along: boolean } | Refused;

export async function signIn(
  client: Client,
  { email, password, shared }: { email: string; password: string; shared: boolean },
): Promise<SignedIn> {
  const derivation = await api.prelogin(email);
  if (!derivation.ok) return derivation;
  const { auth, wrapping } = await tasks.derive(password, derivation.body.salt, derivation.body.kdf);
  // Whose thread this is now, and its keys: both change hands with the answer.
  const before = client.view().state?.userId ?? null;
  const keys = before === null ? null : await client.keysKept(before);
  const said = await api.login({ email, auth, shared });
  if (!said.ok) return said;
  const { merge } = said.body;
  const went = await goOn(client, said.body, wrapping, wrapperOfPassword(derivation.body), shared);
  if (!went.ok) return went;
  if (merge === undefined || before === null) return { ok: true, along: false };
  remember({ offer: merge, from: before, keys });
  return { ok: true, along: true };
}

/** By a recovery code as somebody typed it. It stays good until another takes its place. */
export async function enterByCode(client: Client, typed: string, shared: boolean): Promise<Outcome> {
  const code = readCode(typed);
  if (code === null) return refused("A code has 32 letters and numbers, in eight groups of four.", "code");
  const { auth, wrapping } = await splitCode(code);
  const said = await api.recoveryLogin({ locator: code.locator, auth, shared });
  if (!said.ok) return said;
  return goOn(client, said.body, wrapping, wrapperOf(code), shared);
}

/** What a QR code of "Continue on my phone" carries behind "#h=". */
export interface Ticket {
  readonly ticket: string;
  readonly secret: string;
}

export function readTicket(hash: string): Ticket | null {
  const [, ticket, secret] = /^#h=([\w-]{43})\.([\w-]{43})$/.exec(hash) ?? [];
  return ticket === undefined || secret === undefined ? null : { ticket, secret };
}

export const newHandoverSecret = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));

/** The key around the data key on its way: of the secret that only the QR code has, and the ticket's id. */
export async function handoverWrapping(
  secret: string,
  id: string,
): Promise<{ wrapping: CryptoKey; by: Wrapper }> {
  const bytes = fromBase64Url(secret);
  if (bytes === null) throw new Error("a secret is base64url");
  const { wrapping } = await split(bytes, utf8(id));
  return { wrapping, by: { type: "handover", id } };
}

/** The second device's half of a handover. */
export async function arrive(client: Client, { ticket, secret }: Ticket): Promise<Outcome> {
  const said = await api.accept(ticket);
  if (!said.ok) return said;
  const { userId, deviceKey, sealed } = said.body;
  const { wrapping, by } = await handoverWrapping(secret, sha256Hex(ticket));
  return goOn(client, { userId, deviceKey, wrapped: sealed }, wrapping, by, false);
}

/** Opens the private answers in a session that lives, by the account's password. */
export async function unlock(client: Client, password: string): Promise<Outcome> {
  const [session, secrets] = [await api.session(), await client.secrets()];
  if (!session.ok) return session;
  const { keys } = session.body;
  if (keys === null || secrets === null) return refused("There is no account here, and so no password.");
  const split = await secrets.ofPassword(password, keys.salt, keys.kdf);
  const isOpen = await secrets.unlock(split, keys.salt, keys.kdf, keys.wrapped);
  return isOpen ? { ok: true } : refused("This is not the password.", "password");
}
