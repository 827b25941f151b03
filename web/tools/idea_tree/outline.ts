import type { Idea } from "./tree.ts";

/** A line of a pasted list, without its bullet, and how far in it stands. */
interface Indented {
  readonly indent: number;
  readonly text: string;
}

const bullet = /^(?:[-*+•–—]|\d+[.)]|#+)\s+/u;

function read(text: string): Indented[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const indent = /^\s*/.exec(line)?.[0].replaceAll("\t", "    ").length ?? 0;
    const words = line.trim().replace(bullet, "").trim();
    return words === "" ? [] : [{ indent, text: words }];
  });
}

/**
 * Ideas of a pasted list, which keeps its shape where it is indented: by spaces, tabs or bullets.
 * @param under the idea they come under, or null: then the first is the root, and all others hang on it
 * @param most letters of an idea; what is longer is cut
 */
export function pastedIdeas(text: string, under: string | null, most: number, makeKey: () => string): Idea[] {
  const ideas: Idea[] = [];
  const open: { readonly indent: number; readonly key: string }[] = [];
  for (const { indent, text: words } of read(text)) {
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const root = under === null ? (ideas[0]?.key ?? null) : under;
    const idea = { key: makeKey(), text: words.slice(0, most).trim(), parent: open.at(-1)?.key ?? root };
    ideas.push(idea);
    open.push({ indent, key: idea.key });
  }
  return ideas;
}
