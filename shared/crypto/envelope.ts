/**
 * A sealed field (spec 11, 6.3): AES-256-GCM made in the browser, its associated data recomputed from where
 * it stands (`protocol.md`, Values). The server checks the shape and can read nothing.
 */
export interface Envelope {
  readonly v: 1;
  /** Base64 of 12 bytes. */
  readonly iv: string;
  /** Base64 of the ciphertext and its tag. */
  readonly ciphertext: string;
}

/** What `envelopeSchema.ts` says too, which names what is wrong: this is in the browser's first chunk. */
export const envelopeShape = {
  iv: /^[A-Za-z0-9+/]{16}$/,
  ciphertext: /^[A-Za-z0-9+/]{24,}={0,2}$/,
  ciphertextMost: 24 * 1024,
} as const;

export function isEnvelope(value: unknown): value is Envelope {
  if (!looksSealed(value)) return false;
  const { v, iv, ciphertext, ...others } = value as Record<string, unknown>;
  if (v !== 1 || typeof iv !== "string" || typeof ciphertext !== "string") return false;
  if (ciphertext.length > envelopeShape.ciphertextMost || Object.keys(others).length > 0) return false;
  return envelopeShape.iv.test(iv) && envelopeShape.ciphertext.test(ciphertext);
}

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
