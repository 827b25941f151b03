import { shortest, type Weakness } from "./rules.ts";

/** How much longer than the least is called strong: four or five plain words. */
const strongFrom = 20;

/** What is said under the field while a password is chosen: strength in words, never in colours alone. */
export function wordsFor(password: string, weakness: Weakness | null): string {
  const count = [...password.normalize("NFKC")].length;
  switch (weakness) {
    case "short":
      return count === 0
        ? `At least ${shortest} letters. Three or four words that do not belong together are easy to keep.`
        : `${shortest - count} more to go.`;
    case "long":
      return "This is longer than we can take: a thousand letters.";
    case "common":
      return "This is among the first that anybody would try. Add something of your own that nobody expects.";
    case "repeated":
      return "The same again and again, or in a row, is quickly guessed.";
    case "yours":
      return "Who wants in tries your address and our name first. Choose something farther away.";
    case null:
      return count >= strongFrom ? "Strong." : "Good. Longer would be stronger: one more word.";
  }
}
