import { useEffect, useState } from "react";
import { openSocket, type LineState } from "../socket.ts";
import { nothingSeen, watched, type Thread } from "./observed.ts";

const protocolVersion = 1;

/** One learner's thread, read only, as it happens. Looking is told to the learner, and noted for them. */
export function useThread(socket: string): { readonly thread: Thread; readonly line: LineState } {
  const [thread, setThread] = useState<Thread>(nothingSeen);
  const [line, setLine] = useState<LineState>("connecting");
  useEffect(() => {
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const deviceId = crypto.randomUUID();
    // Nothing of a watched thread is kept: every line begins with all of it.
    const hello = { t: "hello", v: protocolVersion, deviceId, epoch: null, lastSeq: 0, zone };
    return openSocket(socket, {
      hello,
      state: setLine,
      message: (parsed) => setThread((now) => watched(now, parsed)),
    });
  }, [socket]);
  return { thread, line };
}
