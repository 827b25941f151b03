import type { Problems } from "./problems.ts";
import { ProblemText } from "./ProblemText.tsx";

interface ListNameProps {
  readonly problems: Problems;
  readonly value: string;
  /** What stands there while nothing is written. */
  readonly example: string;
  readonly onChange: (name: string) => void;
}

/** What the learner calls this one: outside the thread there are many. */
export function ListName({ problems, value, example, onChange }: ListNameProps) {
  return (
    <div className="tool-name">
      <label className="tool-label" htmlFor={problems.id("name")}>
        Its name
      </label>
      <input
        id={problems.id("name")}
        type="text"
        autoComplete="off"
        placeholder={example}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...problems.aria("name")}
      />
      <ProblemText problems={problems} at="name" />
    </div>
  );
}
