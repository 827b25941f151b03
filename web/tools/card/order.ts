import { useState, type PointerEvent } from "react";
import { onKeys } from "./keys.ts";

/** The list with the item at another place; places outside the list are its ends. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, i) => i !== from);
  const item = list[from];
  return item === undefined ? [...list] : rest.toSpliced(Math.min(Math.max(to, 0), rest.length), 0, item);
}

/** Alt with an arrow moves the row the focus is in: a ref for the list, whose rows have `data-row`. */
export const movesRows = (move: (id: string, step: 1 | -1) => void) =>
  onKeys((event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-row]") : null;
    const id = row?.dataset["row"];
    if (id === undefined) return;
    event.preventDefault();
    move(id, event.key === "ArrowUp" ? -1 : 1);
  });

export interface DragOrder {
  readonly dragged: string | null;
  /** For the grip of a row. The row is the grip's nearest ancestor with `data-row`, the list that one's parent. */
  begin(event: PointerEvent<HTMLElement>, id: string): void;
}

/**
 * Ordering by dragging a grip, with a mouse, a pen or a finger; keys and buttons do the same (WCAG 2.5.7).
 * @param onMove called while dragging, each time the row passes another
 */
export function useDragOrder(
  onMove: (id: string, to: number) => void,
  onDrop: (id: string) => void,
): DragOrder {
  const [dragged, setDragged] = useState<string | null>(null);
  return {
    dragged,
    begin(event, id) {
      const list = event.currentTarget.closest("[data-row]")?.parentElement;
      if (event.button !== 0 || list === null || list === undefined) return;
      const ends = new AbortController();
      let moving = false;
      const startY = event.clientY;
      const rows = () => [...list.querySelectorAll<HTMLElement>(":scope > [data-row]")];
      const move = (at: globalThis.PointerEvent) => {
        // A tap with a trembling finger is not a drag.
        if (!moving && Math.abs(at.clientY - startY) < 6) return;
        moving = true;
        setDragged(id);
        const others = rows().filter((row) => row.dataset["row"] !== id);
        const to = others.filter((row) => middleOf(row) < at.clientY).length;
        if (rows().findIndex((row) => row.dataset["row"] === id) === to) return;
        onMove(id, to);
        rows()
          .find((row) => row.dataset["row"] === id)
          ?.scrollIntoView({ block: "nearest" });
      };
      const end = () => {
        ends.abort();
        setDragged(null);
        if (moving) onDrop(id);
      };
      // On the window: the row's own element is taken out and put in again while it moves.
      const { signal } = ends;
      window.addEventListener("pointermove", move, { signal });
      window.addEventListener("pointerup", end, { signal });
      window.addEventListener("pointercancel", end, { signal });
    },
  };
}

function middleOf(row: HTMLElement): number {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}
