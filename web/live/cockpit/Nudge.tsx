import { useId, useState, type FormEvent } from "react";
import type { Member } from "../../../shared/protocol/live.ts";
import { announce } from "../../ui/announce.ts";
import { api } from "../api.ts";
import { useRun } from "./useRun.tsx";

interface Props {
  readonly liveId: string;
  readonly member: Member;
  /** The answer it hangs on. */
  readonly about: { readonly blockId: string; readonly words: string } | null;
  readonly onForget: () => void;
}

/** One short note: a private turn in this learner's thread. */
export function Nudge({ liveId, member: { participantId, alias }, about, onForget }: Props) {
  const id = useId();
  const [text, setText] = useState("");
  const [sent, setSent] = useState(false);
  const [run, problem] = useRun();
  const send = async (words: string) => {
    const hangs = about === null ? {} : { blockId: about.blockId };
    if (!(await run(() => api.nudge(liveId, { participantId, text: words, ...hangs })))) return;
    setText("");
    setSent(true);
    onForget();
    announce(`Sent to ${alias}.`);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") void send(text.trim());
  };
  return (
    <form className="nudge" onSubmit={submit}>
      <label htmlFor={id}>A note to {alias}</label>
      {about === null ? null : (
        <p className="nudge__about">
          About “{about.words}”{" "}
          <button type="button" className="act" onClick={onForget}>
            Not about it
          </button>
        </p>
      )}
      <textarea
        id={id}
        rows={2}
        maxLength={500}
        value={text}
        placeholder={`One short note, as a turn in ${alias}’s thread`}
        onChange={(event) => {
          setText(event.target.value);
          setSent(false);
        }}
      />
      <div className="nudge__foot">
        <span>{problem ?? (sent ? "Sent." : "One every two minutes.")}</span>
        <button type="submit" className="button button--main">
          Send note
        </button>
      </div>
    </form>
  );
}
