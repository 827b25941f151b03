import { toBase64 } from "../../shared/crypto/bytes.ts";
import type { Peppers } from "./peppers.ts";
import { openUnder, sealUnder } from "./sealed.ts";

/**
 * DevK: 32 bytes that lock a browser's own copy of the data key (security 1.1). The server keeps it in the
 * session's row and gives it only to that session while it lives: a session that is ended leaves a copy on the
 * device that nobody can open. It is bound to the session's `public_id`, which stays through rotation.
 */
export const newDeviceKey = (peppers: Peppers, publicId: string): Promise<string> =>
  sealUnder(peppers, "device", publicId, crypto.getRandomValues(new Uint8Array(32)));

/** Base64 for the browser; null where the session keeps none, as on a shared computer. */
export async function deviceKeyOf(
  peppers: Peppers,
  { publicId, deviceKey }: { publicId: string; deviceKey: string | null },
): Promise<string | null> {
  return deviceKey === null ? null : toBase64(await openUnder(peppers, "device", publicId, deviceKey));
}
