import { useEffect, useRef } from "react";
import { Choices } from "../tools/card/choices.tsx";
import { useProblems } from "../tools/card/problems.ts";
import { ProblemText } from "../tools/card/ProblemText.tsx";
import type { Asked } from "./questions.ts";
import "../tools/card/card.css";

interface Props {
  readonly question: Asked;
  /** "3 of 15" */
  readonly place: string;
  readonly means: string;
  readonly value: string | null;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onChoose: (value: string) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
  readonly onStop: () => void;
}

/** One of the fifteen. Its title takes the focus, for it takes the place of what was pressed. */
export function Step(props: Props) {
  const { question, place, means, value, isFirst, isLast, onChoose } = props;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const problems = useProblems(
    value === null
      ? [{ at: "level", words: "Choose the one that comes nearest; none has to fit in every word." }]
      : [],
  );
  return (
    <div className="anew">
      <h3 ref={title} tabIndex={-1}>
        {question.name} <span className="competencies__when">{place}</span>
      </h3>
      <p className="competency__means">{means}</p>
      <p className="anew__ask">{question.text}</p>
      <Choices
        id={problems.id("level")}
        label={question.text}
        className="tool-choices anew__options"
        options={question.options}
        value={value}
        onChoose={onChoose}
        aria={problems.aria("level")}
      />
      <ProblemText problems={problems} at="level" />
      <p className="anew__acts">
        <button type="button" className="act" onClick={props.onStop}>
          Stop for now
        </button>
        {isFirst ? null : (
          <button type="button" className="button" onClick={props.onBack}>
            Back
          </button>
        )}
        <button type="button" className="button button--main" onClick={() => problems.attempt(props.onNext)}>
          {isLast ? "Keep these 15" : "Next"}
        </button>
      </p>
    </div>
  );
}
