import { use } from "react";
import { announce } from "../ui/announce.ts";
import { useClient, useView } from "../ui/useClient.ts";
import { time } from "../ui/when.ts";
import { useReading } from "./reading.ts";
import { plainWords, TabStop } from "./Text.tsx";

/** One private turn from a facilitator or coach, where the learner is; it may hang on an earlier answer. */
export function FromFacilitator({ rowId }: { rowId: string }) {
  const client = useClient();
  const reading = useReading();
  const tab = use(TabStop);
  const noteId = rowId.replace(/^note-/, "");
  const note = useView((view) => view.state?.notes.get(noteId));
  const about = useView((view) =>
    typeof note?.blockId === "string" ? view.stem?.byKey.get(note.blockId) : undefined,
  );
  if (note === undefined) return null;
  const putAway = () => {
    announce("Put away.");
    reading.act();
    void client.outside().then((outside) => outside.noteSeen(noteId));
  };
  return (
    <aside className="note from" role="note" aria-label={`A note from ${note.from}, to you alone`}>
      <p className="from__who">
        <b>{note.from}</b> · to you alone · <time dateTime={note.at}>{time(note.at)}</time>
      </p>
      {about === undefined ? null : (
        <p className="from__about">
          About{" "}
          <a href={`#q-${about.id}`} tabIndex={tab}>
            {plainWords(about, client.recalls(about))}
          </a>
        </p>
      )}
      <p className="words">{note.text}</p>
      <button type="button" className="act" onClick={putAway}>
        Put away
      </button>
    </aside>
  );
}
