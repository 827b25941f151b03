import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes } from "@noble/hashes/utils.js";

const utf8 = new TextEncoder();

/** DreamTree's own namespace, drawn once. Permanent: row ids depend on it. */
const NAMESPACE = Uint8Array.from([
  0x4f, 0x1c, 0x1d, 0x3a, 0x7e, 0x57, 0x5b, 0x0e, 0x9a, 0x41, 0x6d, 0x2f, 0x90, 0xc8, 0x13, 0xb5,
]);

/**
 * UUIDv5 (RFC 9562) of a row's natural key, so that two makers of one row make the same id (decision 5).
 * The parts are joined by U+001F, which no part may contain.
 */
export function uuid5(...parts: readonly string[]): string {
  return uuidOfSha1(sha1(concatBytes(NAMESPACE, utf8.encode(parts.join("\u001f")))));
}

/** The first 16 bytes of a SHA-1, with version 5 and the RFC's variant in their places. */
export function uuidOfSha1(hash: Uint8Array): string {
  const bytes = hash.slice(0, 16);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x50);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  const hex = bytesToHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Lower-case hex SHA-256 of a text: content hashes and payload hashes. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8.encode(text)));

/** JSON with sorted keys: two payloads are the same exactly when their canonical texts are. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    let text = "";
    for (const key of Object.keys(value).sort()) {
      const inside: unknown = Reflect.get(value, key);
      if (inside === undefined) continue;
      text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(inside)}`;
    }
    return `{${text}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** A skill's name as it is compared: accents, case, and spacing folded (decision 5). */
export const foldName = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]+/gu, " ")
    .trim();

/** The id of a learner's own skill (decision 5). */
export const customSkillId = (userId: string, name: string): string => uuid5("skill", userId, foldName(name));

/** The id of a skill of the master list: names are permanent. */
export const masterSkillId = (name: string): string => uuid5("skill", "master", foldName(name));
