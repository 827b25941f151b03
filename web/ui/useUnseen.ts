import { useLayoutEffect, useRef } from "react";

/**
 * On a busy phone nothing seems to happen, a tap is repeated, and the second one hits what has taken the place of
 * what was meant.
 * @param what another value when something else stands there
 * @returns whether this tap or key was made before that was to be seen
 */
export function useUnseen(what: string | null): (event: { readonly timeStamp: number }) => boolean {
  const shown = useRef<{ readonly what: string | null; readonly at: number } | null>(null);
  useLayoutEffect(() => {
    const frame = requestAnimationFrame((at) => {
      shown.current = { what, at };
    });
    return () => cancelAnimationFrame(frame);
  }, [what]);
  return ({ timeStamp }) => shown.current?.what !== what || timeStamp < shown.current.at;
}
