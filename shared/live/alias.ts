const folded = (name: string): string => name.normalize("NFKC").toLowerCase();

/** A name that tells two people of one room apart: the second Anna is "Anna (2)". */
export function apart(alias: string, taken: readonly string[]): string {
  const others = new Set(taken.map(folded));
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? alias : `${alias} (${n})`;
    if (!others.has(folded(name))) return name;
  }
}
