import type { Reading } from "../../../shared/tools/mbti_selector/suggest.ts";
import { axes, type Axis } from "../../../shared/tools/mbti_selector/tool.ts";
import { along, ends, readingWords } from "./model.ts";

/** The learner's own four sliders, each between its two letters: a place on a line and no box. */
export function Sliders({ readings }: { readings: Record<Axis, Reading> }) {
  return (
    <ul className="leans" aria-label="Your sliders">
      {axes.map((axis) => {
        const reading = readings[axis];
        const place = along(reading);
        const [low, high] = ends[axis];
        return (
          <li key={axis} className="lean">
            <span className="unseen">{readingWords(axis, reading)}</span>
            <span className="lean-end" data-leans={place < 0.5} aria-hidden="true">
              <b>{axis.charAt(0)}</b> {low}
            </span>
            <svg className="lean-line" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
              <line x1="0" y1="6" x2="100" y2="6" />
            </svg>
            {reading.value !== null && (
              <span className="lean-place" aria-hidden="true">
                <span style={{ insetInlineStart: `${place * 100}%` }} />
              </span>
            )}
            <span className="lean-end lean-high" data-leans={place > 0.5} aria-hidden="true">
              {high} <b>{axis.charAt(1)}</b>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
