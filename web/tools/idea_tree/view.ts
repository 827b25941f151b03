import { useLayoutEffect, useRef, type RefCallback, type RefObject } from "react";
import type { TreeWork } from "./useTree.ts";

/** What a drawing of the tree gets, in lines or on the canvas: its items are `[role=treeitem][data-id]`. */
export interface TreeView {
  readonly work: TreeWork;
  /** Where else ideas stand, by the ideas' ids. */
  readonly others: ReadonlyMap<string, string[]>;
  readonly label: string;
  /** For the element with `role="tree"`: hears its keys and clicks. */
  readonly hear: RefCallback<HTMLElement>;
  /** Whether the chosen idea is to take the focus as soon as it stands there. */
  readonly wishRef: FocusWish;
}

/** A mutable wish: made where something is done, fulfilled by the item that is chosen then. */
export type FocusWish = RefObject<boolean>;

/**
 * For something inside a tree item: gives the item the focus when it is the chosen one and that is wished for. The
 * canvas draws its items a moment after the tree has changed, so only they know when they are there.
 */
export function useWish<E extends HTMLElement>(isChosen: boolean, wishRef: FocusWish): RefObject<E | null> {
  const inside = useRef<E>(null);
  useLayoutEffect(() => {
    if (!isChosen || !wishRef.current) return;
    wishRef.current = false;
    inside.current?.closest<HTMLElement>('[role="treeitem"]')?.focus({ preventScroll: true });
  });
  return inside;
}
