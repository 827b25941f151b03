import { useEffect, useRef, useState } from "react";
import { closeCodes } from "../../../shared/protocol/codes.ts";
import { openSocket, type LineState } from "../socket.ts";
import { nothingSeen, watched, type Thread } from "./observed.ts";

const protocolVersion = 1;
const againMs = 1500;

/**
 * One learner's thread, read only, as it happens. Looking is told to the learner, and noted for them.
 * @param tries how often a refusal before anything was seen is tried again: who has just joined stands in the room a
 * moment before D1 knows that they may be looked at
 */
export function useThread(socket: string, tries = 0): { readonly thread: Thread; readonly line: LineState } {
  const [thread, setThread] = useState<Thread>(nothingSeen);
  const [line, setLine] = useState<LineState>("connecting");
  const [tried, setTried] = useState(0);
  const hasSeen = useRef(false);
  useEffect(() => {
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const deviceId = crypto.randomUUID();
    // Nothing of a watched thread is kept: every line begins with all of it.
    const hello = { t: "hello", v: protocolVersion, deviceId, epoch: null, lastSeq: 0, zone };
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const end = openSocket(socket, {
      hello,
      state(next) {
        const isRefused = typeof next === "object" && next.ended === closeCodes.forbidden;
        const isEarly = isRefused && !hasSeen.current && tried < tries;
        if (isEarly) waiting = setTimeout(() => setTried(tried + 1), againMs);
        setLine(isEarly ? "connecting" : next);
      },
      message(parsed) {
        hasSeen.current = true;
        setThread((now) => watched(now, parsed));
      },
    });
    return () => {
      clearTimeout(waiting);
      end();
    };
  }, [socket, tried, tries]);
  return { thread, line };
}
