import type { ReframeField } from "../../../shared/tools/failure_reframer/tool.ts";
import type { Problems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { useUnseen } from "../../ui/useUnseen.ts";
import { questions } from "./questions.ts";

interface AskedProps {
  readonly name: ReframeField;
  readonly value: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly problems: Problems;
  readonly onChange: (words: string) => void;
  readonly onStep: (step: 1 | -1) => void;
}

/** The question that is open. */
export function Asked({ name, value, isFirst, isLast, problems, onChange, onStep }: AskedProps) {
  const { ask, hint, example } = questions[name];
  const isUnseen = useUnseen(name);
  const hintId = `${problems.id(name)}-hint`;
  return (
    <div className="reframe-asked">
      <label htmlFor={problems.id(name)}>{ask}</label>
      <p id={hintId}>{hint}</p>
      <textarea
        id={problems.id(name)}
        rows={2}
        placeholder={example}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...problems.aria(name, hintId)}
      />
      <ProblemText problems={problems} at={name} />
      <div className="reframe-steps">
        <button
          type="button"
          className="button"
          onClick={(event) => (isUnseen(event) ? undefined : onStep(1))}
        >
          {isLast ? "Read it all" : value.trim() === "" ? "Leave this one" : "Next question"}
        </button>
        {!isFirst && (
          <button type="button" className="act" onClick={() => onStep(-1)}>
            Back
          </button>
        )}
      </div>
    </div>
  );
}
