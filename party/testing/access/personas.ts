import { newAccount } from "../account.ts";
import { begin, post } from "../client.ts";
import type { Stranger } from "./row.ts";

/* For tests only: somebody who asks, with the cookie they ask with. */

export interface Persona {
  readonly userId: string;
  readonly cookie: string;
  /** The proof of their own password, where they have one. */
  readonly auth: string | null;
}

/** A text that only the owner has written: it may come back to nobody else. */
export const ownersSecret = "the-owner-wrote-this";

/** A learner with words of their own and a session that lives. */
export async function newOwner(): Promise<Persona> {
  const persona = await claimed();
  const headers = { Cookie: persona.cookie, "Idempotency-Key": crypto.randomUUID() };
  await post("/api/skills", { name: ownersSecret }, headers);
  return persona;
}

const anonymous = async (): Promise<Persona> => ({ ...(await begin()), auth: null });

const claimed = async (): Promise<Persona> => {
  const { userId, cookie, password } = await newAccount();
  return { userId, cookie, auth: password.auth };
};

const signedOut = async (): Promise<Persona> => {
  const persona = await claimed();
  await post("/api/auth/logout", {}, { Cookie: persona.cookie });
  return persona;
};

/** Somebody else than the owner. */
export const newStranger: Record<Stranger, () => Promise<Persona>> = {
  other: claimed,
  anonymous,
  facilitator: claimed,
  signedOut,
};
