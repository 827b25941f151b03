import { useEffect, useEffectEvent, useRef, useState, type ReactNode, type RefObject } from "react";
import type { StemBlock } from "../../../shared/content/block.ts";
import type { Member } from "../../../shared/protocol/live.ts";
import { announce } from "../../ui/announce.ts";
import { plainWords } from "../../thread/Text.tsx";
import { takesFocus } from "../../ui/takesFocus.ts";
import { api } from "../api.ts";
import { Answers } from "../watch/Answers.tsx";
import { linesOf } from "../watch/observed.ts";
import { useThread } from "../watch/useThread.ts";
import { useWorkbook } from "../workbook.ts";
import type { Cockpit } from "./model.ts";
import { Nudge } from "./Nudge.tsx";
import { observing } from "./useCockpit.ts";
import { useRun } from "./useRun.tsx";
import "./watching.css";

/** Half a minute, in which who stands in the room is in D1 as well. */
const triesEarly = 20;

interface Props {
  readonly room: Cockpit;
  /** The room's own. */
  readonly socket: string;
  readonly member: Member;
  readonly onClose: () => void;
}

/** One learner's thread beside the room: read only, live, and seen by the learner to be read. */
export function Watch({ room, socket, member, onClose }: Props) {
  const { session, stars } = room;
  const { participantId, alias } = member;
  const { thread, line } = useThread(observing(socket, participantId), triesEarly);
  const workbook = useWorkbook(session.contentVersion, session.modules);
  const [inOrder, setInOrder] = useState(false);
  const [about, setAbout] = useState<StemBlock | null>(null);
  const [run, problem] = useRun();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const shut = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) onClose();
  });
  useEffect(() => {
    document.addEventListener("keydown", shut);
    return () => document.removeEventListener("keydown", shut);
  }, []);
  const lines = linesOf(thread, workbook?.blocks ?? [], !inOrder);
  const isStarred = (blockId: string) =>
    stars.some((one) => one.participantId === participantId && one.blockId === blockId);
  const star = (blockId: string) => {
    const starred = !isStarred(blockId);
    void run(() => api.star(session.liveId, { participantId, blockId, starred })).then((done) =>
      done ? announce(starred ? "Starred." : "The star is gone.") : undefined,
    );
  };
  return (
    <Pane
      alias={alias}
      title={title}
      onClose={onClose}
      said={
        <>
          <p>{alias} sees that you are looking. Read only.</p>
          <button type="button" className="act" aria-pressed={inOrder} onClick={() => setInOrder(!inOrder)}>
            In the order of the workbook
          </button>
        </>
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and keys must reach it */}
      <section className="cockpit__log" aria-label={`What ${alias} shares`} tabIndex={0}>
        {typeof line === "object" ? <p>{alias} does not share any more.</p> : null}
        {thread.ready || typeof line === "object" ? null : <p>Opening what {alias} shares…</p>}
        {thread.ready && lines.length === 0 ? <p>Nothing is answered yet.</p> : null}
        {problem}
        <Answers
          lines={lines}
          alias={alias}
          renderBeside={(block) => (
            <>
              <button
                type="button"
                className="act"
                aria-pressed={isStarred(block.id)}
                title="A starred answer can be shown on the wall, without a name"
                onClick={() => star(block.id)}
              >
                {isStarred(block.id) ? "★ Starred" : "☆ Star"}
              </button>
              <button type="button" className="act" onClick={() => setAbout(block)}>
                Write about it
              </button>
            </>
          )}
        />
      </section>
      <Nudge
        liveId={session.liveId}
        member={member}
        about={about === null ? null : { blockId: about.id, words: plainWords(about, []) }}
        onForget={() => setAbout(null)}
      />
      <Removal liveId={session.liveId} member={member} onDone={onClose} />
    </Pane>
  );
}

interface PaneProps {
  readonly alias: string;
  readonly title: RefObject<HTMLHeadingElement | null>;
  readonly onClose: () => void;
  /** Beside the name. */
  readonly said: ReactNode;
  readonly children?: ReactNode;
}

/** Beside the roster: one learner, by name. */
const Pane = ({ alias, title, onClose, said, children }: PaneProps) => (
  <aside className="cockpit__watch" aria-labelledby="watched">
    <div className="cockpit__watched">
      <h2 id="watched" ref={title} tabIndex={-1}>
        {alias}
      </h2>
      <button type="button" className="act" onClick={onClose}>
        Close
      </button>
      {said}
    </div>
    {children}
  </aside>
);

/** Whoever was read has left, or was taken out: nothing of theirs stays on the screen, and that is said. */
export function Gone({ alias, onClose }: { alias: string; onClose: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    announce(`${alias} is not in the session any more.`);
    // Where the focus was in what has gone, it is not lost.
    if (document.activeElement === document.body) title.current?.focus();
  }, [alias]);
  return (
    <Pane
      alias={alias}
      title={title}
      onClose={onClose}
      said={<p>{alias} is not in the session any more. Nothing of theirs is shared.</p>}
    />
  );
}

/** Their access ends, and what they wrote stays theirs. */
function Removal({ liveId, member, onDone }: { liveId: string; member: Member; onDone: () => void }) {
  /** Null until it has been asked. */
  const [asks, setAsks] = useState<boolean | null>(null);
  const [run, problem] = useRun();
  const remove = () =>
    void run(() => api.remove(liveId, member.participantId)).then((done) => (done ? onDone() : undefined));
  return (
    <p className="cockpit__removal">
      {asks === true ? (
        <>
          {member.alias} leaves the session and keeps everything.{" "}
          <button type="button" className="act" ref={takesFocus} onClick={remove}>
            Remove
          </button>{" "}
          <button type="button" className="act" onClick={() => setAsks(false)}>
            Keep
          </button>
        </>
      ) : (
        <button
          type="button"
          className="act"
          ref={asks === null ? undefined : takesFocus}
          onClick={() => setAsks(true)}
        >
          Remove {member.alias} from the session
        </button>
      )}
      {problem}
    </p>
  );
}
