import { useId, type ReactNode } from "react";
import type { AnswerProps } from "../../model/card.ts";
import { SkipMenu } from "../../ui/SkipMenu.tsx";

interface Props {
  readonly answer: AnswerProps;
  /** Said small beside the buttons: a count, a hint, where a draft came from. */
  readonly children?: ReactNode;
}

/** The row under every answering control: the quiet ways out at the left, the one way on at the right. */
export function Bar({ answer, children }: Props) {
  const { mode, onCancel, onSkip, block } = answer;
  return (
    <div className="bar">
      {mode === "edit" && onCancel !== undefined ? (
        <button type="button" className="act" onClick={onCancel}>
          Keep my old answer
        </button>
      ) : null}
      {mode === "answer" && onSkip !== undefined ? <SkipMenu onSkip={onSkip} /> : null}
      {mode === "answer" && block.required ? (
        <span className="bar__note">A later part needs this one</span>
      ) : null}
      <span className="bar__note">{children}</span>
      <button type="submit" className="button button--main bar__send">
        {mode === "edit" ? "Save change" : "Send"}
      </button>
    </div>
  );
}

/** What is wrong, in words, beside the field that it is about. */
export function Problem({ id, words }: { id: string; words: string | null }) {
  return (
    <p id={id} className="problem" hidden={words === null}>
      {words}
    </p>
  );
}

export const useProblemId = (): string => `${useId()}-problem`;
