/** "- ", "• ", "1. ", "2) ", "a) ", "[x] ": how lists are marked in the places people copy them from. */
const mark = /^\s*(?:(?:[-*+•·‣▪◦–—]|\(?\d{1,3}[.):]|\(?[a-z][.)]|\[[ xX]?\]|[☐☑✓✔])(?:\s+|$))+/u;

/** The lines of a pasted text as list entries: without the marks in front, without empty ones. */
export const pastedLines = (text: string): string[] =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replace(mark, "").replace(/\s+/g, " ").trim())
    .filter((line) => line !== "");
