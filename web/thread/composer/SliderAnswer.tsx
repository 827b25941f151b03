import { useRef } from "react";
import { sliderOf } from "../../../shared/engine/questions.ts";
import type { AnswerProps } from "../../model/card.ts";
import { Bar, Problem, useProblemId } from "./Bar.tsx";
import type { Labels } from "./labels.ts";
import { useAnswer } from "./useAnswer.ts";

const asNumber = (raw: unknown) => (typeof raw === "number" ? raw : undefined);
const mostNumbers = 11;

/** A number between two ends. Nothing is chosen until the learner touches it; tapping a number needs no drag. */
export function SliderAnswer({ answer, labels }: { answer: AnswerProps; labels: Labels }) {
  const { min, max, step, labels: words = {} } = sliderOf(answer.block.config);
  const input = useRef<HTMLInputElement>(null);
  const { value, problem, change, submit } = useAnswer<number | null>(
    answer,
    asNumber,
    null,
    (chosen) => chosen,
    "Choose a number, or skip this one",
  );
  const problemId = useProblemId();
  const middle = min + Math.round((max - min) / 2 / step) * step;
  const count = Math.floor((max - min) / step) + 1;
  const numbers = Array.from({ length: count }, (_, i) => min + i * step);
  const pick = (next: number) => {
    change(Math.min(max, Math.max(min, next)));
    input.current?.focus();
  };
  const at = value ?? middle;
  return (
    <form
      className="slider"
      data-chosen={value !== null}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className="slider__value" aria-hidden="true">
        {value === null ? <span className="slider__none">Not chosen yet</span> : value}
      </p>
      <input
        ref={input}
        type="range"
        min={min}
        max={max}
        step={step}
        value={at}
        aria-label={labels.name}
        aria-describedby={`${labels.describedBy ?? ""} ${problemId}`.trim()}
        aria-invalid={problem !== null}
        aria-valuetext={value === null ? "Not chosen yet" : spoken(value, max, words[String(value)])}
        data-composer={answer.mode}
        onBlur={labels.onBlur}
        onChange={(event) => change(event.target.valueAsNumber)}
        // A tap on the middle changes no value, and chooses it all the same.
        onClick={(event) => change(event.currentTarget.valueAsNumber)}
        onKeyDown={(event) => {
          if (event.key === " ") change(at);
          else if (event.key === "Enter") submit();
          else return;
          event.preventDefault();
        }}
      />
      {/* For fingers and eyes; the slider above says all of this to a keyboard and a screen reader. */}
      <div className="slider__numbers" aria-hidden="true">
        {count <= mostNumbers ? (
          numbers.map((number) => (
            <button
              key={number}
              type="button"
              tabIndex={-1}
              data-on={number === value}
              onClick={() => pick(number)}
            >
              {number}
            </button>
          ))
        ) : (
          <>
            <button type="button" tabIndex={-1} onClick={() => pick(at - step)}>
              −
            </button>
            <button type="button" tabIndex={-1} onClick={() => pick(at + step)}>
              +
            </button>
          </>
        )}
      </div>
      <div className="slider__ends" aria-hidden="true">
        <span>{words[String(min)]}</span>
        <span>{words[String(max)]}</span>
      </div>
      <Problem id={problemId} words={problem} />
      <Bar answer={answer}>{labels.hint}</Bar>
    </form>
  );
}

const spoken = (value: number, max: number, words: string | undefined) =>
  words === undefined ? `${value} of ${max}` : `${value} of ${max}, ${words}`;
