import type { ReactNode } from "react";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { Page } from "../pages/Page.tsx";
import { SavedState } from "../ui/SavedState.tsx";
import { SendSpeech } from "../ui/SendSpeech.tsx";
import { useView } from "../ui/useClient.ts";
import "./toolbox.css";

interface Props {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: (stem: Stem, state: LearnerState) => ReactNode;
}

/** A page of what is the learner's own: with whether it is saved, and what stands there while nobody is known. */
export function Own({ title, lead, children }: Props) {
  const phase = useView((view) => view.phase);
  const stem = useView((view) => view.stem);
  const state = useView((view) => view.state);
  const awaits = useView((view) => view.awaitingTurn);
  // Before a session is known, and until its snapshot comes, there is only the workbook as it begins for everybody.
  const isKnown = phase !== "loading" && phase !== "landing" && !(awaits && state?.answers.size === 0);
  const isHere = isKnown && stem !== null && state !== null && stem.outline.length > 0;
  return (
    <Page title={title} lead={lead}>
      {isHere ? (
        <>
          <div className="own-saved">
            <SavedState />
          </div>
          {children(stem, state)}
          <SendSpeech />
        </>
      ) : phase === "landing" || phase === "signed_out" ? (
        <p className="own-nobody">
          This page shows what you make in your own workbook.{" "}
          <a href={phase === "landing" ? "/" : "/sign-in"}>
            {phase === "landing" ? "Begin it on the first page" : "Sign in to see it"}
          </a>
          .
        </p>
      ) : (
        <p className="own-nobody">{phase === "loading" || phase === "thread" ? "…" : <Away />}</p>
      )}
    </Page>
  );
}

const Away = () => (
  <>
    Your workbook cannot be reached from here at the moment. What you wrote is kept.{" "}
    <button type="button" className="act" onClick={() => location.reload()}>
      Try again
    </button>
  </>
);
