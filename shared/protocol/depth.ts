import { limits } from "./limits.ts";

/** Read from the text: `JSON.parse` takes any depth, and what comes after it does not (SPEC TR4). */
export function isTooDeep(text: string): boolean {
  if (hasFewBrackets(text)) return false;
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

/** Few cannot be deep: next to no frame is read letter by letter. */
function hasFewBrackets(text: string): boolean {
  let left: number = limits.frameDepth;
  for (const bracket of ["{", "["]) {
    for (let i = text.indexOf(bracket); i !== -1; i = text.indexOf(bracket, i + 1)) {
      if (left === 0) return false;
      left -= 1;
    }
  }
  return true;
}
