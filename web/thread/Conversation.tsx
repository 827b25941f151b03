import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { StemBlock } from "../../shared/content/block.ts";
import { isMirror, isSilent } from "../../shared/content/said.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { useClient, useView } from "../ui/useClient.ts";
import { bindingFor } from "../ui/keymap.ts";
import { hasFinePointer } from "../ui/pointer.ts";
import { useToday } from "../ui/useToday.ts";
import { Dock } from "./composer/Dock.tsx";
import type { Follow } from "./follow.ts";
import { ReadingContext, type Reading } from "./reading.ts";
import type { Revealed } from "./reveal.ts";
import { threadRows, type Row } from "./rows.ts";
import { Thread } from "./Thread.tsx";
import { Wish } from "./Wish.ts";

interface Props {
  readonly stem: Stem;
  readonly state: LearnerState;
  readonly revealed: Revealed;
  /** Opens a beat: the turn goes on. */
  readonly onOpen: (blockId: string) => void;
}

/** The thread and its dock: what is shown of the letter, and what takes it on. */
export function Conversation({ stem, state, revealed, onOpen }: Props) {
  const client = useClient();
  const waiting = useView((view) => view.waiting);
  const atEnd = useView((view) => view.atEnd);
  const greets = useView((view) => view.returned !== null);
  const today = useToday();
  const [editing, setEditing] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const main = useRef<HTMLElement>(null);
  const follow = useRef<Follow | null>(null);
  const [focus] = useState(() => new Wish(hasJustBegun()));
  const befores = useRef(new Map<string, { readonly value: unknown }>());

  const rows = useMemo(() => {
    const silent = (block: StemBlock) => isMirror(block) && isSilent(block, client.recalls(block));
    return threadRows({ stem, state, revealed, waiting, greets, atEnd, now: today, silent });
  }, [client, stem, state, revealed, waiting, greets, atEnd, today]);
  const asked = rows.some((row) => row.kind === "asked" && row.block.id === waiting?.id) ? waiting : null;

  const onFollow = useCallback((next: Follow | null) => {
    follow.current = next;
  }, []);
  const reading = useMemo((): Reading => {
    const focusThread = () => scroller.current?.focus({ preventScroll: true });
    return {
      act() {
        follow.current?.expect();
        focus.make();
        // The control that was pressed may be gone with the next drawing: focus never falls to the page.
        focusThread();
      },
      startEdit(blockId) {
        // The button goes with what stood there; the editor takes the focus over when it is here.
        focusRow(`a-${blockId}`, `q-${blockId}`);
        setEditing(blockId);
      },
      endEdit(blockId) {
        focusRow(`a-${blockId}`, `q-${blockId}`);
        setEditing(null);
      },
      focusRow: (rowId) => focusRow(rowId),
      focusThread,
      goOn() {
        const field = main.current?.querySelector<HTMLElement>("[data-dock] [data-composer], .row--tool");
        if (field && hasFinePointer()) return field.focus();
        focusThread();
        // A dock without a field: its code is on its way, and the focus follows when it is here.
        if (!field && main.current?.querySelector("[data-dock]")) focus.make();
      },
      before: (blockId) => befores.current.get(blockId),
      remember(blockId, before) {
        if (before === undefined) befores.current.delete(blockId);
        else befores.current.set(blockId, before);
      },
    };
  }, [focus]);

  useEffect(() => listenForKeys(main, scroller, () => lastAnswered(rows), reading), [rows, reading]);
  useEffect(() => {
    if (!greets) return;
    const putAway = (event: KeyboardEvent) => (event.key === "Escape" ? client.resume() : undefined);
    document.addEventListener("keydown", putAway);
    return () => document.removeEventListener("keydown", putAway);
  }, [greets, client]);

  return (
    <ReadingContext value={reading}>
      <main ref={main} id="conversation" className="conversation" tabIndex={-1} aria-label="Your workbook">
        <Thread
          stem={stem}
          rows={rows}
          editing={editing}
          scroller={scroller}
          follow={follow}
          onFollow={onFollow}
          onLeave={() => reading.goOn()}
        />
        <Dock
          gate={revealed.gate}
          asked={asked}
          focus={focus}
          onContinue={({ block }) => {
            reading.act();
            if (greets) client.resume();
            onOpen(block.id);
          }}
        />
      </main>
    </ReadingContext>
  );
}

function focusRow(...ids: readonly string[]): void {
  const row = ids.map((id) => document.getElementById(id)).find((element) => element !== null);
  row?.focus({ preventScroll: true });
}

/** Begin was tapped: the first control takes focus. Said once. */
function hasJustBegun(): boolean {
  const { dataset } = document.documentElement;
  const begun = dataset["begun"] !== undefined;
  delete dataset["begun"];
  return begun;
}

function lastAnswered(rows: readonly Row[]): StemBlock | null {
  const row = rows.findLast((one) => one.kind === "answered" && !one.answer.skipped && !one.answer.erased);
  return row?.kind === "answered" ? row.block : null;
}

type Box = { readonly current: HTMLElement | null };

/** The keys that belong to the conversation as a whole. */
function listenForKeys(main: Box, scroller: Box, last: () => StemBlock | null, reading: Reading): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const at = event.target;
    if (bindingFor("anywhere", event) === "switch") {
      event.preventDefault();
      if (scroller.current?.contains(document.activeElement) === true) reading.goOn();
      else reading.focusThread();
      return;
    }
    if (!(at instanceof HTMLTextAreaElement) || at.dataset["composer"] !== "answer" || at.value !== "")
      return;
    const means = bindingFor("in an empty answer field", event);
    const block = means === "editLast" ? last() : null;
    if (block !== null) reading.startEdit(block.id);
    else if (means === "pageUp") scroller.current?.scrollBy({ top: -scroller.current.clientHeight * 0.9 });
    else if (means === "pageDown") scroller.current?.scrollBy({ top: scroller.current.clientHeight * 0.9 });
    else return;
    event.preventDefault();
  };
  const box = main.current?.ownerDocument ?? document;
  box.addEventListener("keydown", press);
  return () => box.removeEventListener("keydown", press);
}
