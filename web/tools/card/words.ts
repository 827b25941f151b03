/** "1 topic", "3 topics": nouns come from the workbook's authors, who write regular ones, and "person". */
export function counted(n: number, noun: string): string {
  if (n === 1) return `1 ${noun}`;
  if (noun === "person") return `${n} people`;
  const plural = /[^aeiou]y$/.test(noun)
    ? `${noun.slice(0, -1)}ies`
    : /(?:s|x|ch|sh)$/.test(noun)
      ? `${noun}es`
      : `${noun}s`;
  return `${n} ${plural}`;
}

/** Enter while a Japanese or Chinese word is being composed belongs to the word (`ux.md` section 2, row 22). */
export const isComposing = (event: { nativeEvent: { isComposing: boolean; keyCode: number } }): boolean =>
  event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229;
