import type { TextNode } from "../../shared/content/block.ts";
import { citePattern, type DraftNode, type DraftParagraphs } from "../author/text.ts";

type Numbers = ReadonlyMap<string, number>;

function numbered(nodes: readonly DraftNode[], numbers: Numbers): TextNode[] {
  return nodes.map((node): TextNode => {
    if (typeof node === "string") return node;
    if ("b" in node) return { b: numbered(node.b, numbers) };
    if ("i" in node) return { i: numbered(node.i, numbers) };
    if ("a" in node) return { a: node.a, c: numbered(node.c, numbers) };
    if ("cite" in node) return { cite: numbers.get(node.cite) ?? 0 };
    return "when" in node ? { when: [...node.when] } : node;
  });
}

/** Paragraphs of safe nodes (SPEC CT3), citations numbered. */
export const nodesOf = (paragraphs: DraftParagraphs, numbers: Numbers): TextNode[][] =>
  paragraphs.map((nodes) => numbered(nodes, numbers));

/** The Markdown with `[@slug]` as `[n]`: what is kept, exported and searched. */
export const markdownOf = (text: string, numbers: Numbers): string =>
  text.replace(citePattern, (_, slug: string) => `[${numbers.get(slug) ?? 0}]`);
