import { onKeys } from "../card/keys.ts";
import type { Problems } from "../card/problems.ts";

interface PairChoiceProps {
  readonly next: { readonly left: string; readonly right: string };
  readonly nameOf: (id: string) => string;
  readonly problems: Problems;
  readonly onChoose: (better: string, worse: string) => void;
}

/** Two items, one choice: by a tap, or, with the focus here, by ← and → or 1 and 2. */
export function PairChoice({ next, nameOf, problems, onChoose }: PairChoiceProps) {
  const left = () => onChoose(next.left, next.right);
  const right = () => onChoose(next.right, next.left);
  const byKey = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    if (event.key === "ArrowLeft" || event.key === "1") left();
    else if (event.key === "ArrowRight" || event.key === "2") right();
    else return;
    event.preventDefault();
  };
  return (
    <fieldset
      className="pair"
      aria-label="Choose one of the two, also with the left and right arrow keys"
      ref={onKeys(byKey)}
    >
      <button
        type="button"
        id={problems.id("pair")}
        aria-keyshortcuts="ArrowLeft 1"
        onClick={left}
        {...problems.aria("pair")}
      >
        {nameOf(next.left)}
        <kbd aria-hidden="true">←</kbd>
      </button>
      <span aria-hidden="true">or</span>
      <button type="button" aria-keyshortcuts="ArrowRight 2" onClick={right}>
        {nameOf(next.right)}
        <kbd aria-hidden="true">→</kbd>
      </button>
    </fieldset>
  );
}
