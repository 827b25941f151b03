import { everyNode, type DraftNode } from "./text.ts";
import type { Placed } from "./workbook.ts";

const nodesIn = ({ paragraphs }: Placed): DraftNode[] => paragraphs.flatMap((nodes) => everyNode(nodes));

/** The slugs a block cites, in the order of its text. */
export const citedIn = (placed: Placed): string[] =>
  nodesIn(placed).flatMap((node) => (typeof node === "object" && "cite" in node ? [node.cite] : []));

/** The names that recalls are to fill in. */
export const fillsIn = (placed: Placed): string[] =>
  nodesIn(placed).flatMap((node) => (typeof node === "object" && "fill" in node ? [node.fill] : []));
