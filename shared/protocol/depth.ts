import { limits } from "./limits.ts";

/** Read from the text: `JSON.parse` takes any depth, and what comes after it does not (SPEC TR4). */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i];
    if (quoted) {
      if (letter === "\\") i += 1;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === "{" || letter === "[") {
      depth += 1;
      if (depth > limits.frameDepth) return true;
    } else if (letter === "}" || letter === "]") depth -= 1;
  }
  return false;
}
