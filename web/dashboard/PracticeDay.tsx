import { useCallback, useMemo, useRef, useState } from "react";
import type { StemBlock } from "../../shared/content/block.ts";
import type { Practice } from "../../shared/content/release.ts";
import { practiceKey } from "../../shared/engine/state.ts";
import type { Outside } from "../model/client.ts";
import { Gate } from "../private/Gate.tsx";
import { PrivateField } from "../private/PrivateField.tsx";
import { useLock } from "../private/useLock.ts";
import { SendState } from "../thread/SendState.tsx";
import { announce } from "../ui/announce.ts";
import { useClient, useView } from "../ui/useClient.ts";
import { dayWords } from "./days.ts";

/** What fits into a note, sealed (SPEC PL1). */
const longestNote = 280;

interface Props {
  readonly practice: Practice;
  readonly day: string;
  readonly today: string;
  readonly outside: Outside;
}

/** One day of it: done or not, and a line for nobody else. */
export function PracticeDay({ practice, day, today, outside }: Props) {
  const about = practiceKey(practice.key, day);
  const entry = useView((view) => view.state?.practices.get(about));
  const sending = useView((view) => view.sending.get(about));
  const done = entry?.done === true;
  return (
    <section className="practice__day" aria-label={dayWords(day)}>
      <h2>{day === today ? "Today" : dayWords(day)}</h2>
      <button
        type="button"
        className={done ? "button" : "button button--main"}
        onClick={() => {
          outside.practice(practice.key, day, !done, undefined);
          announce(done ? "The mark is taken back." : "Marked as done.");
        }}
      >
        {done ? "Take the mark back" : "Mark it as done"}
      </button>
      <NoteOf practice={practice} day={day} done={done} outside={outside} />
      {sending === undefined ? null : (
        <p className="meta">
          <SendState sending={sending} tab={0} />
        </p>
      )}
    </section>
  );
}

type NoteProps = Pick<Props, "practice" | "day" | "outside"> & { readonly done: boolean };

/** Takes the focus whenever what had it in here has gone. */
function NoteOf(props: NoteProps) {
  const box = useRef<HTMLDivElement>(null);
  const focusBox = useCallback(() => box.current?.focus({ preventScroll: true }), []);
  return (
    <div ref={box} tabIndex={-1}>
      <Note {...props} focusBox={focusBox} />
    </div>
  );
}

function Note({ practice, day, done, outside, focusBox }: NoteProps & { readonly focusBox: () => void }) {
  const client = useClient();
  const about = practiceKey(practice.key, day);
  const block = useMemo(() => noteBlock(about), [about]);
  const lock = useLock(block);
  const note = useView((view) => view.state?.practices.get(about)?.note);
  const draft = useView((view) => view.drafts.get(about)?.value);
  const standing = typeof note === "string" ? note : "";
  const [typed, setTyped] = useState<string | null>(null);
  const [writes, setWrites] = useState(false);
  const text = typed ?? (typeof draft === "string" ? draft : standing);
  const tooLong = text.trim().length > longestNote;
  if (!writes && text === "" && lock !== "open") {
    return (
      <button
        type="button"
        className="act"
        onClick={() => {
          focusBox();
          setWrites(true);
        }}
      >
        Add a note
      </button>
    );
  }
  if (lock !== "open") {
    return (
      <Gate lock={lock} onOpening={focusBox}>
        <button
          type="button"
          className="act"
          onClick={() => {
            focusBox();
            setWrites(false);
          }}
        >
          Close
        </button>
      </Gate>
    );
  }
  return (
    <PrivateField block={block}>
      <form
        className="practice__note"
        onSubmit={(event) => {
          event.preventDefault();
          if (tooLong || text.trim() === standing) return;
          outside.practice(practice.key, day, done, text.trim());
          focusBox();
          setTyped(null);
          announce("The note is kept.");
        }}
      >
        <label htmlFor={`note-${about}`}>A note, for you alone</label>
        <textarea
          // Whoever asked for it writes in it at once.
          ref={writes ? takesFocus : undefined}
          id={`note-${about}`}
          rows={2}
          value={text}
          aria-invalid={tooLong ? true : undefined}
          aria-describedby={`note-${about}-problem`}
          onChange={(event) => {
            setTyped(event.target.value);
            outside.draftNote(practice.key, day, event.target.value);
          }}
        />
        <p id={`note-${about}-problem`} className="failed">
          {tooLong ? `This is ${text.trim().length} characters long; ${longestNote} fit here.` : ""}
        </p>
        {text.trim() === standing ? null : (
          <p className="practice__keep">
            <button type="submit" className="button">
              Keep the note
            </button>
            <button
              type="button"
              className="act"
              onClick={() => {
                focusBox();
                client.discardDraft(about);
                setTyped(null);
              }}
            >
              Leave it as it was
            </button>
          </p>
        )}
      </form>
    </PrivateField>
  );
}

const takesFocus = (field: HTMLTextAreaElement | null) => field?.focus();

/** The note of a day as its lock knows it: a private text that belongs to no exercise. */
const noteBlock = (about: string): StemBlock => ({
  id: about,
  sequence: 0,
  part: 0,
  module: 0,
  exercise: 0,
  activity: 0,
  type: "prompt",
  inputType: "textarea",
  required: false,
  private: true,
  text: "",
  nodes: [],
  stemId: 0,
  contentId: 0,
  since: 0,
});
