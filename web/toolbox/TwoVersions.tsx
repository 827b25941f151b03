import type { StemBlock } from "../../shared/content/block.ts";
import type { Conflict } from "../model/client.ts";
import { ClosedNote } from "../private/ClosedNote.tsx";
import { Answered } from "../thread/Answered.tsx";
import { announce } from "../ui/announce.ts";
import { useClient } from "../ui/useClient.ts";
import { dayName, time } from "../ui/when.ts";

interface Props {
  readonly block: StemBlock;
  readonly conflict: Conflict;
  /** What has the focus once one is chosen. */
  readonly focusId: string;
}

/** Two devices changed the same one: nothing is overwritten, the learner chooses (protocol, rule 5). */
export function TwoVersions({ block, conflict, focusId }: Props) {
  const client = useClient();
  const { mine, theirs } = conflict;
  const settle = (choice: "mine" | "theirs") => {
    client.settle(conflict.about, choice);
    document.getElementById(focusId)?.focus();
    announce("Your choice is kept.");
  };
  const side = (title: string, value: unknown, choice: "mine" | "theirs") => (
    <div className="conflict__one">
      <h4>{title}</h4>
      {value === undefined ? (
        <ClosedNote why="locked" />
      ) : value === null ? (
        <p className="unticked">Deleted</p>
      ) : (
        <div className="conflict__words">
          <Answered block={block} value={value} />
        </div>
      )}
      <button type="button" className="button" onClick={() => settle(choice)}>
        {value === null ? "Leave it deleted" : choice === "mine" ? "Keep this one" : "Keep that one"}
      </button>
    </div>
  );
  return (
    <fieldset className="conflict" aria-label="Two versions of this">
      <p>
        You also changed this on another device: {dayName(theirs.at)}, {time(theirs.at)}. Choose which to
        keep.
      </p>
      <div className="conflict__two">
        {side("Written here", mine, "mine")}
        {side("Written there", theirs.value, "theirs")}
      </div>
    </fieldset>
  );
}
