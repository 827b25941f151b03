import { toBase64 } from "../../shared/crypto/bytes.ts";
import type { Peppers } from "./peppers.ts";

/**
 * The salt that an address without an account is given: always the same one, and to look at like any other. It
 * stays through releases, and changes with the pepper only.
 */
export async function saltOfNobody(peppers: Peppers, email: string): Promise<string> {
  const mac = await crypto.subtle.sign(
    "HMAC",
    await peppers.hmac("prelogin"),
    new TextEncoder().encode(email),
  );
  return toBase64(new Uint8Array(mac).slice(0, 16));
}
