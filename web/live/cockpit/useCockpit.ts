import { useEffect, useState } from "react";
import { cockpitFrame } from "../../../shared/protocol/live.ts";
import { openSocket, type LineState } from "../socket.ts";
import { folded, type Cockpit } from "./model.ts";

export interface Watched {
  /** Null until the room has told itself for the first time. */
  readonly room: Cockpit | null;
  readonly line: LineState;
}

/** The room of a live session, as it happens. A tab that crashed, or lost its line, comes back to the same room. */
export function useCockpit(liveId: string): Watched {
  const [room, setRoom] = useState<Cockpit | null>(null);
  const [line, setLine] = useState<LineState>("connecting");
  useEffect(
    () =>
      openSocket(`/ws/live/${encodeURIComponent(liveId)}`, {
        state: setLine,
        message(parsed) {
          const frame = cockpitFrame.safeParse(parsed);
          // A frame this page does not know is a later server's.
          if (frame.success) setRoom((now) => folded(now, frame.data));
        },
      }),
    [liveId],
  );
  return { room, line };
}
