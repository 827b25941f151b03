import { fromBase64, toBase64 } from "../../shared/crypto/bytes.ts";
import type { Peppers } from "./peppers.ts";
import { openUnder, sealUnder } from "./sealed.ts";

/**
 * The outer layer around a wrapped data key: with a copy of the database alone nobody can even try passwords on
 * it (security 1.1). Bound to the learner; a new pepper needs nobody's password.
 */
export async function coverWrapped(peppers: Peppers, userId: string, wrapped: string): Promise<string> {
  const bytes = fromBase64(wrapped);
  if (bytes === null) throw new Error("a wrapped key is base64");
  return sealUnder(peppers, "wrap", userId, bytes);
}

/** As the browser made it. */
export const uncoverWrapped = async (peppers: Peppers, userId: string, stored: string): Promise<string> =>
  toBase64(await openUnder(peppers, "wrap", userId, stored));
