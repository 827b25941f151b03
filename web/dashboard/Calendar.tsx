import type { Practice } from "../../shared/content/release.ts";
import { addDays } from "../../shared/engine/days.ts";
import { practiceKey, type LearnerState } from "../../shared/engine/state.ts";
import { onKeys } from "../tools/card/keys.ts";
import { dayOfMonth, dayWords, weekday, weekdayWords } from "./days.ts";

/** Weeks in sight; days of the last forty can be said (SPEC PL2). */
const weeks = 5;

interface Props {
  readonly practice: Practice;
  readonly state: LearnerState;
  readonly today: string;
  readonly chosen: string;
  readonly onChoose: (day: string) => void;
}

/** The last weeks: a full leaf for a day on which it was done, a point for one with a note. */
export function Calendar({ practice, state, today, chosen, onChoose }: Props) {
  const monday = addDays(today, -weekday(today) - 7 * (weeks - 1));
  const days = Array.from({ length: 7 * weeks }, (_, i) => addDays(monday, i));
  const entry = (day: string) => state.practices.get(practiceKey(practice.key, day));
  const done = days.filter((day) => entry(day)?.done === true).length;
  const move = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = addDays(chosen, by);
    event.preventDefault();
    if (to < monday || to > today) return;
    onChoose(to);
    const grid = event.currentTarget;
    if (grid instanceof HTMLElement) grid.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus();
  };
  return (
    <div className="practice__calendar">
      <p className="practice__count">
        {done === 0
          ? `No day of the last ${weeks} weeks is marked.`
          : `${done === 1 ? "1 day" : `${done} days`} of the last ${weeks} weeks.`}
      </p>
      <fieldset aria-label="Days" className="practice__days" ref={onKeys(move)}>
        {days.slice(0, 7).map((day) => (
          <span key={day} className="practice__weekday" aria-hidden="true">
            {weekdayWords(day)}
          </span>
        ))}
        {days.map((day) =>
          day > today ? (
            <span key={day} />
          ) : (
            <button
              key={day}
              type="button"
              data-day={day}
              data-done={entry(day)?.done === true}
              aria-current={day === today ? "date" : undefined}
              aria-pressed={day === chosen}
              aria-label={`${dayWords(day)}: ${entry(day)?.done === true ? "done" : "not marked"}${entry(day)?.note == null ? "" : ", with a note"}`}
              tabIndex={day === chosen ? 0 : -1}
              onClick={() => onChoose(day)}
            >
              {dayOfMonth(day)}
              {entry(day)?.note == null ? null : <i aria-hidden="true" />}
            </button>
          ),
        )}
      </fieldset>
    </div>
  );
}
