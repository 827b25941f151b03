import type { StemBlock } from "../../shared/content/block.ts";
import type { Conflict } from "../model/client.ts";
import { ClosedNote } from "../private/ClosedNote.tsx";
import { announce } from "../ui/announce.ts";
import { useClient } from "../ui/useClient.ts";
import { moment } from "../ui/when.ts";
import { Answered } from "./Answered.tsx";
import { useReading } from "./reading.ts";

/**
 * Two devices answered the same question: nothing is overwritten, the learner chooses (protocol, rule 5). Its
 * buttons are tab stops, unlike those of other messages: somebody has to choose.
 */
export function Choice({ block, conflict }: { block: StemBlock; conflict: Conflict }) {
  const client = useClient();
  const reading = useReading();
  const { theirs, mine } = conflict;
  const settle = (choice: "mine" | "theirs") => {
    reading.focusRow(`a-${block.id}`);
    client.settle(block.id, choice);
    announce("Your choice is kept.");
  };
  return (
    <fieldset className="conflict" aria-label="Two answers to this question">
      <p>
        You also {theirs.skipped ? "passed this" : "answered this"} on another device, {moment(theirs.at)}.
        Choose which to keep.
      </p>
      <div className="conflict__two">
        <div className="conflict__one">
          <h4>Written here</h4>
          <Standing block={block} value={mine} />
          <button type="button" className="button" onClick={() => settle("mine")}>
            Keep this one
          </button>
        </div>
        <div className="conflict__one">
          <h4>Written there</h4>
          <Standing block={block} value={theirs.skipped ? null : theirs.value} />
          <button type="button" className="button" onClick={() => settle("theirs")}>
            {theirs.skipped ? "Leave it passed" : "Keep that one"}
          </button>
        </div>
      </div>
    </fieldset>
  );
}

function Standing({ block, value }: { block: StemBlock; value: unknown }) {
  if (value === undefined) return <ClosedNote why="locked" />;
  return value === null ? (
    <p className="unticked">No answer</p>
  ) : (
    <div className="conflict__words">
      <Answered block={block} value={value} />
    </div>
  );
}
