import { useEffect, useState } from "react";
import type * as z from "zod/mini";
import { exerciseIdOf } from "../../../shared/content/where.ts";
import { spaced } from "../../../shared/live/code.ts";
import type { projectorAnswer } from "../../../shared/protocol/live.ts";
import { plainWords } from "../../thread/Text.tsx";
import { Qr } from "../../ui/Qr.tsx";
import { useCockpit } from "../cockpit/useCockpit.ts";
import { api } from "../api.ts";
import { Value } from "../watch/Answers.tsx";
import { named, useWorkbook } from "../workbook.ts";
import "./projector.css";

type Shown = z.infer<typeof projectorAnswer>;

const lookEveryMs = 4_000;

/** `/live/<id>/show`, for the wall: the way in, the room in numbers from five people on, starred answers; no names. */
export function Projector({ liveId }: { liveId: string }) {
  const { room } = useCockpit(liveId);
  const [shown, setShown] = useState<Shown | null>(null);
  const workbook = useWorkbook(room?.session.contentVersion ?? null, room?.session.modules ?? []);
  useEffect(() => {
    document.title = "On the wall · DreamTree live";
    let gone = false;
    const look = async () => {
      const said = await api.projector(liveId);
      if (said.ok && !gone) setShown(said.body);
    };
    void look();
    const timer = setInterval(() => void look(), lookEveryMs);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [liveId]);
  if (shown === null || room === null) return <main className="wall" />;
  const { code, link } = room.session;
  // Where nobody is past it there is nothing to read from the last row.
  const past = shown.exercises.filter(({ answered }) => answered > 0);
  const target = shown.pace?.blockId === undefined ? undefined : workbook?.byKey.get(shown.pace.blockId);
  return (
    <main className="wall">
      <header className="wall__head">
        <h1>{shown.title}</h1>
        {shown.people === null ? null : <p>{shown.people} have joined</p>}
        {shown.pace?.paused === true ? <p className="wall__pause">A pause. Your text stays.</p> : null}
        {target === undefined ? null : (
          <p>
            We are at <b>{named(workbook?.outline, exerciseIdOf(target))}</b>
          </p>
        )}
        {past.length === 0 ? null : (
          <ul className="wall__counts" aria-label="How far the room is">
            {past.map(({ exercise, answered, of }) => (
              <li key={exercise}>
                <b>
                  {answered} of {of}
                </b>{" "}
                {named(workbook?.outline, exercise)}
              </li>
            ))}
          </ul>
        )}
      </header>
      {room.ended !== null || code === null || link === null ? null : (
        <aside
          className="wall__in"
          data-small={shown.starred.length > 0 || undefined}
          aria-label="How to join"
        >
          <Qr text={link} says={`A QR code that opens ${link}`} />
          <p>
            {location.host}/join <b>{spaced(code)}</b>
          </p>
        </aside>
      )}
      <ul className="wall__starred" aria-label="Answers from the room">
        {shown.starred.map(({ blockId, value }, i) => {
          const block = workbook?.byKey.get(blockId);
          return block === undefined ? null : (
            <li key={`${blockId} ${i}`}>
              <p>{plainWords(block, [])}</p>
              <blockquote>
                <Value block={block} value={value} />
              </blockquote>
            </li>
          );
        })}
      </ul>
    </main>
  );
}
