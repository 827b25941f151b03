import { useId, useRef } from "react";
import type { AnswerProps } from "../model/card.ts";

type Skip = NonNullable<AnswerProps["onSkip"]>;

const wider: readonly { scope: Parameters<Skip>[0]; words: string }[] = [
  { scope: "activity", words: "Skip the rest of this activity" },
  { scope: "exercise", words: "Skip the rest of this exercise" },
  { scope: "module", words: "Skip the rest of this module" },
];

/** Passing one question is one tap; passing more of them is a small menu beside it. */
export function SkipMenu({ onSkip }: { onSkip: Skip }) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  return (
    <span className="skip">
      <button type="button" className="act" onClick={() => onSkip("block")}>
        Skip for now
      </button>
      <button
        type="button"
        className="skip__more"
        popoverTarget={id}
        aria-label="Skip more than this question"
      >
        <svg
          className="icon"
          viewBox="0 0 16 16"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          aria-hidden="true"
        >
          <path d="m4.5 10 3.5-3.5 3.5 3.5" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      </button>
      <div id={id} ref={menu} popover="auto" className="sheet menu skip__menu">
        <ul>
          {wider.map(({ scope, words }) => (
            <li key={scope}>
              <button
                type="button"
                onClick={() => {
                  menu.current?.hidePopover();
                  onSkip(scope);
                }}
              >
                {words}
              </button>
            </li>
          ))}
        </ul>
        <p className="skip__note">
          You can answer any of them later. A question that a later part needs is still asked.
        </p>
      </div>
    </span>
  );
}
