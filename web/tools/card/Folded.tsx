import { useState, type ReactNode } from "react";

interface FoldedProps {
  readonly words: string;
  readonly children: ReactNode;
}

/** Something to look at, one tap away, and not drawn before: a thread has many answers. */
export function Folded({ words, children }: FoldedProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="tool-folded" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{words}</summary>
      {isOpen ? children : null}
    </details>
  );
}
