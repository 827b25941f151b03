import { concat, fromBase64, lengthPrefixed, randomBytes, toBase64, utf8, type Bytes } from "./bytes.ts";
import type { Envelope } from "./envelope.ts";
import type { Place } from "./place.ts";

const ivBytes = 12;
const tagBytes = 16;
/** Lengths are hidden up to so many bytes (security 1.3). */
const block = 64;
/** No envelope is larger than a frame; what a field may have, the server says (SPEC VA7). */
const mostLetters = 256 * 1024;

/** Why an envelope says nothing here. */
export type Unopened =
  /** Made by a later version of this app. */
  | "newer"
  /** Not made with this key for this place, or changed since. */
  | "damaged";
export type Opened =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: Unopened };

/** What version 1 binds a ciphertext to: recomputed where it is opened, never stored (SPEC SE1). */
const associated = (userId: string, { table, column, rowId }: Place): Bytes =>
  lengthPrefixed(["dt-pii", "1", userId, table, column, rowId]);

/** JSON with spaces behind it up to the next 64 bytes: it parses all the same, and hides how long the text is. */
function padded(value: unknown): Bytes {
  const json = utf8(JSON.stringify(value));
  return concat(json, new Uint8Array((block - (json.length % block)) % block).fill(0x20));
}

/**
 * Seals a JSON value for one place of one learner (spec 6.3, `protocol.md` Values).
 * @param key AES-256-GCM, of `deriveKeys`
 */
export async function seal(key: CryptoKey, userId: string, place: Place, value: unknown): Promise<Envelope> {
  const iv = randomBytes(ivBytes);
  const algorithm = { name: "AES-GCM", iv, additionalData: associated(userId, place) };
  const ciphertext = await crypto.subtle.encrypt(algorithm, key, padded(value));
  return { v: 1, iv: toBase64(iv), ciphertext: toBase64(new Uint8Array(ciphertext)) };
}

/** What an envelope says, where it is one of this key, learner and place. Never throws. */
export async function open(key: CryptoKey, userId: string, place: Place, envelope: unknown): Promise<Opened> {
  const parsed = parse(envelope);
  if (typeof parsed === "string") return { ok: false, why: parsed };
  const { iv, ciphertext } = parsed;
  try {
    const algorithm = { name: "AES-GCM", iv, additionalData: associated(userId, place) };
    const plain = await crypto.subtle.decrypt(algorithm, key, ciphertext);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(plain);
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, why: "damaged" };
  }
}

/** Strict: these three keys, canonical base64, whole blocks. */
function parse(envelope: unknown): { iv: Bytes; ciphertext: Bytes } | Unopened {
  if (envelope === null || typeof envelope !== "object") return "damaged";
  const { v, iv: ivText, ciphertext: text, ...rest } = envelope as Readonly<Record<string, unknown>>;
  if (typeof v === "number" && Number.isInteger(v) && v > 1) return "newer";
  if (v !== 1 || Object.keys(rest).length > 0) return "damaged";
  if (typeof ivText !== "string" || typeof text !== "string" || text.length > mostLetters) return "damaged";
  const iv = fromBase64(ivText);
  const ciphertext = fromBase64(text);
  if (iv?.length !== ivBytes || ciphertext === null) return "damaged";
  const padding = (ciphertext.length - tagBytes) % block;
  return ciphertext.length <= tagBytes || padding !== 0 ? "damaged" : { iv, ciphertext };
}
