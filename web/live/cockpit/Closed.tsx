import { Page } from "../../pages/Page.tsx";
import type { LineState } from "../socket.ts";
import { dayWithin } from "../words.ts";
import type { Cockpit } from "./model.ts";

interface Props {
  readonly liveId: string;
  readonly line: LineState;
  readonly room: Cockpit | null;
}

/** A room that cannot be looked into: it has ended, it is somebody else's, or nothing is to be had yet. */
export function Closed({ liveId, line, room }: Props) {
  if (room !== null && room.ended !== null) {
    return (
      <Page
        title={`${room.session.title} has ended`}
        lead={`Nothing more is shared. Everyone keeps what they wrote. The report is here until ${dayWithin(room.ended.keptUntil)}.`}
      >
        <p className="live-page__ways">
          <a className="button button--main" href={`/live/${liveId}/report`}>
            Open the report
          </a>
          <a className="act" href="/live">
            Your sessions
          </a>
        </p>
      </Page>
    );
  }
  if (typeof line === "object") {
    return (
      <Page
        title="This session is not open to you"
        lead="It has ended, or it was opened from another account. What learners wrote is safe either way."
      >
        <p className="live-page__ways">
          <a className="button" href="/live">
            Your sessions
          </a>
          <a className="act" href="/sign-in">
            Sign in
          </a>
        </p>
      </Page>
    );
  }
  return (
    <Page
      title="Live session"
      lead={line === "offline" ? "There is no connection. It comes back by itself." : ""}
    >
      {null}
    </Page>
  );
}
