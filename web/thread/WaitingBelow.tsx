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

/**
 * A question waits at the bottom of the screen, wherever one reads. A card waits in the thread: to whoever has gone up
 * to read this is the way back.
 */
export function WaitingBelow({ rowId, scroller, onGo }: Props) {
  const [isBelow, setIsBelow] = useState(false);
  useEffect(() => {
    const row = rowId === null ? null : document.getElementById(rowId);
    if (row === null) return;
    const watch = new IntersectionObserver(
      (entries) => {
        const last = entries.at(-1);
        const end = last?.rootBounds?.bottom ?? Infinity;
        setIsBelow(last?.isIntersecting === false && last.boundingClientRect.top >= end);
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
