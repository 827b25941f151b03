/** An idea while its tree is being built: known by a key, for its words may still change. */
export interface Idea {
  readonly key: string;
  readonly text: string;
  /** Null in the root alone. */
  readonly parent: string | null;
}
/** Parents stand before their children, children of one parent in their order. */
export type Ideas = readonly Idea[];

/** An idea as it stands in the outline. */
export interface Line extends Idea {
  /** From 1, as `aria-level` counts. */
  readonly level: number;
  /** Its place among its parent's children, from 1. */
  readonly position: number;
  readonly siblings: number;
  readonly hasBranches: boolean;
  readonly isFolded: boolean;
}

export const find = (ideas: Ideas, key: string | null): Idea | undefined =>
  ideas.find((one) => one.key === key);
export const childrenOf = (ideas: Ideas, parent: string | null): Ideas =>
  ideas.filter((one) => one.parent === parent);

/** Whether an idea hangs on another, at any depth, or is it. */
export function isWithin(ideas: Ideas, key: string, ancestor: string): boolean {
  for (let at = find(ideas, key); at !== undefined; at = find(ideas, at.parent))
    if (at.key === ancestor) return true;
  return false;
}

/** Depth first, without what is folded away. */
export function linesOf(ideas: Ideas, folded: ReadonlySet<string> = new Set()): Line[] {
  const below = new Map<string | null, Idea[]>();
  for (const idea of ideas) below.set(idea.parent, [...(below.get(idea.parent) ?? []), idea]);
  const lines: Line[] = [];
  const put = (siblings: readonly Idea[], level: number): void => {
    for (const [i, idea] of siblings.entries()) {
      const branches = below.get(idea.key) ?? [];
      const isFolded = branches.length > 0 && folded.has(idea.key);
      const place = { level, position: i + 1, siblings: siblings.length };
      lines.push({ ...idea, ...place, hasBranches: branches.length > 0, isFolded });
      if (!isFolded) put(branches, level + 1);
    }
  };
  put(below.get(null) ?? [], 1);
  return lines;
}

/** The same ideas depth first: the order in which an answer keeps them. */
const inOrder = (ideas: Ideas): Ideas =>
  linesOf(ideas).map(({ key, text, parent }) => ({ key, text, parent }));

/** With a new idea at the end of its parent's; without one it is the root. */
export const withIdea = (ideas: Ideas, idea: Idea): Ideas => inOrder([...ideas, idea]);

export const renamed = (ideas: Ideas, key: string, text: string): Ideas =>
  ideas.map((one) => (one.key === key ? { ...one, text } : one));

/** Without an idea and all that hangs on it. */
export const without = (ideas: Ideas, key: string): Ideas =>
  ideas.filter((one) => !isWithin(ideas, one.key, key));

/** Whether an idea can hang on another: not the root, not on what hangs on itself. */
export const canHang = (ideas: Ideas, key: string, parent: string): boolean =>
  (find(ideas, key)?.parent ?? null) !== null &&
  find(ideas, parent) !== undefined &&
  !isWithin(ideas, parent, key);

/**
 * With an idea, and all that hangs on it, at another place; unchanged where it cannot be there.
 * @param place among the others on that parent, from 0; at the end without one
 */
export function hung(ideas: Ideas, key: string, parent: string, place = Infinity): Ideas {
  const idea = find(ideas, key);
  if (idea === undefined || !canHang(ideas, key, parent)) return ideas;
  const others = childrenOf(ideas, parent).filter((one) => one.key !== key);
  const before = others[place];
  const rest = ideas.filter((one) => one.key !== key);
  const at = before === undefined ? rest.length : rest.indexOf(before);
  return inOrder(rest.toSpliced(at, 0, { ...idea, parent }));
}

export type Step = "up" | "down" | "in" | "out";

/** Where a step would bring an idea; null where it leads nowhere. */
function stepTo(ideas: Ideas, key: string, step: Step): { parent: string; place: number } | null {
  const parent = find(ideas, key)?.parent ?? null;
  if (parent === null) return null;
  const siblings = childrenOf(ideas, parent);
  const here = siblings.findIndex((one) => one.key === key);
  const above = siblings[here - 1];
  const grandparent = find(ideas, parent)?.parent ?? null;
  switch (step) {
    case "up":
      return above === undefined ? null : { parent, place: here - 1 };
    case "down":
      return here === siblings.length - 1 ? null : { parent, place: here + 1 };
    case "in":
      return above === undefined ? null : { parent: above.key, place: Infinity };
    case "out": {
      if (grandparent === null) return null;
      const place = childrenOf(ideas, grandparent).findIndex((one) => one.key === parent) + 1;
      return { parent: grandparent, place };
    }
  }
}

export const canStep = (ideas: Ideas, key: string, step: Step): boolean => stepTo(ideas, key, step) !== null;

/** Up or down among its siblings, in under the one above, out beside its parent. */
export function stepped(ideas: Ideas, key: string, step: Step): Ideas {
  const to = stepTo(ideas, key, step);
  return to === null ? ideas : hung(ideas, key, to.parent, to.place);
}
