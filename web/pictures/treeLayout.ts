import { wrapped, type Room } from "./measure.ts";

export interface TreeIdea {
  readonly id: string;
  readonly text: string;
  /** Null in the root. Parents stand before their children, children in their order. */
  readonly parent: string | null;
}

/** An idea's frame, in pixels from the picture's upper left corner. */
export interface Box {
  readonly id: string;
  readonly parent: string | null;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
  /** From 0, the root's. */
  readonly depth: number;
}

/** From the edge of a parent to its branches, in pixels of the curve. */
export interface Branch {
  readonly id: string;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

export interface TreeLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly branches: readonly Branch[];
}

/** In letters. */
const widest = 12.5;
const leading = 1.3;
const inside = { x: 0.8, y: 0.55 };
const gap = { x: 2.6, y: 0.6 };
const mostLines = 8;

/**
 * Where the ideas of a tree stand: the root at the left, its branches to the right of it, each branch in a band of its
 * own as high as all that hangs on it needs, so that nothing lies on anything and the order reads downward. All text
 * stands in its frame in whole lines.
 */
export function layTree(
  ideas: readonly TreeIdea[],
  { em, measure }: Pick<Room, "em" | "measure">,
): TreeLayout {
  const below = new Map<string | null, TreeIdea[]>();
  for (const idea of ideas) below.set(idea.parent, [...(below.get(idea.parent) ?? []), idea]);
  const sizes = new Map(
    ideas.map(({ id, text }) => {
      const lines = wrapped(text, widest * em, mostLines, { measure });
      const across = Math.max(em, ...lines.map(measure));
      return [
        id,
        {
          lines,
          width: Math.ceil(across + 2 * inside.x * em),
          height: Math.ceil((lines.length * leading + 2 * inside.y) * em),
        },
      ] as const;
    }),
  );
  const heights = new Map<string, number>();
  for (const { id } of ideas.toReversed()) {
    const branches = below.get(id) ?? [];
    heights.set(id, Math.max(sizes.get(id)?.height ?? 0, bandOf(branches)));
  }
  function bandOf(branches: readonly TreeIdea[]): number {
    const all = branches.reduce((sum, { id }) => sum + (heights.get(id) ?? 0), 0);
    return all + Math.max(0, branches.length - 1) * gap.y * em;
  }
  const boxes: Box[] = [];
  const place = (idea: TreeIdea, x: number, top: number, depth: number): void => {
    const { lines, width, height } = sizes.get(idea.id) ?? { lines: [], width: 0, height: 0 };
    const band = heights.get(idea.id) ?? height;
    boxes.push({
      id: idea.id,
      parent: idea.parent,
      x,
      y: top + (band - height) / 2,
      width,
      height,
      lines,
      depth,
    });
    const branches = below.get(idea.id) ?? [];
    let y = top + (band - bandOf(branches)) / 2;
    for (const branch of branches) {
      place(branch, x + width + gap.x * em, y, depth + 1);
      y += (heights.get(branch.id) ?? 0) + gap.y * em;
    }
  };
  for (const root of below.get(null) ?? []) place(root, 0, 0, 0);
  const boxOf = new Map(boxes.map((box) => [box.id, box]));
  return {
    boxes,
    branches: boxes.flatMap((box): Branch[] => {
      const parent = boxOf.get(box.parent ?? "");
      if (parent === undefined) return [];
      return [
        {
          id: box.id,
          from: { x: parent.x + parent.width, y: parent.y + parent.height / 2 },
          to: { x: box.x, y: box.y + box.height / 2 },
        },
      ];
    }),
    width: Math.max(0, ...boxes.map((box) => box.x + box.width)),
    height: Math.max(0, ...boxes.map((box) => box.y + box.height)),
  };
}

/** The curve of a branch, as the path of an SVG. */
export function curve({ from, to }: Branch): string {
  const bend = (to.x - from.x) / 2;
  return `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
}

/** Where a line of an idea's text stands inside its frame: its left end and its foot. */
export const linePlace = (box: Box, line: number, em: number) => ({
  x: box.x + inside.x * em,
  y: box.y + (inside.y + line * leading + 1) * em,
});
