import { useState } from "react";
import type { FlowConfig } from "../../../shared/tools/flow_tracker/tool.ts";
import { Choices } from "../card/choices.tsx";
import type { Problems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { lastDays } from "./model.ts";
import { dayWords } from "./words.ts";

interface WhenProps {
  readonly span: FlowConfig["span"];
  /** In the learner's zone. */
  readonly today: string;
  readonly value: string;
  readonly at: string;
  readonly problems: Problems;
  readonly onChange: (day: string) => void;
}

/** The day: one of the last ones by a tap, any other by its date; from memory in words. */
export function When(props: WhenProps) {
  const { span, at, problems, value, onChange } = props;
  if (span !== "past") return <Days {...props} />;
  return (
    <div>
      <label className="tool-label" htmlFor={problems.id(at)}>
        When
      </label>
      <input
        id={problems.id(at)}
        type="text"
        autoComplete="off"
        placeholder="2014, or June 2014"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...problems.aria(at)}
      />
      <ProblemText problems={problems} at={at} />
    </div>
  );
}

const another = "another";

function Days({ span, today, value, at, problems, onChange }: WhenProps) {
  const days = lastDays(today, span === "week" ? 7 : 2);
  const [asksDate, setAsksDate] = useState(value !== "" && !days.includes(value));
  const words = (day: string, back: number) =>
    back === 0 ? "Today" : back === 1 ? "Yesterday" : dayWords(day, today);
  return (
    <div>
      <p className="tool-label" aria-hidden="true">
        When
      </p>
      <Choices
        {...(asksDate ? {} : { id: problems.id(at) })}
        label="When"
        options={[
          ...days.map((day, back) => ({ value: day, text: words(day, back) })),
          { value: another, text: "Another day" },
        ]}
        value={asksDate ? another : value}
        onChoose={(day) => {
          setAsksDate(day === another);
          if (day !== another) onChange(day);
        }}
        aria={asksDate ? {} : problems.aria(at)}
      />
      {asksDate ? (
        <input
          id={problems.id(at)}
          className="flow-date"
          type="date"
          aria-label="The date"
          max={today}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          {...problems.aria(at)}
        />
      ) : null}
      <ProblemText problems={problems} at={at} />
    </div>
  );
}
