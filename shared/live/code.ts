/**
 * Join codes: six letters and digits that nobody mistakes for each other when they are read from a wall. 30⁶ of them,
 * 7 · 10⁸, beside a count of wrong ones (SPEC LI2).
 */
const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 6;

/** @param random bytes, each from 0 to 255; some are passed over, so that every letter is as likely */
export function codeFrom(random: Iterable<number>): string | null {
  let code = "";
  const fair = 256 - (256 % letters.length);
  for (const byte of random) {
    if (byte >= fair) continue;
    code += letters[byte % letters.length] ?? "";
    if (code.length === length) return code;
  }
  return null;
}

/** The code as it was meant: spaces, dashes and case say nothing. @returns null for what is no code */
export function codeIn(text: string): string | null {
  const code = text.replaceAll(/[\s\-–.]/g, "").toUpperCase();
  return code.length === length && [...code].every((letter) => letters.includes(letter)) ? code : null;
}

/** As it is shown: "K7M 4QX". */
export const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;
