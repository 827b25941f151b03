import type { Waiting } from "../../../shared/protocol/live.ts";
import { api } from "../api.ts";
import { sinceWords } from "../words.ts";
import { useRun } from "./useRun.tsx";

interface Props {
  readonly liveId: string;
  readonly waiting: readonly Waiting[];
  readonly now: number;
}

/** Who waits to be let in. They can write meanwhile; nothing of theirs is shared. */
export function WaitingRoom({ liveId, waiting, now }: Props) {
  const [run, problem] = useRun();
  const admit = async (ids: readonly string[]) => {
    for (const id of ids) await run(() => api.admit(liveId, id));
  };
  return (
    <section aria-labelledby="waiting" className="waiting-room">
      <h2 id="waiting">
        Waiting <small>{waiting.length}</small>
        {waiting.length < 2 ? null : (
          <button
            type="button"
            className="act"
            onClick={() => void admit(waiting.map(({ participantId }) => participantId))}
          >
            Let everybody in
          </button>
        )}
      </h2>
      <ul>
        {waiting.map(({ participantId, alias, since }) => (
          <li key={participantId}>
            <b>{alias}</b> <span>{sinceWords(since, now)}</span>
            <button type="button" className="button" onClick={() => void admit([participantId])}>
              Let in<span className="unseen"> {alias}</span>
            </button>
            <button
              type="button"
              className="act"
              onClick={() => void run(() => api.remove(liveId, participantId))}
            >
              Turn away<span className="unseen"> {alias}</span>
            </button>
          </li>
        ))}
      </ul>
      {problem}
    </section>
  );
}
