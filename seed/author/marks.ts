import { everyNode, type DraftNode } from "./text.ts";
import type { Placed } from "./workbook.ts";

const nodesIn = ({ paragraphs }: Placed): DraftNode[] => paragraphs.flatMap((nodes) => everyNode(nodes));

/** The slugs a block cites, in the order of its text. */
export const citedIn = (placed: Placed): string[] =>
  nodesIn(placed).flatMap((node) => (typeof node === "object" && "cite" in node ? [node.cite] : []));

/** A place of a recall that a text says or asks about; `field` null: all its words. */
export interface Wanted {
  readonly name: string;
  readonly field: string | null;
}
const wanted = (at: string): Wanted => {
  const [name = "", field] = at.split(".");
  return { name, field: field ?? null };
};

/** Those that nodes say or ask about, in their order. */
export const wantedIn = (nodes: readonly DraftNode[]): Wanted[] =>
  nodes.flatMap((node): Wanted[] => {
    if (typeof node !== "object") return [];
    if ("fill" in node) return [{ name: node.fill, field: node.field ?? null }];
    if (!("when" in node)) return [];
    return node.when.flatMap(({ at, is }) => {
      const side = is?.[1];
      return [wanted(at), ...(typeof side === "object" && "at" in side ? [wanted(side.at)] : [])];
    });
  });

/** The names that recalls are to fill in. */
export const fillsIn = (placed: Placed): string[] => wantedIn(nodesIn(placed)).map(({ name }) => name);
