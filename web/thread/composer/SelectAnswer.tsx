import { useRef, useState, type KeyboardEvent } from "react";
import { optionsFor } from "../../../shared/engine/options.ts";
import type { AnswerProps } from "../../model/card.ts";
import { Bar, Problem, useProblemId } from "./Bar.tsx";
import type { Labels } from "./labels.ts";
import { useAnswer } from "./useAnswer.ts";

const asText = (raw: unknown) => (typeof raw === "string" ? raw : undefined);

/**
 * One of several. Arrows move without choosing, Space or Enter chooses, Enter on the chosen one sends; the
 * digits work while focus is inside the group and nowhere else (SC 2.1.4).
 */
export function SelectAnswer({ answer, labels }: { answer: AnswerProps; labels: Labels }) {
  const options = optionsFor(answer.block, answer.userId);
  const { value, problem, change, submit } = useAnswer<string | null>(
    answer,
    asText,
    null,
    (chosen) => chosen,
    "Choose one of these, or skip this one",
  );
  const chosen = options.findIndex((option) => option.value === value);
  const [active, setActive] = useState(Math.max(0, chosen));
  const group = useRef<HTMLDivElement>(null);
  const problemId = useProblemId();
  const choose = (index: number) => {
    const option = options[index];
    if (option === undefined) return;
    setActive(index);
    change(option.value);
  };
  const move = (index: number) => {
    const next = (index + options.length) % options.length;
    setActive(next);
    group.current?.querySelectorAll<HTMLElement>('[role="radio"]')[next]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") submit();
    else if (event.key === "ArrowDown" || event.key === "ArrowRight") move(active + 1);
    else if (event.key === "ArrowUp" || event.key === "ArrowLeft") move(active - 1);
    else if (event.key === "Home") move(0);
    else if (event.key === "End") move(options.length - 1);
    else if (event.key === "Enter" && active === chosen) submit();
    else if (event.key === " " || event.key === "Enter") choose(active);
    else if (/^[1-9]$/.test(event.key) && Number(event.key) <= options.length) {
      move(Number(event.key) - 1);
      choose(Number(event.key) - 1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      className="choice"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- focus roves among its options */}
      <div
        ref={group}
        role="radiogroup"
        className="choice__options"
        aria-label={labels.name}
        aria-describedby={`${labels.describedBy ?? ""} ${problemId}`.trim()}
        onKeyDown={onKeyDown}
        onBlur={labels.onBlur}
      >
        {options.map((option, i) => (
          // A native radio would choose with every arrow; here arrows only move (ux 3.1).
          <button
            key={option.value}
            type="button"
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
            role="radio"
            aria-checked={i === chosen}
            tabIndex={i === active ? 0 : -1}
            className="choice__option"
            data-composer={i === active ? answer.mode : undefined}
            onClick={() => choose(i)}
          >
            <span className="choice__mark" aria-hidden="true" />
            <span className="choice__text">{option.text}</span>
            {options.length <= 9 ? (
              <kbd className="choice__digit" aria-hidden="true">
                {i + 1}
              </kbd>
            ) : null}
          </button>
        ))}
      </div>
      <Problem id={problemId} words={problem} />
      <Bar answer={answer}>{labels.hint}</Bar>
    </form>
  );
}
