import { useId, useState } from "react";
import { api } from "../api.ts";
import { counted } from "../words.ts";
import { named, type Workbook } from "../workbook.ts";
import { exerciseIdOf } from "../../../shared/content/where.ts";
import type { Cockpit } from "./model.ts";
import { useRun } from "./useRun.tsx";

/** Where the group is asked to go, and whether it rests. It advises: nobody is moved, and nothing is closed. */
export function Pacing({ room, workbook }: { room: Cockpit; workbook: Workbook | null }) {
  const { pace, session, matrix } = room;
  const id = useId();
  const [target, setTarget] = useState("");
  const [run, problem] = useRun();
  if (session.mode === "self" && pace === null) {
    return (
      <section aria-labelledby={id} className="pacing">
        <h2 id={id}>Pace</h2>
        <p>
          Everyone goes at their own pace.{" "}
          <button
            type="button"
            className="act"
            onClick={() => void run(() => api.pace(session.liveId, { paused: true }))}
          >
            Pause the group
          </button>
        </p>
        {problem}
      </section>
    );
  }
  const exercises = Object.keys(matrix).toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const first = (exercise: string) =>
    workbook?.blocks.find((block) => exerciseIdOf(block) === exercise && block.type !== "content")?.id;
  const here = pace?.blockId === undefined ? undefined : workbook?.byKey.get(pace.blockId);
  const point = () => {
    const blockId = first(target);
    if (blockId === undefined) return;
    void run(() => api.pace(session.liveId, { blockId, paused: pace?.paused ?? false }));
  };
  const pause = (paused: boolean) =>
    void run(() =>
      api.pace(session.liveId, {
        ...(pace?.blockId === undefined ? {} : { blockId: pace.blockId }),
        ...(paused ? { paused } : {}),
      }),
    );
  return (
    <section aria-labelledby={id} className="pacing">
      <h2 id={id}>Pace</h2>
      {here === undefined ? null : (
        <p>
          Everyone is pointed to <b>{named(workbook?.outline, exerciseIdOf(here))}</b>
          {pace?.reached === undefined || pace.of === undefined
            ? "."
            : `: ${pace.reached} of ${counted(pace.of, "learner", "learners")} have reached it.`}{" "}
          <button
            type="button"
            className="act"
            onClick={() =>
              void run(() => api.pace(session.liveId, pace?.paused === true ? { paused: true } : {}))
            }
          >
            Take it back
          </button>
        </p>
      )}
      <p className="cockpit__row">
        <select
          aria-label="Point everyone to"
          value={target}
          onChange={(event) => setTarget(event.target.value)}
        >
          <option value="">Point everyone to…</option>
          {exercises.map((exercise) => (
            <option key={exercise} value={exercise}>
              {named(workbook?.outline, exercise)}
            </option>
          ))}
        </select>
        <button type="button" className="button" aria-disabled={target === ""} onClick={point}>
          Point there
        </button>
        <button
          type="button"
          className="button"
          aria-pressed={pace?.paused ?? false}
          onClick={() => pause(!(pace?.paused ?? false))}
        >
          {pace?.paused === true ? "Go on" : "Pause the group"}
        </button>
      </p>
      {problem}
    </section>
  );
}
