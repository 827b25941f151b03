import { workerTasks as tasks } from "../crypto/workerTasks.ts";
import type { Client } from "../model/client.ts";
import { api, type Refused } from "./api.ts";
import type { Outcome } from "./entering.ts";
import { newSecret, secretsHere, wrapperOfPassword } from "./keys.ts";

const refused = (code: string, message: string, field?: string): Refused => ({
  ok: false,
  code,
  message,
  fields: field === undefined ? {} : { [field]: message },
});
const locked = refused(
  "locked",
  "Your private answers are locked, and their key is not in this browser. Bring it here first, with your recovery " +
    "code or on the device that has it.",
);
const noAccount = refused("conflict", "There is no account here, and so no password.");

/** `code`: the recovery code as it is written down, shown this once. */
export type Claimed = { readonly ok: true; readonly code: string | null } | Refused;

/** Makes an account of this thread: the same learner, the same data key. */
export async function claim(
  client: Client,
  { email, password, withCode }: { email: string; password: string; withCode: boolean },
): Promise<Claimed> {
  const secrets = await secretsHere(client);
  const keys = (await secrets?.withPassword(password)) ?? null;
  if (secrets === null || keys === null) return locked;
  const code = withCode ? await secrets.withCode() : null;
  if (code === null) {
    const said = await api.claim({ email, ...keys });
    return said.ok ? { ok: true, code: null } : said;
  }
  const { printed, ...recovery } = code;
  const said = await api.claim({ email, ...keys, recovery });
  return said.ok ? { ok: true, code: printed } : said;
}

/** Shows the server that the password is known: opens for ten minutes what asks for it. */
export async function verify(password: string): Promise<Outcome> {
  const session = await api.session();
  if (!session.ok) return session;
  const { keys } = session.body;
  // Without an account nothing asks for a password.
  if (keys === null) return { ok: true };
  const { auth } = await tasks.derive(password, keys.salt, keys.kdf);
  return api.verify(auth);
}

/** A new password around the same data key: nothing is encrypted again. */
export async function changePassword(wanted: {
  old: string;
  next: string;
  endOthers: boolean;
}): Promise<Outcome> {
  const session = await api.session();
  if (!session.ok) return session;
  const { userId, deviceKey, keys } = session.body;
  if (keys === null) return noAccount;
  const old = await tasks.derive(wanted.old, keys.salt, keys.kdf);
  const where = { userId, deviceKey };
  const made = await tasks.unwrap(where, keys.wrapped, old.wrapping, wrapperOfPassword(keys));
  if (made === null) return refused("forbidden", "This is not the password that you have now.", "authOld");
  const { derivation, split } = await newSecret(wanted.next);
  const wrapped = await tasks.wrap(where, made.kept, split.wrapping, wrapperOfPassword(derivation));
  if (wrapped === null) return locked;
  return api.password({
    authOld: old.auth,
    authNew: split.auth,
    ...derivation,
    wrapped,
    version: keys.version,
    endOthers: wanted.endOthers,
  });
}

/** A new recovery code, in the place of the one before. */
export async function makeCode(client: Client): Promise<Claimed> {
  const secrets = await secretsHere(client);
  const code = (await secrets?.withCode()) ?? null;
  if (code === null) return locked;
  const { printed, ...parts } = code;
  const said = await api.recoveryCode(parts);
  return said.ok ? { ok: true, code: printed } : said;
}
