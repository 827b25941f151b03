import { useState } from "react";
import * as z from "zod/mini";
import { useAct } from "../form/form.tsx";
import { call } from "../pages/request.ts";
import { announce } from "../ui/announce.ts";
import { takesFocus } from "../ui/takesFocus.ts";
import { dayName, time } from "../ui/when.ts";

export const alert = z.object({ id: z.string(), code: z.string(), detail: z.unknown(), at: z.string() });
type Alert = z.infer<typeof alert>;

/** What a learner has reported (decision 37): who it was about, and their reason, where they gave one. */
const sessionReport = z.object({
  liveId: z.string(),
  facilitators: z.array(z.object({ name: z.string(), domain: z.string() })),
  reason: z.nullable(z.string()),
});
const coachReport = z.object({ coach: z.string(), reason: z.nullable(z.string()) });
const done = z.object({});

interface Props {
  readonly alerts: readonly Alert[];
  /** Of the live sessions in them, those that go on. */
  readonly openSessions: readonly string[];
  readonly onDone: () => void;
}

/** What waits for an operator, the newest first. */
export function Alerts({ alerts, openSessions, onDone }: Props) {
  const [act, run] = useAct();
  if (alerts.length === 0) return <p>None is open.</p>;
  const tell = async (path: string, body: object, words: string) => {
    if (!(await run(() => call("POST", path, done, { body })))) return;
    announce(words);
    onDone();
  };
  return (
    <>
      {act.refused === null ? null : <p className="said said--alarm">{act.refused.message}</p>}
      <ul className="things">
        {alerts.map((one) => {
          const { title, words, liveId } = told(one);
          return (
            <li key={one.id}>
              <p>
                <b>{title}</b>
                <span>
                  {dayName(one.at)}, {time(one.at)}
                  {words === "" ? null : ` · ${words}`}
                </span>
              </p>
              <span className="forms__ways">
                {liveId === null ? null : openSessions.includes(liveId) ? (
                  <End
                    onEnd={() => void tell(`/api/operator/live/${liveId}/end`, {}, "The session has ended")}
                  />
                ) : (
                  <span>The session has ended.</span>
                )}
                <button
                  type="button"
                  className="act"
                  aria-label={`Dealt with: ${title}`}
                  onClick={() => void tell("/api/operator/alerts", { id: one.id }, "Dealt with")}
                >
                  Dealt with
                </button>
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** It ends for everybody in it: asked once more before it is done. */
function End({ onEnd }: { onEnd: () => void }) {
  /** Null until it has been asked. */
  const [asks, setAsks] = useState<boolean | null>(null);
  if (asks !== true) {
    return (
      <button
        type="button"
        className="act"
        ref={asks === null ? undefined : takesFocus}
        onClick={() => setAsks(true)}
      >
        End the session
      </button>
    );
  }
  return (
    <>
      <button type="button" className="act" ref={takesFocus} onClick={onEnd}>
        End it for everybody
      </button>
      <button type="button" className="act" onClick={() => setAsks(false)}>
        Leave it on
      </button>
    </>
  );
}

interface Told {
  readonly title: string;
  readonly words: string;
  /** The session that it is about. */
  readonly liveId: string | null;
}

function told({ code, detail }: Alert): Told {
  const session = sessionReport.safeParse(detail);
  if (code === "live_reported" && session.success) {
    const { liveId, facilitators, reason } = session.data;
    const who = facilitators.map(({ name, domain }) => `${name} (${domain})`).join(", ");
    return { title: "A learner reported a session", words: `Led by ${who}. ${reasonWords(reason)}`, liveId };
  }
  const coach = coachReport.safeParse(detail);
  if (code === "coach_reported" && coach.success) {
    const words = `${coach.data.coach}. ${reasonWords(coach.data.reason)}`;
    return { title: "A learner reported a coach", words, liveId: null };
  }
  const words = detail === null || detail === undefined ? "" : JSON.stringify(detail);
  return { title: code, words, liveId: null };
}

const reasonWords = (reason: string | null): string =>
  reason === null || reason === "" ? "They gave no reason." : `They wrote: “${reason}”`;
