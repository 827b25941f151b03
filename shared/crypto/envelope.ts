import * as z from "zod/mini";

/**
 * A sealed field (spec 11, 6.3): AES-256-GCM made in the browser, its associated data recomputed from where
 * it stands (`protocol.md`, Values). The server checks the shape and can read nothing.
 */
export const envelope = z.strictObject({
  v: z.literal(1),
  iv: z.string().check(z.regex(/^[A-Za-z0-9+/]{16}$/)),
  ciphertext: z.string().check(z.regex(/^[A-Za-z0-9+/]{24,}={0,2}$/), z.maxLength(24 * 1024)),
});
export type Envelope = z.infer<typeof envelope>;

export const isEnvelope = (value: unknown): value is Envelope =>
  typeof value === "object" && value !== null && "ciphertext" in value && envelope.safeParse(value).success;

/** The envelope that a column's text is; null where it is something else. */
export function parseEnvelope(text: string): Envelope | null {
  if (!text.startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isEnvelope(value) ? value : null;
  } catch {
    return null;
  }
}

/** Meant as an envelope, of whatever version and however damaged. */
export const looksSealed = (value: unknown): value is object =>
  value !== null && typeof value === "object" && "iv" in value && "ciphertext" in value;
