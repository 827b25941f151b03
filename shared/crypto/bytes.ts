export type Bytes = Uint8Array<ArrayBuffer>;

export const utf8 = (text: string): Bytes => new Uint8Array(new TextEncoder().encode(text));

export const randomBytes = (n: number): Bytes => crypto.getRandomValues(new Uint8Array(n));

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const chunk = 0x8000;

/** Standard alphabet, padded (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += chunk) text += String.fromCharCode(...bytes.subarray(i, i + chunk));
  return btoa(text);
}

/** The bytes of a canonical base64 text: the one that `toBase64` makes of them. Null for any other text. */
export function fromBase64(text: string): Bytes | null {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return toBase64(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

/** Without padding and with the letters that an address may hold (RFC 4648, section 5). */
export const toBase64Url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Null for anything but the text that `toBase64Url` makes. */
export function fromBase64Url(text: string): Bytes | null {
  const padded = text.padEnd(Math.ceil(text.length / 4) * 4, "=");
  return /[+/=]/.test(text) ? null : fromBase64(padded.replaceAll("-", "+").replaceAll("_", "/"));
}

/**
 * Parts behind each other, each after its length in UTF-8 bytes (four, the highest first): no two lists of parts
 * make the same bytes. Numbers count as their decimal digits.
 */
export const lengthPrefixed = (parts: readonly (string | number)[]): Bytes =>
  concat(
    ...parts.flatMap((part) => {
      const bytes = utf8(String(part));
      const length = new Uint8Array(4);
      new DataView(length.buffer).setUint32(0, bytes.length);
      return [length, bytes];
    }),
  );
