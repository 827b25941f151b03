import { useId, useState, type FormEvent } from "react";
import { announce } from "../../ui/announce.ts";
import { api } from "../api.ts";
import { useRun } from "./useRun.tsx";

/** What the facilitators keep for themselves: it stands in the report, and no learner ever sees it. */
export function OwnNotes({ liveId }: { liveId: string }) {
  const id = useId();
  const [text, setText] = useState("");
  const [kept, setKept] = useState<readonly string[]>([]);
  const [run, problem] = useRun();
  const keep = (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    if (words === "") return;
    void run(async () => {
      const said = await api.ownNote(liveId, words);
      if (said.ok) {
        setKept((now) => [...now, words]);
        setText("");
        announce("Kept in the report.");
      }
      return said;
    });
  };
  return (
    <section className="own-notes">
      <h2>
        <label htmlFor={id}>Your own notes</label> <small>only for facilitators, in the report</small>
      </h2>
      {kept.map((words, i) => (
        <p key={`${i} ${words}`}>{words}</p>
      ))}
      <form onSubmit={keep}>
        <textarea
          id={id}
          rows={2}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="button">
          Keep
        </button>
        {problem}
      </form>
    </section>
  );
}
