/**
 * Whether the learner has gone on somewhere else while something was on its way: what comes late takes the focus only
 * where it was left around it, in the conversation as a whole or on what is gone, and never out of a field that is
 * being written in.
 */
export function isElsewhere(box: Element): boolean {
  const at = document.activeElement;
  if (at === null || at.contains(box) || box.contains(at)) return false;
  return at.getAttribute("role") !== "log" && at.checkVisibility();
}
