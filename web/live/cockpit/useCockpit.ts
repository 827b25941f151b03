import { useEffect, useState } from "react";
import { cockpitFrame } from "../../../shared/protocol/live.ts";
import { api } from "../api.ts";
import { openSocket, type LineState } from "../socket.ts";
import { folded, type Cockpit } from "./model.ts";

export interface Watched {
  /** Null until the room has told itself for the first time. */
  readonly room: Cockpit | null;
  readonly line: LineState;
  /** Where the room's socket is: the host says it (`protocol.md` section 1). */
  readonly socket: string;
}

/** As it is where the host says nothing else. */
const usual = (liveId: string): string => `/ws/live/${encodeURIComponent(liveId)}`;

/** The socket of one learner's thread, on the same host as the room's. */
export const observing = (socket: string, participantId: string): string =>
  socket.startsWith("/ws/")
    ? `/ws/observe/${encodeURIComponent(participantId)}`
    : `${socket}?observe=${encodeURIComponent(participantId)}`;

/** The room of a live session, as it happens. A tab that crashed, or lost its line, comes back to the same room. */
export function useCockpit(liveId: string): Watched {
  const [room, setRoom] = useState<Cockpit | null>(null);
  const [line, setLine] = useState<LineState>("connecting");
  const [socket, setSocket] = useState(usual(liveId));
  useEffect(() => {
    let end: (() => void) | null = null;
    let gone = false;
    const open = async () => {
      const said = await api.list();
      const told = said.ok ? said.body.sessions.find((one) => one.liveId === liveId)?.socket : undefined;
      const path = told ?? usual(liveId);
      if (gone) return;
      setSocket(path);
      end = openSocket(path, {
        state: setLine,
        message(parsed) {
          const frame = cockpitFrame.safeParse(parsed);
          // A frame this page does not know is a later server's.
          if (frame.success) setRoom((now) => folded(now, frame.data));
        },
      });
    };
    void open();
    return () => {
      gone = true;
      end?.();
    };
  }, [liveId]);
  return { room, line, socket };
}
