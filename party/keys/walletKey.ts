import { fromBase64, toBase64 } from "../../shared/crypto/bytes.ts";
import type { Peppers } from "./peppers.ts";

/** PKCS #8 around an Ed25519 seed (RFC 8410). */
const pkcs8 = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];

export interface WalletKey {
  readonly keyid: number;
  readonly alg: "Ed25519";
  /** Base64 of the 32 bytes. */
  readonly public_key: string;
}

async function pairOf(peppers: Peppers, keyid: number): Promise<{ key: CryptoKey; x: string }> {
  const seed = await peppers.bytes("wallet", keyid);
  const encoded = new Uint8Array([...pkcs8, ...seed]);
  const key = await crypto.subtle.importKey("pkcs8", encoded, "Ed25519", true, ["sign"]);
  const jwk = (await crypto.subtle.exportKey("jwk", key)) as { x?: string };
  return { key, x: jwk.x ?? "" };
}

const standard = (base64url: string): string => `${base64url.replaceAll("-", "+").replaceAll("_", "/")}=`;

/** Every key that wallets are signed with, the present one first. */
export async function walletKeys(peppers: Peppers): Promise<WalletKey[]> {
  const versions = peppers.versions.toSorted((a, b) => b - a);
  return Promise.all(
    versions.map(async (keyid) => {
      const { x } = await pairOf(peppers, keyid);
      return { keyid, alg: "Ed25519" as const, public_key: standard(x) };
    }),
  );
}

/** @returns base64 of the 64 bytes */
export async function signWallet(peppers: Peppers, keyid: number, text: string): Promise<string> {
  const { key } = await pairOf(peppers, keyid);
  const signature = await crypto.subtle.sign("Ed25519", key, new TextEncoder().encode(text));
  return toBase64(new Uint8Array(signature));
}

export async function isWalletSignature(
  peppers: Peppers,
  keyid: number,
  text: string,
  signature: string,
): Promise<boolean> {
  if (!peppers.has(keyid)) return false;
  const { x } = await pairOf(peppers, keyid);
  const key = await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", x }, "Ed25519", false, [
    "verify",
  ]);
  const bytes = fromBase64(signature);
  if (bytes === null || bytes.length !== 64) return false;
  return crypto.subtle.verify("Ed25519", key, bytes, new TextEncoder().encode(text));
}
