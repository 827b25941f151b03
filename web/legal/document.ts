import type { Nodes, Parents } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";

/* Documents that stand without a script: privacy, and who runs this. Node only, when the app is built. */

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const inside = (node: Parents): string => node.children.map((child) => html(child)).join("");

/** The few things that such a page is made of. @throws for any other: nothing is dropped in silence */
function html(node: Nodes): string {
  switch (node.type) {
    case "root":
      return inside(node);
    case "heading":
      return `<h${node.depth}>${inside(node)}</h${node.depth}>\n`;
    case "paragraph":
      return `<p>${inside(node)}</p>\n`;
    case "list":
      return `<ul>\n${inside(node)}</ul>\n`;
    case "listItem":
      return `<li>${inside(node)}</li>\n`;
    case "strong":
      return `<strong>${inside(node)}</strong>`;
    case "emphasis":
      return `<em>${inside(node)}</em>`;
    case "link":
      return `<a href="${escaped(node.url)}">${inside(node)}</a>`;
    case "text":
      return escaped(node.value);
    case "break":
      return "<br />";
    default:
      throw new Error(`a page of the app cannot have a ${node.type}`);
  }
}

/** Markdown as the inside of a page. HTML in it is refused. */
export const documentHtml = (markdown: string): string => html(fromMarkdown(markdown));
