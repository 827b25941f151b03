import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import type { StemBlock, ToolName } from "../../shared/content/block.ts";
import type { Outside } from "../model/client.ts";
import { Gate } from "../private/Gate.tsx";
import { PrivateField } from "../private/PrivateField.tsx";
import { useLock } from "../private/useLock.ts";
import { Beside } from "../thread/Beside.tsx";
import { ToolAnswering } from "../thread/ToolCard.tsx";
import { placesTouched } from "../thread/touched.ts";
import { useAnswerProps } from "../thread/useAnswerProps.ts";
import { announce } from "../ui/announce.ts";
import { isElsewhere } from "../ui/isElsewhere.ts";
import { useClient, useView } from "../ui/useClient.ts";
import { isWhole, worksOnOthers, type ToolEntry } from "./entries.ts";

/** What happens to what is written: an answer is changed in the conversation, the rest outside it. */
interface Writing {
  save(value: unknown): void;
  draft(value: unknown): void;
}

interface EditorProps {
  readonly block: StemBlock;
  /** Undefined for a new one. */
  readonly value: unknown;
  readonly writing: Writing;
  readonly onClose: (kept: boolean) => void;
  readonly children?: ReactNode;
}

/** A tool's card on its own page. */
function Editor({ block, value, writing, onClose, children }: EditorProps) {
  const client = useClient();
  const lock = useLock(block);
  const [anew, setAnew] = useState(false);
  const [begun, setBegun] = useState(0);
  // As it was opened: what stands may become unreadable while it is being changed.
  const [isNew] = useState(value === undefined);
  const [wasOpen, setWasOpen] = useState(lock === "open");
  if (lock === "open" && !wasOpen) setWasOpen(true);
  // Whoever is writing goes on, whatever another device says of it meanwhile; without a key nobody does.
  const isShut = lock !== "open" && !(anew && lock === "damaged") && !(wasOpen && lock !== "locked");
  const begins = useBegins(block);
  const box = useRef<HTMLDivElement>(null);
  const focusCard = useCallback(() => {
    if (box.current === null || isElsewhere(box.current)) return;
    box.current.querySelector<HTMLElement>("[data-composer]")?.focus({ preventScroll: true });
    box.current.scrollIntoView({ block: "nearest" });
  }, []);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  const cancel = () => {
    client.discardDraft(block.id);
    onClose(false);
  };
  const given = useAnswerProps(
    block,
    {
      mode: "edit",
      value: anew ? undefined : value,
      onSubmit(made) {
        writing.save(made);
        onClose(true);
        announce(isNew ? "Kept." : "Changed.");
      },
      onCancel: cancel,
    },
    begun,
  );
  const words = isNew
    ? { send: "Keep it", cancel: "Throw it away" }
    : { send: "Save change", cancel: "Leave it as it was" };
  return (
    // Esc from any field inside; the fields themselves are the controls.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={box}
      className="tool-editor"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.stopPropagation();
        // What was typed stays as a draft: Esc is pressed by mistake, too.
        onClose(false);
      }}
    >
      {isShut ? (
        <Gate lock={lock} onOpening={() => box.current?.focus()} onAnew={() => setAnew(true)}>
          <button type="button" className="act" onClick={() => onClose(false)}>
            Close
          </button>
        </Gate>
      ) : !begins ? (
        <p className="tool-wait">
          What this works on is on its way…{" "}
          <button type="button" className="act" onClick={() => onClose(false)}>
            Close
          </button>
        </p>
      ) : (
        <PrivateField block={block} key={begun}>
          <Beside block={block} onTaken={() => setBegun(begun + 1)} />
          <ToolAnswering answer={{ ...given, words, onDraft: writing.draft }} onReady={focusCard} />
        </PrivateField>
      )}
      {isShut ? null : children}
    </div>
  );
}

/**
 * On a device that is new the workbook comes module by module: a card outside the conversation that begins with what
 * was said in it waits for all of them, once.
 */
function useBegins({ tool }: StemBlock): boolean {
  const isHere = useView(({ stem, state }) => stem !== null && state !== null && isWhole(stem, state));
  const [begun, begin] = useState(false);
  const begins = begun || isHere || tool === undefined || !worksOnOthers.has(tool);
  if (begins !== begun) begin(true);
  return begins;
}

interface OwnEditorProps {
  readonly block: StemBlock;
  readonly tool: ToolName;
  readonly value: unknown;
  /** The `rev` that is changed: another device's change meanwhile is not written over. */
  readonly baseRev: number;
  readonly outside: Outside;
  readonly onClose: (kept: boolean) => void;
}

export function OwnEditor({ block, tool, value, baseRev, outside, onClose }: OwnEditorProps) {
  const [base] = useState(baseRev);
  return (
    <Editor
      block={block}
      value={value}
      onClose={onClose}
      writing={{
        save: (made) => outside.save(tool, block.id, made, { baseRev: base }),
        draft: (made) => outside.draft(tool, block.id, made),
      }}
    />
  );
}

interface PlacedEditorProps {
  readonly entry: ToolEntry;
  readonly onClose: (kept: boolean) => void;
}

export function PlacedEditor({ entry: { block, value, rev }, onClose }: PlacedEditorProps) {
  const client = useClient();
  const [base] = useState(rev);
  const places = useView(({ stem, state }) =>
    stem === null || state === null ? "" : placesTouched(stem, state, block, true),
  );
  return (
    <Editor
      block={block}
      value={value}
      onClose={onClose}
      writing={{
        save: (made) => client.edit(block.id, made, { baseRev: base }),
        draft: (made) => client.draft(block.id, made),
      }}
    >
      {places === "" ? null : (
        <p className="editing__touches">
          This answer is used in {places}. What you wrote there stays as it is.
        </p>
      )}
    </Editor>
  );
}
