import type { Practice } from "../../shared/content/release.ts";
import { practiceKey, type LearnerState } from "../../shared/engine/state.ts";
import { ClosedNote } from "../private/ClosedNote.tsx";
import { useView } from "../ui/useClient.ts";
import { dayWords } from "./days.ts";

interface Props {
  readonly practice: Practice;
  readonly state: LearnerState;
  readonly onChoose: (day: string) => void;
}

/** What was noted, the newest first. */
export function Notes({ practice, state, onChoose }: Props) {
  const closed = useView((view) => view.closed);
  const noted = [...state.practices.values()]
    .filter((one) => one.practice === practice.key)
    .filter((one) => one.note !== null || closed.has(practiceKey(one.practice, one.day)))
    .toSorted((a, b) => (a.day < b.day ? 1 : -1));
  if (noted.length === 0) return null;
  return (
    <section aria-label="Notes">
      <h2>Notes</h2>
      <ul className="practice__notes">
        {noted.map(({ day, note }) => {
          const why = closed.get(practiceKey(practice.key, day));
          return (
            <li key={day}>
              <button type="button" className="act" onClick={() => onChoose(day)}>
                {dayWords(day)}
              </button>
              {typeof note === "string" ? <p>{note}</p> : <ClosedNote why={why ?? "opening"} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
