import { foldName, uuid5 } from "../../ids/uuid5.ts";

/** An idea in a tree: `parent` is null in the root alone. */
export interface IdeaNode {
  id: string;
  text: string;
  parent: string | null;
}

/** What one idea is known by: the folded text, or, of a text that has no letters, the text itself. */
const concept = (text: string): string => foldName(text) || text.trim().normalize("NFKC");

/** The id of an idea in an answer: of its words alone, so that an answer can move to another account. */
export const ideaId = (text: string): string => uuid5("idea", concept(text));

/** Its row: one per learner and concept, whatever tree it stands in (decision 18). */
export const ideaNodeId = (userId: string, text: string): string => uuid5("idea", userId, concept(text));

/** The id of an edge: a tree has each at most once. */
export const ideaEdgeId = (treeId: string, from: string, to: string): string =>
  uuid5("user_idea_edges", treeId, from, to);

/**
 * What is wrong with the shape, as the index of the node that shows it: one root, which stands first; parents
 * before their children, so that nothing can go round; each idea once. Null when it is a tree.
 */
export function brokenAt(nodes: readonly IdeaNode[]): { index: number; message: string } | null {
  const seen = new Set<string>();
  for (const [index, { id, parent }] of nodes.entries()) {
    if (seen.has(id)) return { index, message: "This idea stands in the tree already" };
    if ((parent === null) !== (index === 0)) return { index, message: "A tree has one root, its first idea" };
    if (parent !== null && !seen.has(parent))
      return { index, message: "An idea hangs on one that stands before it" };
    seen.add(id);
  }
  return null;
}

/** The children of each idea in their order, by the parent's id. */
function childrenOf(nodes: readonly IdeaNode[]): Map<string, IdeaNode[]> {
  const children = new Map<string, IdeaNode[]>();
  for (const node of nodes) {
    if (node.parent !== null) children.set(node.parent, [...(children.get(node.parent) ?? []), node]);
  }
  return children;
}

/** An idea where it is drawn: `depth` counts from the root, 0; `slot` is its place across, in widths of a leaf. */
export interface PlacedIdea extends IdeaNode {
  readonly depth: number;
  readonly slot: number;
  readonly leaf: boolean;
  /** The idea's place among its parent's children. */
  readonly position: number;
  /** The root's child on whose branch it grows; null for the root. */
  readonly branch: string | null;
}

/**
 * Where every idea stands, depth first: leaves take one slot each in their order, an idea stands in the middle
 * of its children. Says nothing of pixels.
 */
export function placed(nodes: readonly IdeaNode[]): PlacedIdea[] {
  const children = childrenOf(nodes);
  const all: PlacedIdea[] = [];
  let next = 0;
  const place = (node: IdeaNode, depth: number, position: number, branch: string | null): number => {
    const at = all.length;
    const below = children.get(node.id) ?? [];
    const whole = { ...node, depth, position, branch, leaf: below.length === 0 };
    all.push({ ...whole, slot: 0 });
    const slots = below.map((child, i) => place(child, depth + 1, i, branch ?? child.id));
    const [first, last] = [slots[0], slots.at(-1)];
    const slot = first === undefined || last === undefined ? next++ : (first + last) / 2;
    all[at] = { ...whole, slot };
    return slot;
  };
  const [root] = nodes;
  if (root !== undefined) place(root, 0, 0, null);
  return all;
}

/** The tree in plain lines, indented by two spaces a level: for copying, printing and reading aloud. */
export const outlineText = (nodes: readonly IdeaNode[]): string =>
  placed(nodes)
    .map(({ depth, text }) => `${"  ".repeat(depth)}${text}`)
    .join("\n");
