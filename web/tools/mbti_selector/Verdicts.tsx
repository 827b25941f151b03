import type { PersonalityType } from "../../../shared/content/release.ts";
import { typeLines } from "../../../shared/content/release.ts";
import { lineWords, type Line, type Verdict } from "./model.ts";

interface VerdictsProps {
  readonly type: PersonalityType;
  readonly verdicts: Readonly<Partial<Record<Line, Verdict>>>;
  readonly onVerdict: (line: Line, verdict: Verdict) => void;
}

/** The learner as the editor: each of the five lines kept or crossed out, or left as it is. */
export function Verdicts({ type, verdicts, onVerdict }: VerdictsProps) {
  return (
    <fieldset className="verdicts" aria-label={`Line by line: ${type.name}`}>
      <p className="tool-label">Line by line, as far as you like</p>
      <ul>
        {typeLines.map((line) => (
          <li key={line} data-verdict={verdicts[line]}>
            <p>{type.lines[line]}</p>
            <div className="verdict-buttons">
              <Mark line={line} verdict="fits" now={verdicts[line]} onVerdict={onVerdict} words="Fits" />
              <Mark line={line} verdict="not" now={verdicts[line]} onVerdict={onVerdict} words="Not me" />
            </div>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

interface MarkProps {
  readonly line: Line;
  readonly verdict: Verdict;
  readonly now: Verdict | undefined;
  readonly words: string;
  readonly onVerdict: (line: Line, verdict: Verdict) => void;
}

const Mark = ({ line, verdict, now, words, onVerdict }: MarkProps) => (
  <button
    type="button"
    aria-pressed={now === verdict}
    aria-label={`${words}: ${lineWords[line]}`}
    onClick={() => onVerdict(line, verdict)}
  >
    {words}
  </button>
);
