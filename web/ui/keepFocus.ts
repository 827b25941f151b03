import { hasFinePointer } from "./pointer.ts";

/** What stands for itself: when something in it goes, the focus looks for the next thing in it first. */
const groups = "[data-row], [data-composer], [role=dialog], .page main";
const controls = "button, a[href], input, select, textarea";
const raisesKeyboard = "textarea, input:not([type=checkbox], [type=radio], [type=range])";
let isKept = false;

/**
 * The focus never falls to the page (ux 3.5). Whoever takes a control away that may have the focus says where it
 * goes; this is for what nobody said: when the element with the focus is taken out of the page, the focus goes to
 * its neighbour in the same message, card, dialog or page, else to what is around it. Begins once, with whatever is
 * shown first.
 */
export function keepFocus(): void {
  if (isKept) return;
  isKept = true;
  let last: Element | null = null;
  document.addEventListener("focusin", ({ target }) => {
    last = target instanceof Element ? target : null;
  });
  document.addEventListener("focusout", ({ target }) => {
    // Left by a tap beside it: nothing was taken away. A browser may tell of a removal before it is made.
    queueMicrotask(() => {
      if (target === last && last?.isConnected === true && document.activeElement === document.body) {
        last = null;
      }
    });
  });
  new MutationObserver((records) => {
    if (last === null || last.isConnected || document.activeElement !== document.body) return;
    const gone = last;
    last = null;
    const record = records.findLast((one) => [...one.removedNodes].some((node) => node.contains(gone)));
    if (record?.target instanceof Element) next(record, record.target)?.focus({ preventScroll: true });
  }).observe(document.body, { childList: true, subtree: true });
}

function next({ nextSibling, previousSibling }: MutationRecord, parent: Element): HTMLElement | null {
  const group = parent.closest<HTMLElement>(groups);
  if (group === null) {
    return parent.closest<HTMLElement>("[role=log]") ?? document.querySelector<HTMLElement>("[role=log]");
  }
  const fine = hasFinePointer();
  const found = [...group.querySelectorAll<HTMLElement>(controls)].filter(
    (one) => one.checkVisibility() && !one.matches(":disabled") && (fine || !one.matches(raisesKeyboard)),
  );
  const edge = [nextSibling, previousSibling].find((node) => node?.isConnected === true) ?? parent;
  const isBehind = (one: Element) =>
    edge === nextSibling && edge.contains(one)
      ? true
      : (edge.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return found.find(isBehind) ?? found.findLast((one) => !isBehind(one)) ?? group;
}
