import { lazy, Suspense, useMemo } from "react";
import { ClosedNote } from "../private/ClosedNote.tsx";
import { arrives } from "../ui/arrives.ts";
import { useView } from "../ui/useClient.ts";
import { Answered } from "../thread/Answered.tsx";

const Erase = lazy(() => arrives(() => import("../data/Erase.tsx")));

/** Answers whose question is gone from the workbook: kept, shown, exported, erasable (decision 28). */
export function Retired() {
  const stem = useView((view) => view.stem);
  const answers = useView((view) => view.state?.answers);
  const kept = useMemo(
    () =>
      [...(stem?.retired.values() ?? [])].flatMap((block) => {
        const answer = answers?.get(block.id);
        return answer === undefined || answer.skipped || answer.erased ? [] : [{ block, answer }];
      }),
    [stem, answers],
  );
  if (kept.length === 0) return null;
  return (
    <details className="outline__retired">
      <summary>No longer in the workbook ({kept.length})</summary>
      {kept.map(({ block, answer }) => (
        <div key={block.id} className="outline__kept">
          <p>{block.text}</p>
          {answer.value === null ? (
            <ClosedNote why="locked" />
          ) : (
            <Answered block={block} value={answer.value} />
          )}
          <Suspense fallback={null}>
            <Erase what={{ blockId: block.id }} places="" onErased={() => undefined} />
          </Suspense>
        </div>
      ))}
    </details>
  );
}
