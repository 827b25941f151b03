import { fromMarkdown } from "mdast-util-from-markdown";
import type { Condition, TextFill } from "../../shared/content/block.ts";
import { fillOf, fillPattern, readingOf } from "./fill.ts";
import type { Passage } from "./sections.ts";
import type { Problems } from "./problem.ts";

/** A block's text before its citations have numbers (`shared/content/block.ts`, TextNode). */
export type DraftNode =
  | string
  | { readonly b: readonly DraftNode[] }
  | { readonly i: readonly DraftNode[] }
  | { readonly a: string; readonly c: readonly DraftNode[] }
  | { readonly cite: string }
  | { readonly when: readonly Condition[] }
  | Readonly<TextFill>;
export type DraftParagraphs = readonly (readonly DraftNode[])[];

type Markdown = ReturnType<typeof fromMarkdown>;
type MarkdownNode = Markdown | Markdown["children"][number];

export const citePattern = /\[@([a-z0-9-]+)\]/g;
const marks = new RegExp(`${citePattern.source}|${fillPattern.source}`);

const names: Readonly<Record<string, string>> = {
  heading: "a heading is a block of its own: `:: heading <word>`",
  list: "no lists in a text: say it in a sentence, or in several blocks",
  code: "no code in a text (indented lines are code in Markdown)",
  inlineCode: "no code in a text",
  html: "no HTML in a text",
  blockquote: "a quotation is a block of its own: `:: quote <word>`",
  thematicBreak: "a line `---` ends settings; nothing draws a rule",
  image: "no pictures in a text",
  break: "no forced line breaks; an empty line makes a paragraph",
};
const allowed = "only **strong**, *emphasis*, [words](https://…), [@slug] and {{name}}";
const reading =
  "a reading begins with its condition, `[name.field > 0]`, `[name]`, two with `and`, or `[else]`";

/** Reads Markdown into safe nodes; whatever else Markdown can do is reported where it stands. */
class Reader {
  readonly #file: string;
  readonly #firstLine: number;
  readonly #problems: Problems;

  constructor(file: string, firstLine: number, problems: Problems) {
    this.#file = file;
    this.#firstLine = firstLine;
    this.#problems = problems;
  }

  #report(node: MarkdownNode, message: string, lineInside = 0): void {
    const line = this.#firstLine + (node.position?.start.line ?? 1) - 1 + lineInside;
    this.#problems.add({ file: this.#file, line }, message);
  }

  paragraphs(root: Markdown): DraftNode[][] {
    return root.children.flatMap((node) => {
      if (node.type === "paragraph") return [this.#reading(node, this.nodes(node.children))];
      this.#report(node, names[node.type] ?? `${node.type}: ${allowed}`);
      return [];
    });
  }

  /** What stands in brackets at the beginning of a paragraph is its condition. */
  #reading(node: MarkdownNode, nodes: DraftNode[]): DraftNode[] {
    const [first, ...others] = nodes;
    const found = typeof first === "string" ? readingOf(first) : null;
    if (found === null) return nodes;
    if (found.conditions === null) this.#report(node, reading);
    return [{ when: found.conditions ?? [] }, ...(found.rest === "" ? [] : [found.rest]), ...others];
  }

  nodes(children: readonly MarkdownNode[]): DraftNode[] {
    return children.flatMap((node): DraftNode[] => {
      switch (node.type) {
        case "text":
          return this.#words(node, node.value);
        case "strong":
          return [{ b: this.nodes(node.children) }];
        case "emphasis":
          return [{ i: this.nodes(node.children) }];
        case "link": {
          if (!node.url.startsWith("https://"))
            this.#report(node, `a link begins with https://, this one is "${node.url}"`);
          if (typeof node.title === "string") this.#report(node, "a link has no title");
          return [{ a: node.url, c: this.nodes(node.children) }];
        }
        default:
          this.#report(node, names[node.type] ?? `${node.type}: ${allowed}`);
          return [];
      }
    });
  }

  #words(node: MarkdownNode, value: string): DraftNode[] {
    const nodes: DraftNode[] = [];
    let rest = value;
    let line = 0;
    for (let found = marks.exec(rest); found !== null; found = marks.exec(rest)) {
      const before = rest.slice(0, found.index);
      this.#leftover(node, before, line);
      line += before.split("\n").length - 1;
      if (before !== "") nodes.push(before.replaceAll("\n", " "));
      const [whole, slug, ...fill] = found;
      nodes.push(slug === undefined ? fillOf(fill) : { cite: slug });
      rest = rest.slice(found.index + whole.length);
    }
    this.#leftover(node, rest, line);
    if (rest !== "") nodes.push(rest.replaceAll("\n", " "));
    return nodes;
  }

  #leftover(node: MarkdownNode, text: string, from: number): void {
    for (const [i, line] of text.split("\n").entries()) {
      if (line.includes("[@")) this.#report(node, "a citation is `[@slug]`, one slug each", from + i);
      if (/\{\{|\}\}/.test(line))
        this.#report(
          node,
          "a fill is `{{name}}`, small letters, digits and _, or `{{name.field}}`, `{{name.field:word}}`, `{{name.field:one|more}}`",
          from + i,
        );
      if (/\[\d+\]/.test(line))
        this.#report(node, "write [@slug]: numbers are given when content is built", from + i);
    }
  }
}

export function readText(file: string, passage: Passage, problems: Problems): DraftParagraphs {
  return new Reader(file, passage.line, problems).paragraphs(fromMarkdown(passage.text));
}

/** A fill stands as one word: a likely number, the form for several, or "this". */
function plainFill({ field, say }: TextFill): string {
  if (field === undefined) return "this";
  if (say === undefined) return "5";
  return say === "word" ? "five" : say === "Word" ? "Five" : say[1];
}

/** The words a reader sees, without marks. */
export function plain(nodes: readonly DraftNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === "string") return node;
      if ("b" in node) return plain(node.b);
      if ("i" in node) return plain(node.i);
      if ("a" in node) return plain(node.c);
      return "fill" in node ? plainFill(node) : "";
    })
    .join("");
}

/** All nodes, those inside others too. */
export function everyNode(nodes: readonly DraftNode[]): DraftNode[] {
  return nodes.flatMap((node): DraftNode[] => {
    if (typeof node === "string") return [node];
    if ("b" in node) return [node, ...everyNode(node.b)];
    if ("i" in node) return [node, ...everyNode(node.i)];
    return "a" in node ? [node, ...everyNode(node.c)] : [node];
  });
}
