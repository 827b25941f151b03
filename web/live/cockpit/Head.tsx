import { useEffect, useId, useRef, useState } from "react";
import { spaced } from "../../../shared/live/code.ts";
import { announce } from "../../ui/announce.ts";
import { Qr } from "../../ui/Qr.tsx";
import { api } from "../api.ts";
import { counted } from "../words.ts";
import { busiest, isHere, type Cockpit } from "./model.ts";
import { useRun } from "./useRun.tsx";

/** What the session is, how it goes in one line, how people come in, and its end. */
export function Head({ room, online }: { room: Cockpit; online: boolean }) {
  const { session, members, matrix } = room;
  const here = [...members.values()].filter(isHere).length;
  const busy = busiest(room);
  const tally = busy === null ? undefined : matrix[busy];
  return (
    <header className="cockpit__head">
      <h1>{session.title}</h1>
      <p className="cockpit__facts">
        <b>{here}</b> here
        {tally === undefined ? null : (
          <>
            {" · "}
            <b>
              {tally.answered} of {tally.of}
            </b>{" "}
            past {busy}
          </>
        )}
        {online ? null : <span className="cockpit__offline"> · No connection. This is how it was.</span>}
      </p>
      <Code room={room} />
      <EndButton liveId={session.liveId} many={members.size} />
    </header>
  );
}

function Code({ room }: { room: Cockpit }) {
  const { code, link, expiresAt, liveId } = room.session;
  const id = useId();
  const [run, problem] = useRun();
  if (code === null || link === null) {
    return (
      <span className="cockpit__code">
        <button type="button" className="act" onClick={() => void run(() => api.code(liveId))}>
          The code has expired. Make another
        </button>
        {problem}
      </span>
    );
  }
  return (
    <span className="cockpit__code">
      <small>Join code</small>{" "}
      <button
        type="button"
        popoverTarget={id}
        aria-label={`Join code ${spaced(code)}: show the link and the picture`}
      >
        {spaced(code)}
      </button>
      <span id={id} popover="auto" className="sheet cockpit__ways-in">
        <Qr text={link} says={`A QR code that opens ${link}`} />
        <span className="cockpit__link">{link}</span>
        {expiresAt === null ? null : (
          <small>
            Good until{" "}
            {new Date(expiresAt).toLocaleTimeString(undefined, { hour: "numeric", minute: "2-digit" })}
          </small>
        )}
        <button
          type="button"
          className="button"
          onClick={() => void navigator.clipboard.writeText(link).then(() => announce("The link is copied."))}
        >
          Copy the link
        </button>
        <a className="act" href={`/live/${liveId}/show`} target="_blank" rel="noreferrer">
          Show it on the wall <span className="unseen">(opens a new tab)</span>
        </a>
        <Invite liveId={liveId} />
      </span>
    </span>
  );
}

/** A link for one more facilitator. */
function Invite({ liveId }: { liveId: string }) {
  const [link, setLink] = useState<string | null>(null);
  const [run, problem] = useRun();
  const make = () =>
    void run(async () => {
      const said = await api.invite(liveId);
      if (said.ok) setLink(said.body.link);
      return said;
    });
  return (
    <>
      {link === null ? (
        <button type="button" className="act" onClick={make}>
          Invite a co-facilitator
        </button>
      ) : (
        <>
          <span className="cockpit__link">
            For one facilitator, for a day: <b>{link}</b>
          </span>
          <button
            type="button"
            className="button"
            onClick={() =>
              void navigator.clipboard.writeText(link).then(() => announce("The invitation is copied."))
            }
          >
            Copy the invitation
          </button>
        </>
      )}
      {problem}
    </>
  );
}

function EndButton({ liveId, many }: { liveId: string; many: number }) {
  const id = useId();
  const first = useRef<HTMLButtonElement>(null);
  const sheet = useRef<HTMLSpanElement>(null);
  const [run, problem] = useRun();
  useEffect(() => {
    const box = sheet.current;
    const focus = () => first.current?.focus();
    box?.addEventListener("toggle", focus);
    return () => box?.removeEventListener("toggle", focus);
  }, []);
  return (
    <>
      <button type="button" className="button" popoverTarget={id}>
        End session
      </button>
      <span id={id} ref={sheet} popover="auto" className="sheet cockpit__ending">
        <span>
          End it for {counted(many, "learner", "learners")}? They keep all they wrote and go on alone. The
          report stays for 90 days, and nothing more is shared.
        </span>
        <span className="cockpit__row">
          <button
            ref={first}
            type="button"
            className="button button--main"
            onClick={() => void run(() => api.end(liveId))}
          >
            End it
          </button>
          <button type="button" className="button" popoverTarget={id} popoverTargetAction="hide">
            Go on
          </button>
        </span>
        {problem}
      </span>
    </>
  );
}
