import { useEffect, useState, type RefObject } from "react";
import { DownIcon } from "../ui/icons.tsx";

interface Props {
  /** The row of the card that waits; null where something else waits, or nothing. */
  readonly rowId: string | null;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onGo: (row: HTMLElement) => void;
}

/** How much of the card has to be seen to be found. */
const seenPx = 48;
/** So many screens away, nobody is on the way to it. */
const farScreens = 2;

interface Place {
  /** Of the card, in pixels, as those of the view. */
  readonly top: number;
  readonly isInView: boolean;
  readonly wasSeen: boolean;
  readonly view: { readonly top: number; readonly bottom: number };
}

/** Whether a way is shown: not to whoever still reads what leads up to the card. */
export function leadsBack({ top, isInView, wasSeen, view }: Place): boolean {
  if (isInView || top < view.bottom) return false;
  return wasSeen || top - view.bottom > farScreens * (view.bottom - view.top);
}

/**
 * A question waits at the bottom of the screen, wherever one reads. A card waits in the thread: to whoever has gone up
 * to read this is the way back.
 */
export function WaitingBelow({ rowId, scroller, onGo }: Props) {
  const [isBelow, setIsBelow] = useState(false);
  useEffect(() => {
    const row = rowId === null ? null : document.getElementById(rowId);
    if (row === null) return;
    let wasSeen = false;
    const watch = new IntersectionObserver(
      (entries) => {
        const { isIntersecting = false, boundingClientRect, rootBounds } = entries.at(-1) ?? {};
        wasSeen ||= isIntersecting;
        if (boundingClientRect === undefined || rootBounds === undefined || rootBounds === null) return;
        const { top } = boundingClientRect;
        setIsBelow(leadsBack({ top, isInView: isIntersecting, wasSeen, view: rootBounds }));
      },
      { root: scroller.current, rootMargin: `0px 0px -${seenPx}px` },
    );
    watch.observe(row);
    return () => {
      watch.disconnect();
      setIsBelow(false);
    };
  }, [rowId, scroller]);
  if (!isBelow || rowId === null) return null;
  return (
    <button
      type="button"
      className="pill"
      onClick={() => {
        const row = document.getElementById(rowId);
        if (row === null) return;
        (row.querySelector<HTMLElement>("[data-composer]") ?? row).focus({ preventScroll: true });
        onGo(row);
      }}
    >
      <DownIcon /> Back to the card
    </button>
  );
}
