import { useId, useState } from "react";
import { exerciseIdOf } from "../../../shared/content/where.ts";
import { plainWords } from "../../thread/Text.tsx";
import { listed } from "../words.ts";
import { named, type Workbook } from "../workbook.ts";
import type { Cockpit } from "./model.ts";
import { Share } from "./Share.tsx";

interface Props {
  readonly room: Cockpit;
  readonly workbook: Workbook | null;
  /** The exercise to begin with. */
  readonly first: string | null;
}

/** "11 of 14 answered", question by question, and who is left. */
export function Questions({ room, workbook, first }: Props) {
  const id = useId();
  const exercises = Object.keys(room.matrix).toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const [picked, setPicked] = useState<string | null>(null);
  const shown = picked ?? first ?? exercises[0];
  if (shown === undefined || workbook === null) return null;
  const questions = workbook.blocks.filter(
    (block) => exerciseIdOf(block) === shown && room.prompts[block.id] !== undefined,
  );
  const name = (participantId: string) => room.members.get(participantId)?.alias ?? "";
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        Questions{" "}
        <select aria-label="Exercise" value={shown} onChange={(event) => setPicked(event.target.value)}>
          {exercises.map((exercise) => (
            <option key={exercise} value={exercise}>
              {named(workbook.outline, exercise)}
            </option>
          ))}
        </select>
      </h2>
      <ol className="questions">
        {questions.map((block) => {
          const tally = room.prompts[block.id];
          if (tally === undefined) return null;
          const left = tally.waiting.map(name).filter((alias) => alias !== "");
          return (
            <li key={block.id}>
              <span className="questions__words">{plainWords(block, [])}</span>
              <Share done={tally.answered} of={tally.of} />
              <span className="questions__count">
                {tally.answered} of {tally.of}
                <span className="unseen"> answered</span>
                {tally.skipped === 0 ? null : <small> · {tally.skipped} passed</small>}
              </span>
              {left.length === 0 ? null : (
                <details>
                  <summary>
                    {left.length} left<span className="unseen"> of “{plainWords(block, [])}”</span>
                  </summary>
                  <p>{listed(left)}</p>
                </details>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
