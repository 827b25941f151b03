import { checkboxOf } from "../../../shared/engine/questions.ts";
import type { AnswerProps } from "../../model/card.ts";
import { Bar, Problem, useProblemId } from "./Bar.tsx";
import type { Labels } from "./labels.ts";
import { useAnswer } from "./useAnswer.ts";

const asYes = (raw: unknown) => (typeof raw === "boolean" ? raw : undefined);

/** A sentence to stand behind or to leave: both are answers. */
export function CheckAnswer({ answer, labels }: { answer: AnswerProps; labels: Labels }) {
  const { label } = checkboxOf(answer.block.config);
  const { value, problem, change, submit } = useAnswer(answer, asYes, false);
  const problemId = useProblemId();
  return (
    <form
      className="check"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label className="check__label">
        <input
          type="checkbox"
          checked={value}
          aria-describedby={`${labels.describedBy ?? ""} ${problemId}`.trim()}
          data-composer={answer.mode}
          onBlur={labels.onBlur}
          onChange={(event) => change(event.target.checked)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            submit();
          }}
        />
        <span>{label}</span>
      </label>
      <Problem id={problemId} words={problem} />
      <Bar answer={answer}>{labels.hint}</Bar>
    </form>
  );
}
