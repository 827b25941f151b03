import { useId, type ReactNode } from "react";

interface Props {
  readonly className: string;
  readonly label: string;
  readonly words: ReactNode;
  readonly sheet: string;
  readonly tabIndex?: number;
  readonly children: ReactNode;
}

/**
 * A button that opens a small sheet beside it. The browser's own popover: it stays in the page's order, closes
 * with Esc or a tap elsewhere, and gives focus back to its button. All of it is phrasing content, so that it
 * may stand inside a sentence.
 */
export function Popover({ className, label, words, sheet, tabIndex, children }: Props) {
  const id = useId();
  return (
    <>
      <button type="button" className={className} aria-label={label} popoverTarget={id} tabIndex={tabIndex}>
        {words}
      </button>
      <span id={id} popover="auto" className={`sheet ${sheet}`}>
        {children}
      </span>
    </>
  );
}
