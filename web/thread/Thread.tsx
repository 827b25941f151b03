import { useEffect, useLayoutEffect, useMemo, useRef, type KeyboardEvent, type RefObject } from "react";
import type { Stem } from "../../shared/engine/stem.ts";
import { announce } from "../ui/announce.ts";
import { useClient, useView } from "../ui/useClient.ts";
import { wantsLessMotion } from "../ui/pointer.ts";
import { fetchControls } from "./composer/Question.tsx";
import { Follow } from "./follow.ts";
import { listenForJumps, openedAgain, targetOf } from "./jump.ts";
import { fetchOnDemand } from "./later.tsx";
import { fetchMotion, playNew } from "./motion.ts";
import { Pill, usePill } from "./Pill.tsx";
import { openings, type Row } from "./rows.ts";
import { moveInThread } from "./rowKeys.ts";
import { spokenTurn } from "./speech.ts";
import { ThreadRow } from "./ThreadRow.tsx";
import { WaitingBelow } from "./WaitingBelow.tsx";

interface Props {
  readonly stem: Stem;
  readonly rows: readonly Row[];
  readonly editing: string | null;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly follow: RefObject<Follow | null>;
  /** Hands up how others say that what comes next is the learner's own doing. */
  readonly onFollow: (follow: Follow | null) => void;
  readonly onLeave: () => void;
}

/** Rows this near the end are always laid out, so that scrolling among them is exact. */
const nearRows = 60;
const peekPx = 96;
const isCard = (row: Row): boolean => row.kind === "tool";

export function Thread({ stem, rows, editing, scroller, follow, onFollow, onLeave }: Props) {
  const client = useClient();
  const sending = useView((view) => view.sending);
  const conflicts = useView((view) => view.conflicts);
  const waits = useView((view) => view.awaitingTurn);
  const opens = useMemo(() => openings(stem), [stem]);
  const known = useRef<ReadonlySet<string> | null>(null);
  const pill = usePill();

  useEffect(() => whenIdle(fetchControls, fetchMotion, fetchOnDemand), []);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const followed = new Follow(box);
    onFollow(followed);
    const watch = new ResizeObserver(() => followed.resized());
    watch.observe(box);
    if (box.firstElementChild !== null) watch.observe(box.firstElementChild);
    const letGo = () => followed.letGo();
    // Wherever the pointer ends up by then.
    addEventListener("pointerup", letGo);
    addEventListener("pointercancel", letGo);
    const stop = listenForJumps(box, (row) => {
      followed.bring(row, 16, false);
      row.focus({ preventScroll: true });
    });
    return () => {
      onFollow(null);
      watch.disconnect();
      removeEventListener("pointerup", letGo);
      removeEventListener("pointercancel", letGo);
      stop();
    };
  }, [scroller, onFollow]);

  useLayoutEffect(() => {
    const before = known.current;
    known.current = new Set(rows.map((row) => row.id));
    const followed = follow.current;
    if (followed === null) return;
    const fresh = client.view().fresh;
    if (before === null) {
      // A conversation that begins now is read from its first line.
      const begun = rows.filter((row) => "block" in row && fresh.has(row.block.id));
      // Opening a thread: at once where it stopped, or where the address points.
      const target = targetOf(location.hash);
      const { again, top } = openedAgain();
      if (top !== null) followed.leaveAt(top);
      else if (target !== null) followed.bring(target, 16, false);
      else if (begun.length === 0 || again) openAt(followed, rows);
      if (!again) announce(spokenTurn(begun, (block) => client.recalls(block)));
      return;
    }
    const added = rows.filter((row) => !before.has(row.id));
    // What was said before this visit, and whose text is only now here: the thread is still being opened.
    if (!followed.isExpecting && added.some((row) => "block" in row && !fresh.has(row.block.id))) {
      if (!followed.isTouched) openAt(followed, rows);
      return;
    }
    const told = added.filter(({ kind }) => ["said", "asked", "note", "end"].includes(kind));
    playNew(added.filter((row) => !("block" in row) || fresh.has(row.block.id)).flatMap(elementOf));
    announce(spokenTurn(told, (block) => client.recalls(block)));
    const first = told.flatMap(elementOf)[0] ?? added.flatMap(elementOf)[0];
    if (first === undefined) return;
    if (!followed.arrived(first, peekPx, !wantsLessMotion())) pill.tell(told);
  }, [rows, client, follow, pill]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    follow.current?.release();
    if (event.key === "Escape" && !event.defaultPrevented) onLeave();
    else moveInThread(event);
  };
  const go = (row: HTMLElement, peek = 16) => follow.current?.bring(row, peek, !wantsLessMotion());
  return (
    <div className="thread-frame">
      {pill.unread === null ? (
        <WaitingBelow
          rowId={rows.findLast(isCard)?.id ?? null}
          scroller={scroller}
          // With the question above it.
          onGo={(row) => go(row, peekPx)}
        />
      ) : (
        <Pill pill={pill} onGo={go} />
      )}
      {/* A scroller has to be reachable by keyboard, and arrows move between its messages (ux 3.1). */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={scroller}
        className="thread"
        role="log"
        aria-live="off"
        aria-label="Conversation"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={() => {
          follow.current?.scrolled();
          pill.seen((row) => follow.current?.isInView(row) ?? true);
        }}
        onPointerDown={() => follow.current?.grasp()}
        onWheel={() => follow.current?.release()}
        onTouchMove={() => follow.current?.release()}
      >
        <div className="thread__column">
          {rows.map((row, i) => {
            const block = "block" in row ? row.block : null;
            const holds = row.kind === "answered" || row.kind === "new";
            return (
              <ThreadRow
                key={row.id}
                id={row.id}
                kind={row.kind}
                block={block}
                answer={row.kind === "answered" ? row.answer : undefined}
                at={row.kind === "day" ? row.at : null}
                late={row.kind === "asked" && row.late}
                opens={row.kind === "said" ? (opens.get(row.block.id) ?? null) : null}
                sending={holds ? sending.get(row.block.id) : undefined}
                conflict={holds ? conflicts.find((one) => one.about === row.block.id) : undefined}
                editing={holds && editing === row.block.id}
                far={i < rows.length - nearRows}
              />
            );
          })}
          {waits ? <Awaiting /> : null}
        </div>
      </div>
    </div>
  );
}

/** What comes is on its way; without a network it is said that it cannot come now. */
function Awaiting() {
  const isOffline = useView((view) => view.connection === "offline");
  return isOffline ? (
    <p className="awaiting">The next lines are not on this device. They come when you’re back online.</p>
  ) : (
    <p className="awaiting" aria-hidden="true">
      …
    </p>
  );
}

function whenIdle(...tasks: readonly (() => void)[]): void {
  const run = () => tasks.forEach((task) => task());
  if ("requestIdleCallback" in window) requestIdleCallback(run);
  else setTimeout(run, 500);
}

/** Where the letter goes on: the greeting or the question that waits, else its end. */
function openAt(follow: Follow, rows: readonly Row[]): void {
  const last = rows.findLast((row) => row.kind === "return") ?? rows.findLast((row) => row.kind === "asked");
  const isOpen = last !== undefined && rows.slice(rows.indexOf(last)).every((row) => row.kind !== "answered");
  const element = isOpen ? elementOf(last)[0] : undefined;
  if (element === undefined) follow.toEnd();
  else follow.bring(element, peekPx, false);
}

function elementOf(row: Row): HTMLElement[] {
  const element = document.getElementById(row.id);
  return element === null ? [] : [element];
}
