/** From this many letters on one typing error is forgiven. */
const forgivingFrom = 4;

/**
 * Whether `typed` is `word`, or the beginning of it, with one letter wrong, missing, too many, or two
 * neighbors swapped (Damerau-Levenshtein distance 1). Linear in the length of what was typed.
 */
export function isOneTypo(word: string, typed: string): boolean {
  if (typed.length < forgivingFrom || word.length + 1 < typed.length) return false;
  let i = 0;
  while (i < typed.length && word[i] === typed[i]) i += 1;
  const rest = (from: number) => typed.slice(from);
  return (
    word.startsWith(rest(i + 1), i + 1) || // one letter wrong
    word.startsWith(rest(i), i + 1) || // one missing
    word.startsWith(rest(i + 1), i) || // one too many
    (word[i] === typed[i + 1] && word[i + 1] === typed[i] && word.startsWith(rest(i + 2), i + 2))
  );
}
