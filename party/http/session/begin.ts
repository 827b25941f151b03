import type { Context } from "hono";
import { brokenKey } from "../../db/batch.ts";
import { beginAgain, createAnonymous } from "../../db/sessions.ts";
import type { Services } from "../services.ts";
import { newSession, type Issued } from "./issue.ts";
import { uuidFor } from "./source.ts";

/** So long the same key gets the same learner: what did not arrive in an hour begins anew. */
const sameForMs = 60 * 60_000;

/**
 * A new anonymous learner with a session (SPEC HT11). With the same `Idempotency-Key` it is the same learner, while
 * nobody has opened their conversation: the answer was lost on its way, and the cookie with it.
 * @param key a UUID that the browser made and told nobody else; null where it sent none
 * @throws while D1 cannot be asked
 */
export async function begun(context: Context, services: Services, key: string | null): Promise<Issued> {
  const { db, peppers } = services;
  const issue = (userId: string) => newSession(context, peppers, { userId, anonymous: true });
  if (key === null) {
    const issued = await issue(crypto.randomUUID());
    await createAnonymous(db, issued.row);
    return issued;
  }
  // Under a pepper, so that a learner's id says nothing of the key that opened it.
  const issued = await issue(await uuidFor(peppers, "begin", key.toLowerCase()));
  try {
    await createAnonymous(db, issued.row);
    return issued;
  } catch (error) {
    if (brokenKey(error) !== "users.id") throw error;
  }
  const since = new Date(Date.now() - sameForMs).toISOString();
  return (await beginAgain(db, issued.row, since)) ? issued : begun(context, services, null);
}
