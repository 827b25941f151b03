import { useId } from "react";
import { cellState, type CellState } from "../../../shared/live/tally.ts";
import type { Cell } from "../../../shared/protocol/live.ts";
import { named, type Workbook } from "../workbook.ts";
import type { Cockpit } from "./model.ts";
import "./matrix.css";

interface Props {
  readonly room: Cockpit;
  readonly workbook: Workbook | null;
  readonly onOpen: (participantId: string) => void;
}

/** Learners × exercises: a shape and words for each, so that nothing is said by colour alone. */
export function Matrix({ room, workbook, onOpen }: Props) {
  const id = useId();
  const exercises = Object.keys(room.matrix).toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const members = [...room.members.values()].toSorted((a, b) => a.alias.localeCompare(b.alias, "en"));
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>Everyone in every exercise</h2>
      {/* Wide rooms scroll: the box takes the focus so that keys can do it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="matrix" aria-labelledby={id} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Learner</th>
              {exercises.map((exercise) => (
                <th key={exercise} scope="col" title={named(workbook?.outline, exercise)}>
                  {exercise}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {members.map(({ participantId, alias }) => (
              <tr key={participantId}>
                <th scope="row">
                  <button type="button" onClick={() => onOpen(participantId)}>
                    {alias}
                  </button>
                </th>
                {exercises.map((exercise) => (
                  <td key={exercise}>
                    <Stands cell={room.cells[participantId]?.[exercise]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Past it</th>
              {exercises.map((exercise) => {
                const tally = room.matrix[exercise];
                return (
                  <td key={exercise}>
                    {tally === undefined ? "" : `${tally.answered + tally.skipped} of ${tally.of}`}
                  </td>
                );
              })}
            </tr>
          </tfoot>
        </table>
      </section>
      <p className="matrix__key" aria-hidden="true">
        <i data-is="done" /> done <i data-is="begun" /> begun <i data-is="passed" /> passed{" "}
        <i data-is="empty" /> not yet
      </p>
    </section>
  );
}

const words: Readonly<Record<CellState, string>> = {
  empty: "not yet",
  begun: "begun",
  done: "done",
  passed: "passed",
};

function Stands({ cell }: { cell: Cell | undefined }) {
  const state = cell === undefined ? "empty" : cellState(cell);
  return (
    <span className="matrix__cell">
      <i data-is={state} aria-hidden="true" />
      {state === "begun" && cell !== undefined ? (
        <small>
          {cell.answered + cell.skipped}/{cell.of}
        </small>
      ) : state === "empty" ? (
        <span className="unseen">{words.empty}</span>
      ) : (
        <small>{words[state]}</small>
      )}
    </span>
  );
}
