/**
 * A ref that hears the keys pressed anywhere inside its element: shortcuts of a whole card or list. The element
 * itself stays what it is, a group or a list, and the listener comes before the controls' own.
 */
export const onKeys = (hear: (event: KeyboardEvent) => void) => (element: HTMLElement | null) => {
  element?.addEventListener("keydown", hear);
  return () => element?.removeEventListener("keydown", hear);
};
