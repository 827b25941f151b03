import { readCode, splitCode, wrapperOf } from "../../shared/crypto/recovery.ts";
import { open, seal } from "../../shared/crypto/seal.ts";
import type { Split, Wrapper } from "../../shared/crypto/wrap.ts";
import { workerTasks as tasks } from "../crypto/workerTasks.ts";
import type { Client } from "../model/client.ts";
import { api, type Refused, type SealedItem } from "./api.ts";
import { signIn, type Outcome } from "./entering.ts";
import { newSecret, wrapperOfPassword } from "./keys.ts";

/** What the link of a letter carries behind "#t=": a token, and for a reset whose. */
export function readLink(hash: string): { token: string; userId: string | null } | null {
  const [, token, userId = null] = /^#t=([\w-]{43})(?:\.([0-9a-f-]{36}))?$/.exec(hash) ?? [];
  return token === undefined ? null : { token, userId };
}

/** Sets a new password by a letter's link, with a new data key; then signs in with it. */
export async function reset(
  client: Client,
  { token, userId, password }: { token: string; userId: string; password: string },
): Promise<Outcome> {
  const where = { userId, deviceKey: null };
  const { kept } = await tasks.make(where);
  const { derivation, split } = await newSecret(password);
  const wrapped = await tasks.wrap(where, kept, split.wrapping, wrapperOfPassword(derivation));
  const said = await api.recoverConfirm({ token, auth: split.auth, ...derivation, wrapped });
  if (!said.ok) return said;
  const { email } = said.body;
  if (email === null)
    return { ok: false, code: "refused", message: "Sign in with the new password.", fields: {} };
  return signIn(client, { email, password, shared: false });
}

export type Reopened = { readonly ok: true; readonly reopened: number; readonly left: number } | Refused;

/** Brings back what a reset has put by: opened with the old secret, encrypted again under the present key. */
export async function reopen(client: Client, secret: string): Promise<Reopened> {
  const [session, putBy, ring] = [await api.session(), await api.putBy(), await client.keyring()];
  if (!session.ok) return session;
  if (!putBy.ok) return putBy;
  const present = ring?.keys() ?? null;
  if (present === null) {
    return {
      ok: false,
      code: "locked",
      message: "Unlock the private answers that you have now first, with your present password.",
      fields: {},
    };
  }
  const { userId } = session.body;
  for (const { split, by } of await secretsOf(secret, putBy.body.generations)) {
    const said = await api.reopen({ auth: split.auth });
    if (!said.ok && said.code === "forbidden") continue;
    if (!said.ok) return said;
    const { generation, wrapped, sealed } = said.body;
    const old = await tasks.unwrap({ userId, deviceKey: null }, wrapped, split.wrapping, by);
    if (old === null) break;
    const items = await Promise.all(
      sealed.map(async (item): Promise<SealedItem | null> => {
        const place = { table: item.at[0], column: item.at[1], rowId: item.at[2] };
        const opened = await open(old.keys.pii, userId, place, item.env);
        if (!opened.ok) return null;
        return { ...item, env: await seal(present.pii, userId, place, opened.value) };
      }),
    );
    const back = items.filter((item) => item !== null);
    const put = await api.putBack({ generation, items: back }, crypto.randomUUID());
    if (!put.ok) return put;
    return { ok: true, reopened: put.body.reopened, left: sealed.length - put.body.reopened };
  }
  const message = "Neither a password of that time nor its recovery code.";
  return { ok: false, code: "forbidden", message, fields: { secret: message } };
}

/** Everything that the words could be: the password of one of those times, or a recovery code. */
async function secretsOf(
  secret: string,
  generations: readonly { salt: string; kdf: Parameters<typeof tasks.derive>[2] }[],
): Promise<{ split: Split; by: Wrapper }[]> {
  const code = readCode(secret);
  if (code !== null) return [{ split: await splitCode(code), by: wrapperOf(code) }];
  return Promise.all(
    generations.map(async (one) => ({
      split: await tasks.derive(secret, one.salt, one.kdf),
      by: wrapperOfPassword(one),
    })),
  );
}
