import { useRef, useState } from "react";
import type * as z from "zod/mini";

/**
 * The answer with which a card begins that has no draft of its own form: one that was refused and is a draft again, else
 * the one that stands.
 */
export function answerIn<T>(schema: z.ZodMiniType<T>, draft: unknown, value: unknown) {
  const back = schema.safeParse(draft);
  return back.success ? back : schema.safeParse(value);
}

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
