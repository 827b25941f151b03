import { useId, useRef, useState } from "react";
import type { LearnersLive } from "../../../shared/protocol/room.ts";
import { announce } from "../../ui/announce.ts";
import { useClient, useView } from "../../ui/useClient.ts";
import { time } from "../../ui/when.ts";
import { api } from "../api.ts";
import { dayWithin, listed, readingWords, seenWords, whoWords } from "../words.ts";
import { PaceLine } from "./PaceLine.tsx";
import "./bar.css";

export { OnlyMe } from "./OnlyMe.tsx";

type Session = NonNullable<LearnersLive["session"]>;

/** Over the conversation for as long as a session or a share is on: who can see it, and who is looking now. */
export function LiveBar() {
  const live = useView((view) => view.live);
  const watching = useView((view) => view.watching);
  const session = live?.session ?? null;
  const shares = live?.shares ?? [];
  return (
    <>
      {session === null ? null : <InSession session={session} />}
      {session !== null || watching.length === 0 ? null : (
        <p className="strip live">{readingWords(watching)} Answers marked “Only me” stay hidden.</p>
      )}
      {shares.map((share) => (
        <p key={share.id} className="strip live">
          <span className="live__words">
            {share.name === null
              ? `An open link lets one person read your answers in ${modules(share.modules)}`
              : `${share.name} (${share.domain}) can read your answers in ${modules(share.modules)}`}{" "}
            until {dayWithin(share.until)}.
          </span>
          <a className="act" href="/share">
            Manage
          </a>
        </p>
      ))}
    </>
  );
}

const modules = (ids: readonly string[]): string => listed(ids);

function InSession({ session }: { session: Session }) {
  const client = useClient();
  const hand = useView((view) => view.hand);
  const online = useView((view) => view.connection === "online");
  const watching = useView((view) => view.watching);
  const id = useId();
  const sheet = useRef<HTMLDivElement>(null);
  const raise = () => {
    client.hand(!hand);
    announce(hand ? "Your hand is down." : "Your hand is up. The facilitator sees it.");
  };
  const who = listed(session.facilitators.map(({ name }) => name));
  return (
    <>
      <div className="strip live">
        <span className="live__words">
          <b>{session.title}</b>
          {" · "}
          {session.pending
            ? `${who} will let you in. Nothing is shared yet; write on meanwhile.`
            : seenWords(session, watching)}
        </span>
        {session.pending ? null : (
          <button
            type="button"
            className="act live__hand"
            aria-pressed={hand}
            disabled={!online}
            onClick={raise}
          >
            {hand ? "Hand is up" : "Raise hand"}
          </button>
        )}
        <button type="button" className="act" popoverTarget={id}>
          Session
        </button>
        <div id={id} ref={sheet} popover="auto" className="sheet live__sheet">
          <SessionSheet session={session} onDone={() => sheet.current?.hidePopover()} />
        </div>
      </div>
      {session.pending || session.pace === null ? null : <PaceLine pace={session.pace} who={who} />}
    </>
  );
}

function SessionSheet({ session, onDone }: { session: Session; onDone: () => void }) {
  const [stage, setStage] = useState<"all" | "leaving" | "blocking">("all");
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState("");
  const reasonId = useId();
  const end = async (block: boolean) => {
    const said = block
      ? await api.block(session.sessionId, reason.trim())
      : await api.leave(session.sessionId);
    if (!said.ok) {
      setProblem(said.message);
      return announce(said.message, "assertive");
    }
    announce("You have left. Nothing more is shared, and your answers are out of the report.");
    onDone();
  };
  return (
    <div className="live__in">
      <p>
        {session.pending
          ? `You are waiting to be let in as ${session.alias}.`
          : `You are here as ${session.alias}. Since ${time(session.since)}, ${whoWords(session.facilitators)} can see your answers in ${modules(session.modules)}.`}
      </p>
      <p>
        “Only me” beside an answer hides it from them. Private answers, drafts and everything outside these
        modules are never shared.
      </p>
      {problem === "" ? null : <p className="live__problem">{problem}</p>}
      {stage === "all" ? (
        <div className="live__ways">
          <button type="button" className="button" onClick={() => setStage("leaving")}>
            Leave the session
          </button>
          <a className="act" href="/account/looks">
            Who has looked
          </a>
          <button type="button" className="act" onClick={() => setStage("blocking")}>
            Report or block the facilitator
          </button>
        </div>
      ) : null}
      {stage === "leaving" ? (
        <>
          <p>Leaving ends sharing at once. Your workbook stays as it is, and goes on.</p>
          <div className="live__ways">
            <button type="button" className="button button--main" onClick={() => void end(false)}>
              Leave
            </button>
            <button type="button" className="button" onClick={() => setStage("all")}>
              Stay
            </button>
          </div>
        </>
      ) : null}
      {stage === "blocking" ? (
        <>
          <p>
            You leave at once, this facilitator can never join you to a session again, and whoever runs this
            site is told.
          </p>
          <label htmlFor={reasonId}>What happened? You need not say.</label>
          <textarea
            id={reasonId}
            rows={3}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="live__ways">
            <button type="button" className="button button--main" onClick={() => void end(true)}>
              Leave and report
            </button>
            <button type="button" className="button" onClick={() => setStage("all")}>
              Back
            </button>
          </div>
        </>
      ) : null}
    </div>
  );
}
