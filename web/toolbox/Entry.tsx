import { useState } from "react";
import type { ToolName } from "../../shared/content/block.ts";
import type { Outside } from "../model/client.ts";
import { ClosedNote } from "../private/ClosedNote.tsx";
import { SendState } from "../thread/SendState.tsx";
import { Answered } from "../thread/Answered.tsx";
import { useView } from "../ui/useClient.ts";
import { dayName, localDay, onDay, time } from "../ui/when.ts";
import { OwnEditor, PlacedEditor } from "./Editor.tsx";
import type { ToolEntry } from "./entries.ts";
import { History } from "./History.tsx";
import { TwoVersions } from "./TwoVersions.tsx";
import { toolWords } from "./words.ts";
import "../thread/mine.css";

interface Props {
  readonly entry: ToolEntry;
  readonly tool: ToolName;
  readonly outside: Outside;
  readonly headId: string;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly onDelete: () => void;
}

/** One of them: where it comes from, what it says, and what can be done with it. */
export function Entry(props: Props) {
  const { entry, tool, headId, outside, isOpen, onOpen, onClose } = props;
  const conflict = useView((view) => view.conflicts.find((one) => one.about === entry.id));
  return (
    <li className="tool-entry">
      <h3 id={headId} tabIndex={-1}>
        <Origin entry={entry} /> <span className="tool-entry__when">{whenWords(entry)}</span>
      </h3>
      {conflict === undefined ? null : (
        <TwoVersions block={entry.block} conflict={conflict} focusId={headId} />
      )}
      {conflict !== undefined ? null : isOpen ? (
        entry.asked === null ? (
          <OwnEditor
            block={entry.block}
            tool={tool}
            value={entry.value ?? undefined}
            baseRev={entry.rev}
            outside={outside}
            onClose={onClose}
          />
        ) : (
          <PlacedEditor entry={entry} onClose={onClose} />
        )
      ) : (
        <Standing {...props} onOpen={onOpen} />
      )}
    </li>
  );
}

function Origin({ entry: { asked, id, block } }: { entry: ToolEntry }) {
  if (asked === null) return <span>Made here</span>;
  if (asked.retired) return <span>From an exercise that is no longer in the workbook</span>;
  const goal = block.config?.["goal"];
  return (
    <span>
      {typeof goal === "string" ? <b className="tool-entry__goal">{goal}</b> : null}
      From{" "}
      <a href={`/#q-${id}`}>
        {asked.exercise} {asked.title}
      </a>
    </span>
  );
}

function whenWords({ createdAt, changedAt }: ToolEntry): string {
  const made = `${dayName(createdAt)}, ${time(createdAt)}`;
  if (Date.parse(changedAt) - Date.parse(createdAt) < 60_000) return made;
  const isSameDay = localDay(createdAt) === localDay(changedAt);
  return `${made}; changed ${isSameDay ? time(changedAt) : onDay(changedAt)}`;
}

function Standing({ entry, tool, outside, onOpen, onDelete }: Props) {
  const closed = useView((view) => view.closed.get(entry.id));
  const sending = useView((view) => view.sending.get(entry.id));
  const draft = useView((view) => view.drafts.get(entry.id));
  const [showsHistory, setShowsHistory] = useState(false);
  const { one } = toolWords[tool];
  const canChange = entry.asked?.retired !== true;
  return (
    <>
      <div className="mine mine--wide">
        {entry.value === null ? null : <Answered block={entry.block} value={entry.value} />}
        {closed === undefined ? null : <ClosedNote why={closed} isNotes={entry.value !== null} />}
      </div>
      {draft === undefined || !canChange ? null : (
        <p className="tool-draft">
          Changes of {dayName(draft.at)}, {time(draft.at)}
          {draft.from === null ? "" : `, on ${draft.from}`}, are not kept yet.{" "}
          <button type="button" className="act" onClick={onOpen}>
            Go on with them
          </button>
        </p>
      )}
      <div className="meta tool-acts">
        {sending === undefined ? null : <SendState sending={sending} tab={0} onEdit={onOpen} />}
        {canChange ? (
          <button type="button" className="act" onClick={onOpen} aria-label={`Edit this ${one}`}>
            Edit
          </button>
        ) : null}
        {entry.rev > 1 ? (
          <button
            type="button"
            className="act"
            aria-expanded={showsHistory}
            onClick={() => setShowsHistory(!showsHistory)}
          >
            Earlier versions
          </button>
        ) : null}
        {entry.asked === null ? (
          <button type="button" className="act" onClick={onDelete} aria-label={`Delete this ${one}`}>
            Delete
          </button>
        ) : null}
      </div>
      {showsHistory ? (
        <History entry={entry} tool={tool} outside={outside} onDone={() => setShowsHistory(false)} />
      ) : null}
    </>
  );
}
