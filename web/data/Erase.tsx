import { useState } from "react";
import { useAct } from "../form/form.tsx";
import { announce } from "../ui/announce.ts";
import { api } from "./api.ts";

interface Props {
  /** A placement's key, or an instance of a tool. */
  readonly what: { readonly blockId: string } | { readonly tool: string; readonly instanceId: string };
  /** Later blocks that bring it back, in words; empty where there are none. */
  readonly places: string;
  readonly onErased: () => void;
}

/** Erases one answer for good (decision 36): asked once, said what goes with it, no undo. */
export default function Erase({ what, places, onErased }: Props) {
  const [asked, setAsked] = useState(false);
  const [act, run] = useAct();
  if (!asked) {
    return (
      <button type="button" className="act" onClick={() => setAsked(true)}>
        Erase it for good
      </button>
    );
  }
  const erase = async () => {
    const done = await run(() =>
      "blockId" in what ? api.eraseAnswer(what.blockId) : api.eraseInstance(what.tool, what.instanceId),
    );
    if (!done) return;
    announce("Erased.");
    onErased();
  };
  return (
    <fieldset>
      <legend className="unseen">Erase it for good</legend>
      <p>
        The answer, its earlier versions and its drafts are deleted, here and on our side. There is no undo.
        {places === "" ? null : ` It is used in ${places}: what you wrote there stays.`}
      </p>
      {act.refused === null ? null : <p role="alert">{act.refused.message}</p>}
      <p className="erase__ways">
        <button type="button" className="button" aria-disabled={act.busy} onClick={() => void erase()}>
          {act.busy ? "Erasing…" : "Erase it"}
        </button>
        <button type="button" className="act" onClick={() => setAsked(false)}>
          Keep it
        </button>
      </p>
    </fieldset>
  );
}
