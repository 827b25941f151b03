import setupWasm from "argon2id/lib/setup.js";
import type { Argon2id } from "../../shared/crypto/kdf.ts";

type Load = Parameters<typeof setupWasm>[0];

/**
 * Argon2id of the OpenPGP.js project, in WebAssembly (docs/decisions/0019). Its memory, 65 MB at least, is given
 * back only with the worker it runs in.
 * @param simd the faster build; where the browser refuses it, `plain` is loaded
 */
export async function loadArgon2id(simd: Load, plain: Load): Promise<Argon2id> {
  const hash = await setupWasm(simd, plain);
  return async (password, salt, { m, t, p }) =>
    new Uint8Array(hash({ password, salt, memorySize: m, passes: t, parallelism: p, tagLength: 32 }));
}
