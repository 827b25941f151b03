import { defaultKdf } from "../../../shared/crypto/kdf.ts";
import type { Peppers } from "../../keys/peppers.ts";
import { passwordHash } from "../../keys/verifier.ts";

/** Checked against where there is nobody, so that both take the same way through the code. */
export async function makeNobody(peppers: Peppers): Promise<{ userId: string; hash: string }> {
  const userId = crypto.randomUUID();
  const never = { auth: crypto.randomUUID(), salt: "AAAAAAAAAAAAAAAAAAAAAA==", kdf: defaultKdf };
  return { userId, hash: await passwordHash(peppers, userId, never) };
}
