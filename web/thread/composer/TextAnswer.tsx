import { textareaOf } from "../../../shared/engine/questions.ts";
import type { AnswerProps } from "../../model/card.ts";
import { hasFinePointer, isComposing } from "../../ui/pointer.ts";
import { Bar, Problem, useProblemId } from "./Bar.tsx";
import { enterSends } from "./enter.ts";
import type { Labels } from "./labels.ts";
import { useAnswer } from "./useAnswer.ts";

const asText = (raw: unknown) => (typeof raw === "string" ? raw : undefined);

/** Where a browser cannot size a field by its content, by its lines. */
const rowsOf = (text: string) => Math.min(14, text.split("\n").length + Math.floor(text.length / 60) + 1);

export function TextAnswer({ answer, labels }: { answer: AnswerProps; labels: Labels }) {
  const config = textareaOf(answer.block.config);
  const { value, problem, change, submit } = useAnswer(answer, asText, "", (text) => text.trim());
  const problemId = useProblemId();
  const left = config.maxLength - value.length;
  const fine = hasFinePointer();
  const sends = (event: Parameters<typeof isComposing>[0] & Parameters<typeof enterSends>[0]) =>
    enterSends(event, {
      long: config.long,
      fine,
      composing: isComposing(event),
      setting: answer.enterSends,
    });
  return (
    <form
      className={config.long ? "field field--long" : "field"}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <textarea
        value={value}
        rows={rowsOf(value)}
        placeholder={config.placeholder}
        lang={answer.block.lang}
        aria-label={labels.name}
        aria-describedby={`${labels.describedBy ?? ""} ${problemId}`.trim()}
        aria-invalid={problem !== null}
        data-composer={answer.mode}
        enterKeyHint={config.long ? "enter" : "send"}
        onChange={(event) => change(event.target.value)}
        onBlur={labels.onBlur}
        onKeyDown={(event) => {
          if (!sends(event)) return;
          event.preventDefault();
          submit();
        }}
      />
      <Problem id={problemId} words={problem} />
      <Bar answer={answer}>
        {left < Math.max(60, config.maxLength * 0.1) ? (
          <span className={left < 0 ? "count count--over" : "count"}>
            {left >= 0 ? `${left} characters left` : `${-left} too many`}
          </span>
        ) : null}
        {labels.hint ?? (fine && config.long ? <span className="hint">Ctrl + Enter sends</span> : null)}
      </Bar>
    </form>
  );
}
