import { useLayoutEffect, useRef } from "react";

/**
 * For what takes the place of the control that was pressed: names where the focus goes once the next drawing
 * stands, before anybody sees it.
 */
export function useFocusNext(): (find: () => HTMLElement | null) => void {
  const wish = useRef<(() => HTMLElement | null) | null>(null);
  useLayoutEffect(() => {
    const find = wish.current;
    wish.current = null;
    find?.()?.focus();
  });
  return (find) => {
    wish.current = find;
  };
}
