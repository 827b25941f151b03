/** A place on the page (or inside an open dialog) whose words a screen reader speaks. */
export interface Outlet {
  say(text: string, urgency: Urgency): void;
}
export type Urgency = "polite" | "assertive";

const outlets: Outlet[] = [];

/** The newest outlet speaks: one inside a dialog, where a region outside of it would be silent (ux 3.4). */
export function openOutlet(outlet: Outlet): () => void {
  outlets.push(outlet);
  return () => {
    const at = outlets.indexOf(outlet);
    if (at !== -1) outlets.splice(at, 1);
  };
}

/**
 * Speaks a sentence without moving focus. Words that stand in the name of what receives focus are not
 * announced as well (ux 3.4: never both).
 */
export function announce(text: string, urgency: Urgency = "polite"): void {
  const words = text.replace(/\s+/g, " ").trim();
  if (words !== "") outlets.at(-1)?.say(words, urgency);
}
