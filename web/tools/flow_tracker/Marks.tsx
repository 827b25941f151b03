import { Choices } from "../card/choices.tsx";
import type { Problems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";

interface MarksProps {
  readonly label: string;
  readonly steps: readonly number[];
  readonly ends: readonly [low: string, high: string];
  readonly write: (step: number) => string;
  readonly value: number | null;
  readonly at: string;
  readonly problems: Problems;
  readonly onChoose: (step: number) => void;
}

/** One of five steps between two ends that are said in words. */
export function Marks({ label, steps, ends, write, value, at, problems, onChoose }: MarksProps) {
  const [low, high] = ends;
  return (
    <div className="flow-marks">
      <p className="tool-label" aria-hidden="true">
        {label}
      </p>
      <Choices
        id={problems.id(at)}
        label={label}
        className="flow-steps tool-choices"
        options={steps.map((step, i) => ({
          value: String(step),
          text: write(step),
          name:
            i === 0
              ? `${write(step)}: ${low}`
              : i === steps.length - 1
                ? `${write(step)}: ${high}`
                : write(step),
        }))}
        value={value === null ? null : String(value)}
        onChoose={(step) => onChoose(Number(step))}
        aria={problems.aria(at)}
      />
      <p className="flow-ends" aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </p>
      <ProblemText problems={problems} at={at} />
    </div>
  );
}
