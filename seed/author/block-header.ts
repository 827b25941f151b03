import type { Flags } from "./exercise.ts";
import { isKind, kinds, type Kind } from "./kinds.ts";
import type { Place, Problems } from "./problem.ts";

const flagNames = "required, private, mirror, continue, rest, lang=<code>";

/** The flags after a block's word; unknown ones and repetitions are reported. */
function readFlags(words: readonly string[], place: Place, problems: Problems): Flags {
  let flags: Flags = { required: false, private: false, mirror: false };
  const seen = new Set<string>();
  for (const word of words) {
    const [name = ""] = word.split("=");
    const kind = name === "rest" ? "continue" : name;
    if (seen.has(kind))
      problems.add(place, `the flag \`${word}\` stands twice, or \`continue\` beside \`rest\``);
    seen.add(kind);
    const lang = /^lang=([a-z]{2,3}(?:-[A-Za-z0-9]+)*)$/.exec(word)?.[1];
    if (word === "required" || word === "private" || word === "mirror") flags = { ...flags, [word]: true };
    else if (word === "continue" || word === "rest") flags = { ...flags, beat: word };
    else if (lang !== undefined) flags = { ...flags, lang };
    else problems.add(place, `unknown flag \`${word}\`; known are ${flagNames}`);
  }
  return flags;
}

export interface BlockHeader {
  readonly kind: Kind;
  readonly word: string;
  readonly flags: Flags;
}

/** `<kind> <word> [flags]`; null when kind or word cannot be read. */
export function readBlockHeader(header: string, place: Place, problems: Problems): BlockHeader | null {
  const [kind = "", word = "", ...flags] = header.split(/\s+/);
  if (!isKind(kind)) {
    problems.add(place, `unknown kind \`${kind}\`; known are activity, ${kinds.join(", ")}`);
    return null;
  }
  if (!/^[a-z][a-z0-9-]*$/.test(word)) {
    const given = word === "" ? "this block has no word" : `\`${word}\` is no word`;
    problems.add(place, `${given}; a word is small letters, digits and hyphens and begins with a letter`);
    return null;
  }
  return { kind, word, flags: readFlags(flags, place, problems) };
}
