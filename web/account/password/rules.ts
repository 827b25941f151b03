/** NIST 800-63B and ASVS 6.2: length, and none that everybody tries; no rules about kinds of letters. */
export const shortest = 12;
/** More would only cost time: what is hashed is all of it. */
const longest = 1_000;

/** What is wrong with a password, or null. */
export type Weakness = "short" | "long" | "common" | "repeated" | "yours";

/** What is put around is nothing when it is short, or one thing again and again, or counts. */
const mostAround = 6;

/** "p@ssw0rd" is read as "password". */
const letters: Readonly<Record<string, string>> = {
  "@": "a",
  "0": "o",
  "1": "l",
  "3": "e",
  "5": "s",
  $: "s",
  "!": "i",
};
const unmasked = (text: string) => [...text].map((one) => letters[one] ?? one).join("");

/**
 * @param common lower-case, from the list
 * @param own what a stranger would try first for this person: the address, the name of this place
 */
export function weaknessOf(
  password: string,
  common: ReadonlySet<string>,
  own: readonly string[] = [],
): Weakness | null {
  const said = password.normalize("NFKC");
  const count = [...said].length;
  if (count < shortest) return "short";
  if (count > longest) return "long";
  const folded = said.toLowerCase();
  if (isRepeated(folded) || isCounted(folded)) return "repeated";
  const owned = own
    .flatMap((one) => one.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((one) => one.length >= 4);
  if (owned.some((one) => isOnly(folded, one))) return "yours";
  return isCommon(folded, common) ? "common" : null;
}

/** The text is this word, with little or nothing of weight around it. */
function isOnly(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return at >= 0 && isLittleAround(text, at, at + word.length);
}

/** Long texts are no common word with something around it. */
const mostScanned = 60;

function isCommon(text: string, common: ReadonlySet<string>): boolean {
  const forms = new Set([text, text.replace(/\s+/g, ""), unmasked(text), [...text].toReversed().join("")]);
  return [...forms].some(
    (form) => common.has(form) || (form.length <= mostScanned && isCommonMadeLonger(form, common)),
  );
}

/** "password2024!!", "!!qwerty!!", "passwordqwerty": a common one, and little or another common one around it. */
function isCommonMadeLonger(text: string, common: ReadonlySet<string>): boolean {
  for (let from = 0; from <= text.length - 4; from += 1) {
    for (let to = from + 4; to <= text.length; to += 1) {
      if (!common.has(text.slice(from, to))) continue;
      if (isLittleAround(text, from, to)) return true;
      if (from === 0 && common.has(text.slice(to))) return true;
    }
  }
  return false;
}

function isLittleAround(text: string, from: number, to: number): boolean {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  if (isLittle(before + after)) return true;
  return [before, after].every((side) => side.length <= 2 || isRepeated(side) || isCounted(side));
}

const isLittle = (rest: string): boolean => rest.length <= mostAround || isRepeated(rest) || isCounted(rest);

/** One to four letters again and again. */
function isRepeated(text: string): boolean {
  for (let n = 1; n <= 4 && n * 2 <= text.length; n += 1) {
    if (
      text ===
      text
        .slice(0, n)
        .repeat(Math.ceil(text.length / n))
        .slice(0, text.length)
    )
      return true;
  }
  return false;
}

const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertzuiopasdfghjklyxcvbnm",
];
/** Letters, numbers or keys in their order, forwards or backwards. */
function isCounted(text: string): boolean {
  const backwards = [...text].toReversed().join("");
  return text.length > 2 && rows.some((row) => (row + row).includes(text) || (row + row).includes(backwards));
}
