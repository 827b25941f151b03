import { onKeys } from "../card/keys.ts";
import type { Problems } from "../card/problems.ts";
import { useUnseen } from "../../ui/useUnseen.ts";

interface PairChoiceProps {
  readonly next: { readonly left: string; readonly right: string };
  readonly nameOf: (id: string) => string;
  readonly problems: Problems;
  readonly onChoose: (better: string, worse: string) => void;
}

/** Two items, one choice: by a tap, or, with the focus here, by ← and → or 1 and 2. */
export function PairChoice({ next, nameOf, problems, onChoose }: PairChoiceProps) {
  const isUnseen = useUnseen(`${next.left} ${next.right}`);
  const choose = (better: "left" | "right", event: { readonly timeStamp: number }) => {
    if (!isUnseen(event)) onChoose(next[better], next[better === "left" ? "right" : "left"]);
  };
  const byKey = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    if (event.key === "ArrowLeft" || event.key === "1") choose("left", event);
    else if (event.key === "ArrowRight" || event.key === "2") choose("right", event);
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
        onClick={(event) => choose("left", event)}
        {...problems.aria("pair")}
      >
        {nameOf(next.left)}
        <kbd aria-hidden="true">←</kbd>
      </button>
      <span aria-hidden="true">or</span>
      <button type="button" aria-keyshortcuts="ArrowRight 2" onClick={(event) => choose("right", event)}>
        {nameOf(next.right)}
        <kbd aria-hidden="true">→</kbd>
      </button>
    </fieldset>
  );
}
