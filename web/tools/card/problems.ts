import { useEffect, useId, useState } from "react";

/** What keeps a card from being sent, in words, at the control it belongs to. */
export interface Problem {
  /** The control's name inside its card, such as "title" or "<row id>.title". */
  readonly at: string;
  readonly words: string;
}

export interface Problems {
  /** The control's id in the page. */
  id(at: string): string;
  /** The words for a control; undefined while there is nothing to say. */
  words(at: string): string | undefined;
  /** `aria-invalid` and `aria-describedby` for a control, with ids that describe it anyway. */
  aria(at: string, ...described: readonly string[]): { "aria-invalid"?: true; "aria-describedby"?: string };
  /** Sends when nothing is wrong, else says what is and takes the learner to the first problem. */
  attempt(send: () => void): void;
}

/**
 * Problems are told when the learner tries to send, and go away as they are mended.
 * @param reveal makes the control of a problem visible before it gets the focus
 */
export function useProblems(found: readonly Problem[], reveal?: (problem: Problem) => void): Problems {
  const prefix = useId();
  const [tried, setTried] = useState(false);
  const [goTo, setGoTo] = useState<{ at: string } | null>(null);
  const id = (at: string) => `${prefix}${at}`;
  useEffect(() => {
    if (goTo !== null) document.getElementById(`${prefix}${goTo.at}`)?.focus();
  }, [goTo, prefix]);
  const words = (at: string) => (tried ? found.find((one) => one.at === at)?.words : undefined);
  return {
    id,
    words,
    aria(at, ...described) {
      const wrong = words(at) !== undefined;
      const ids = wrong ? [...described, `${id(at)}-problem`] : described;
      return {
        ...(wrong ? { "aria-invalid": true as const } : {}),
        ...(ids.length === 0 ? {} : { "aria-describedby": ids.join(" ") }),
      };
    },
    attempt(send) {
      const [first] = found;
      if (first === undefined) return send();
      setTried(true);
      reveal?.(first);
      setGoTo({ at: first.at });
    },
  };
}
