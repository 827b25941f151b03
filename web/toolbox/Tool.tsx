import { useMemo, useState } from "react";
import type { ToolInfo } from "../../shared/content/release.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { announce } from "../ui/announce.ts";
import { useView } from "../ui/useClient.ts";
import { reminderFile } from "./calendar.ts";
import { Download } from "./Download.tsx";
import { Entry } from "./Entry.tsx";
import { entriesOf, isWhole, ownBlock } from "./entries.ts";
import { OwnEditor } from "./Editor.tsx";
import { Overview } from "./Overview.tsx";
import { Own } from "./Own.tsx";
import { saveText } from "./save.ts";
import { Locked } from "./Tools.tsx";
import { Unkept } from "./Unkept.tsx";
import { useFocusLater } from "./useFocusLater.ts";
import { useOutside } from "./useOutside.ts";
import { countWords, toolWords } from "./words.ts";

/** `/tools/<name>`: everything made with one tool, and a new one. */
export function Tool({ info }: { info: ToolInfo }) {
  return (
    <Own title={info.label} lead={info.description}>
      {(stem, state) =>
        state.unlocked.has(info.name) ? (
          <Unlocked info={info} stem={stem} state={state} />
        ) : (
          <>
            <p className="own-nobody">
              <Locked info={info} stem={stem} />. From then on it can be used here, too.
            </p>
            <AllTools />
          </>
        )
      }
    </Own>
  );
}

function Reminder({ info }: { info: ToolInfo }) {
  const { name, reminder } = info;
  if (reminder === undefined) return null;
  return (
    <p>
      {reminder.frequency === "daily" ? "Every day" : "Every week"} a card on{" "}
      <a href="/dashboard">your day</a> asks for one.{" "}
      <button
        type="button"
        className="act"
        onClick={() => {
          const address = `${location.origin}/tools/${name}`;
          saveText(`${name}.ics`, reminderFile(info, reminder, address, new Date()), "text/calendar");
        }}
      >
        Put it into your calendar
      </button>
    </p>
  );
}

const AllTools = () => (
  <p className="tool-others">
    <a className="act" href="/tools">
      All tools
    </a>
  </p>
);

function Unlocked({ info, stem, state }: { info: ToolInfo; stem: Stem; state: LearnerState }) {
  const { name } = info;
  const outside = useOutside();
  const closed = useView((view) => view.closed);
  const entries = useMemo(() => entriesOf(stem, state, closed, name), [stem, state, closed, name]);
  /** The one that is open in its editor; a new one has an id from the start. */
  const [open, setOpen] = useState<string | null>(null);
  const [deleted, setDeleted] = useState<{ readonly id: string; readonly undo: () => void } | null>(null);
  const focusLater = useFocusLater();
  const isNew = open !== null && !entries.some((entry) => entry.id === open);
  const close = (id: string) => {
    setOpen(null);
    focusLater(entries.some((entry) => entry.id === id) ? headOf(id) : beginId);
  };
  if (outside === null) return null;
  return (
    <>
      <div className="tool-begin">
        {isNew ? null : (
          <button
            type="button"
            className="button button--main"
            id={beginId}
            onClick={() => setOpen(crypto.randomUUID())}
          >
            {toolWords[name].begin}
          </button>
        )}
        <Reminder info={info} />
      </div>
      {isNew ? (
        <OwnEditor
          key={open}
          block={ownBlock(stem, name, open)}
          tool={name}
          value={undefined}
          baseRev={0}
          outside={outside}
          onClose={(kept) => {
            setOpen(null);
            focusLater(kept ? headOf(open) : beginId);
          }}
        />
      ) : null}
      <Unkept tool={name} entries={entries} open={open} onOpen={setOpen} />
      {deleted === null ? null : (
        <p className="tool-deleted">
          <span>One {toolWords[name].one} is deleted.</span>
          <button
            type="button"
            className="act"
            id={undoId}
            onClick={() => {
              deleted.undo();
              focusLater(headOf(deleted.id));
              setDeleted(null);
              announce("It is back.");
            }}
          >
            Undo
          </button>
        </p>
      )}
      <Overview tool={name} entries={entries} />
      <h2>{isWhole(stem, state) ? countWords(name, entries.length) : "What you made…"}</h2>
      <ul className="tool-entries">
        {entries.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            tool={name}
            outside={outside}
            headId={headOf(entry.id)}
            isOpen={open === entry.id}
            onOpen={() => setOpen(entry.id)}
            onClose={() => close(entry.id)}
            onDelete={() => {
              setDeleted({ id: entry.id, undo: outside.remove(name, entry.id) });
              focusLater(undoId);
            }}
          />
        ))}
      </ul>
      {entries.length === 0 ? null : (
        <Download info={info} entries={entries} closed={closed} state={state} stem={stem} />
      )}
      <AllTools />
    </>
  );
}

const beginId = "tool-begin";
const undoId = "tool-undo";
const headOf = (id: string) => `entry-${id}`;
