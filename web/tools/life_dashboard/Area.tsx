import type { DashboardArea } from "../../../shared/tools/life_dashboard/tool.ts";
import { Choices } from "../card/choices.tsx";
import type { Problems } from "../card/problems.ts";
import { steps } from "./model.ts";
import { areaMeanings, areaNames, ratingEnds } from "./words.ts";

interface AreaProps {
  readonly area: DashboardArea;
  readonly value: number | null;
  readonly problems: Problems;
  /** Null leaves the area out. */
  readonly onRate: (value: number | null) => void;
}

/** One area and its ten steps; it may be left out again. */
export function Area({ area, value, problems, onRate }: AreaProps) {
  const [low, high] = ratingEnds;
  const name = areaNames[area];
  return (
    <div className="board-area">
      <p className="board-name" aria-hidden="true">
        <b>{name}</b> <span>{areaMeanings[area]}</span>
      </p>
      <Choices
        id={problems.id(area)}
        label={`${name}: ${areaMeanings[area]}`}
        className="tool-choices board-steps"
        options={steps.map((step) => ({
          value: String(step),
          text: step,
          ...(step === steps[0] ? { name: `${step}: ${low}` } : {}),
          ...(step === steps.at(-1) ? { name: `${step}: ${high}` } : {}),
        }))}
        value={value === null ? null : String(value)}
        onChoose={(step) => onRate(Number(step))}
        aria={problems.aria(area)}
      />
      <p className="board-foot">
        <span aria-hidden="true">{low}</span>
        {value === null ? null : (
          <button
            type="button"
            className="act"
            aria-label={`Leave it out: ${name}`}
            onClick={() => onRate(null)}
          >
            Leave it out
          </button>
        )}
        <span aria-hidden="true">{high}</span>
      </p>
    </div>
  );
}
