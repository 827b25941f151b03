/* Counting in prose, as the writing guide counts (content plan 7a). */

/** The words of a text; a mark standing alone is none. */
export const words = (text: string): string[] => text.split(/\s+/).filter((one) => /[\p{L}\p{N}]/u.test(one));

/** A sentence ends with . ! ? or …, also inside a closing quotation mark. */
export const sentences = (text: string): string[] =>
  text
    .split(/(?<=[.!?…]["”’')\]]*)\s+/u)
    .map((one) => one.trim())
    .filter((one) => words(one).length > 0);

const exceptions: Readonly<Record<string, number>> = {
  area: 3,
  being: 2,
  business: 2,
  choir: 2,
  create: 2,
  created: 3,
  diary: 3,
  doing: 2,
  every: 2,
  everything: 3,
  everyone: 3,
  favorite: 3,
  going: 2,
  idea: 3,
  ideas: 3,
  interest: 3,
  interests: 3,
  interpreter: 4,
  library: 3,
  lion: 2,
  people: 2,
  piano: 3,
  poem: 2,
  poet: 2,
  quiet: 2,
  radio: 3,
  science: 2,
  seeing: 2,
  several: 3,
  something: 2,
  someone: 2,
  sometimes: 2,
  theater: 3,
  trying: 2,
  usually: 4,
};

/** Two vowels that are two sounds: "client", "various", "reaction", "situation". */
const twoSounds = new RegExp(
  [
    String.raw`i(?=[aou](?!u?s$|n$))(?<![tcsg]i)`,
    String.raw`(?<![tcxg])i(?=ous)`,
    String.raw`(?<![tc])ie(?=n[tc])`,
    "iet",
    "ii",
    String.raw`ia(?=l|n|t)(?<![tc]ia)`,
    String.raw`(?<=[^q])ua(?=t|l)`,
    String.raw`eo(?=l|g|ry)`,
    String.raw`rea(?=c|t(?!h))`,
    "ying$",
  ].join("|"),
  "g",
);

/**
 * Syllables of an English word: groups of vowels, less the silent ones. Numbers, which people read at a
 * glance, count as one.
 */
export function syllables(word: string): number {
  const letters = word
    .toLowerCase()
    .replace(/[’']s?$/u, "")
    .normalize("NFKD")
    .replace(/[^a-z]/g, "");
  if (letters === "") return 1;
  const known = exceptions[letters];
  if (known !== undefined) return known;
  if (letters.length <= 3) return Math.max(1, (letters.match(/[aeiouy]+/g) ?? []).length);
  const compound = /^(some|home|where|there|care|time|life|fire|safe|make|side|note)(?=[^aeiouyd])/.exec(
    letters,
  )?.[1];
  if (compound !== undefined && letters.length > compound.length + 1)
    return 1 + syllables(letters.slice(compound.length));
  const voiced = letters
    // -es and -ed are heard only after some sounds: "boxes", "wanted".
    .replace(/(?<![sxz]|[cs]h|[cg])es$/, "s")
    .replace(/(?<![td])ed$/, "d")
    .replace(/(?<=[^aeiouy])ely$/, "ly")
    .replace(/(?<=[^aeiouy])e(?=(ment|ful|less|ness)[a-z]*$)/, "")
    // A final e is silent, except in "little" and "acre".
    .replace(/(?<![^aeiouy]l|[^aeiouy]r)e$/, (e, at: number) =>
      /[aeiouy]/.test(letters.slice(0, at)) ? "" : e,
    );
  const groups = (voiced.match(/[aeiouy]+/g) ?? []).length;
  const split = (voiced.match(twoSounds) ?? []).length;
  return Math.max(1, groups + split);
}

/** The Flesch-Kincaid grade: years of school that reading this takes. */
export function grade(text: string): number {
  const all = words(text);
  const spoken = all.reduce(
    (sum, word) =>
      sum +
      word
        .split(/[-/]/)
        .filter((part) => part !== "")
        .reduce((n, part) => n + syllables(part), 0),
    0,
  );
  return (
    0.39 * (all.length / Math.max(1, sentences(text).length)) +
    11.8 * (spoken / Math.max(1, all.length)) -
    15.59
  );
}
