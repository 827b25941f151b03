import { useLayoutEffect, useRef } from "react";

/**
 * Where the focus goes once it is there: what was pressed has gone, and what takes its place may take a moment (it is
 * sealed first). Whoever has gone on elsewhere meanwhile is not fetched back.
 * @returns names an element by its id
 */
export function useFocusLater(): (id: string) => void {
  const wish = useRef<{ readonly id: string; readonly pressed: Element | null } | null>(null);
  useLayoutEffect(() => {
    const { id = "", pressed = null } = wish.current ?? {};
    const found = document.getElementById(id);
    if (found === null) return;
    wish.current = null;
    const at = document.activeElement;
    if (at === document.body || at === pressed) found.focus();
  });
  return (id) => {
    wish.current = { id, pressed: document.activeElement };
  };
}
