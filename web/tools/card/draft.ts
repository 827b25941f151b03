import { useRef, useState } from "react";

/**
 * A card's state, told to `onDraft` at every change, so that nothing the learner did is lost with the page.
 * The function to change it may run several times in one event: each sees what the last one made.
 */
export function useDraft<S>(
  restore: () => S,
  onDraft: (draft: S) => void,
): [S, (change: (now: S) => S) => void] {
  const [state, setState] = useState(restore);
  const newest = useRef(state);
  const change = (make: (now: S) => S) => {
    const next = make(newest.current);
    if (next === newest.current) return;
    newest.current = next;
    setState(next);
    onDraft(next);
  };
  return [state, change];
}
