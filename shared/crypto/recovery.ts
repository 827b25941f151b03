import { randomBytes, utf8, type Bytes } from "./bytes.ts";
import { split, type Split, type Wrapper } from "./wrap.ts";

/** Crockford's base 32: no letter in it is taken for another. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codeLetters = 32;
const locatorLetters = 8;

/** A recovery code: `locator` finds the row on the server, `secret` never leaves the browser. */
export interface RecoveryCode {
  readonly locator: string;
  readonly secret: string;
}

/** 160 random bits: 32 letters of five. */
export function newRecoveryCode(): RecoveryCode {
  // A byte has eight times as many values as the alphabet: every letter comes as often.
  const letters = [...randomBytes(codeLetters)].map((byte) => alphabet[byte % alphabet.length] ?? "");
  return parted(letters.join(""));
}

const parted = (letters: string): RecoveryCode => ({
  locator: letters.slice(0, locatorLetters),
  secret: letters.slice(locatorLetters),
});

/** As it is written down: eight groups of four. */
export const printedCode = ({ locator, secret }: RecoveryCode): string =>
  (locator + secret).match(/.{4}/g)?.join("-") ?? "";

/** A code as somebody types it: any case and spacing, o for 0, i and l for 1. Null when it is none. */
export function readCode(typed: string): RecoveryCode | null {
  const letters = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  const isCode = letters.length === codeLetters && [...letters].every((letter) => alphabet.includes(letter));
  return isCode ? parted(letters) : null;
}

/** Of the secret alone; the locator, which the server knows, is the salt. */
export const splitCode = ({ locator, secret }: RecoveryCode): Promise<Split> =>
  split(secretBytes(secret), utf8(locator));

export const wrapperOf = ({ locator }: RecoveryCode): Wrapper => ({ type: "recovery", locator });

/** 24 letters of five bits are 15 bytes. */
function secretBytes(secret: string): Bytes {
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}
