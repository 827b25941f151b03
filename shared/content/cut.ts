/** At most so many UTF-16 units, and no half character (SPEC VA9). */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");
