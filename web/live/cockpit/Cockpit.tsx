import { useEffect, useMemo, useRef, useState } from "react";
import { announce } from "../../ui/announce.ts";
import { Qr } from "../../ui/Qr.tsx";
import { useWorkbook } from "../workbook.ts";
import { useNow } from "../useNow.ts";
import { Closed } from "./Closed.tsx";
import { Head } from "./Head.tsx";
import { Matrix } from "./Matrix.tsx";
import { busiest, needing, others, type Cockpit as Room, type Order } from "./model.ts";
import { OwnNotes } from "./OwnNotes.tsx";
import { Pacing } from "./Pacing.tsx";
import { Questions } from "./Questions.tsx";
import { Roster } from "./Roster.tsx";
import { useCockpit } from "./useCockpit.ts";
import { WaitingRoom } from "./WaitingRoom.tsx";
import { Gone, Watch } from "./Watch.tsx";
import "./cockpit.css";
import "./room.css";

/** `/live/<id>`: how everybody is doing, as it happens. */
export function Cockpit({ liveId }: { liveId: string }) {
  const { room, line, socket } = useCockpit(liveId);
  useEffect(() => {
    document.title = room === null ? "Live session · DreamTree" : `${room.session.title} · DreamTree live`;
  }, [room]);
  if (room === null || typeof line === "object" || room.ended !== null)
    return <Closed liveId={liveId} line={line} room={room} />;
  return <Open room={room} socket={socket} online={line === "online"} />;
}

function Open({ room, socket, online }: { room: Room; socket: string; online: boolean }) {
  const { session, members } = room;
  const now = useNow(15_000);
  const [order, setOrder] = useState<Order>("name");
  const [watched, setWatched] = useState<{ readonly id: string; readonly alias: string } | null>(null);
  const workbook = useWorkbook(session.contentVersion, session.modules);
  const needs = needing(room);
  const rest = useMemo(() => others(room, order), [room, order]);
  const chosen = watched?.id ?? null;
  const selected = chosen === null ? undefined : members.get(chosen);
  useHands(room);
  const open = (id: string) => {
    const alias = members.get(id)?.alias ?? "";
    setWatched(id === chosen ? null : { id, alias });
  };
  const close = () => {
    setWatched(null);
    document.getElementById(`member-${chosen}`)?.focus();
  };
  const roster = { workbook, now, chosen, onOpen: open };
  return (
    <div className="cockpit" data-watching={watched !== null || undefined}>
      <Head room={room} online={online} />
      <main className="cockpit__room">
        {room.waiting.length === 0 ? null : (
          <WaitingRoom liveId={session.liveId} waiting={room.waiting} now={now} />
        )}
        {members.size === 0 && room.waiting.length === 0 ? <Empty room={room} /> : null}
        {needs.length === 0 ? null : (
          <section aria-labelledby="needs">
            <h2 id="needs">
              Needs you <small>{needs.length}</small>
            </h2>
            <Roster rows={needs} {...roster} isHot />
          </section>
        )}
        {rest.length === 0 ? null : (
          <section aria-labelledby="everyone">
            <h2 id="everyone">
              {needs.length === 0 ? "Everyone" : "Everyone else"} <Sorting order={order} onSort={setOrder} />
            </h2>
            <Roster rows={rest} {...roster} />
          </section>
        )}
        <Pacing room={room} workbook={workbook} />
        {members.size === 0 ? null : (
          <>
            <Questions room={room} workbook={workbook} first={busiest(room)} />
            <Matrix room={room} workbook={workbook} onOpen={open} />
          </>
        )}
        <OwnNotes liveId={session.liveId} />
      </main>
      {watched === null ? null : selected === undefined ? (
        <Gone alias={watched.alias} onClose={close} />
      ) : (
        <Watch key={selected.participantId} room={room} socket={socket} member={selected} onClose={close} />
      )}
    </div>
  );
}

/** Before the first of them: how they come in, large enough for the first row of the room. */
function Empty({ room }: { room: Room }) {
  const { link, liveId } = room.session;
  return (
    <div className="cockpit__empty">
      <p>
        Nobody is here yet. Learners go to <b>{location.host}/join</b> and type the code above
        {link === null ? "." : ", or point a camera at this:"}
      </p>
      {link === null ? null : <Qr text={link} says={`A QR code that opens ${link}`} />}
      <p>
        <a className="act" href={`/live/${liveId}/show`} target="_blank" rel="noreferrer">
          Show it on the wall <span className="unseen">(opens a new tab)</span>
        </a>
      </p>
    </div>
  );
}

const orders: readonly { readonly order: Order; readonly words: string }[] = [
  { order: "name", words: "by name" },
  { order: "place", words: "by place" },
  { order: "time", words: "by time" },
];

function Sorting({ order, onSort }: { order: Order; onSort: (order: Order) => void }) {
  return (
    <small className="cockpit__sorting">
      {orders.map((one) => (
        <button
          key={one.order}
          type="button"
          className="act"
          aria-pressed={one.order === order}
          onClick={() => onSort(one.order)}
        >
          {one.words}
        </button>
      ))}
    </small>
  );
}

/** A hand that goes up is said once: it is the one thing that waits for an answer now. */
function useHands({ members }: Room): void {
  const before = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const up = [...members.values()].filter(({ hand }) => hand);
    const fresh = up.filter(({ participantId }) => before.current?.has(participantId) === false);
    before.current = new Set(up.map(({ participantId }) => participantId));
    if (fresh.length > 0) announce(fresh.map(({ alias }) => `${alias} has a hand up.`).join(" "));
  }, [members]);
}
