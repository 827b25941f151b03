import { Suspense, lazy, useCallback, useEffect, useRef, useState } from "react";
import type { StemBlock } from "../../shared/content/block.ts";
import type { Answer } from "../../shared/engine/state.ts";
import { Gate } from "../private/Gate.tsx";
import { PrivateField } from "../private/PrivateField.tsx";
import { useLock } from "../private/useLock.ts";
import { announce } from "../ui/announce.ts";
import { arrives } from "../ui/arrives.ts";
import { isElsewhere } from "../ui/isElsewhere.ts";
import { useClient, useView } from "../ui/useClient.ts";
import { Beside } from "./Beside.tsx";
import { Question } from "./composer/Question.tsx";
import { useReading } from "./reading.ts";
import { rowIdOf } from "./rows.ts";
import { ToolAnswering } from "./ToolCard.tsx";
import { placesTouched } from "./touched.ts";
import { useAnswerProps } from "./useAnswerProps.ts";

const Erase = lazy(() => arrives(() => import("../data/Erase.tsx")));

/** A past answer opened again where it stands, with what the change would touch said before it is saved. */
export function Editing({ block, answer }: { block: StemBlock; answer: Answer | undefined }) {
  const client = useClient();
  const reading = useReading();
  const places = useView(({ stem, state }) =>
    stem === null || state === null ? "" : placesTouched(stem, state, block, true),
  );
  const shortPlaces = useView(({ stem, state }) =>
    stem === null || state === null ? "" : placesTouched(stem, state, block, false),
  );
  const lock = useLock(block);
  const [anew, setAnew] = useState(false);
  const [begun, setBegun] = useState(0);
  /** What was changed is what stood here: another device's change meanwhile is not written over. */
  const [baseRev] = useState(answer?.rev ?? 0);
  const [wasOpen, setWasOpen] = useState(lock === "open");
  if (lock === "open" && !wasOpen) setWasOpen(true);
  // Whoever is writing goes on, whatever another device says of it meanwhile; without a key nobody does.
  const isShut = lock !== "open" && !(anew && lock === "damaged") && !(wasOpen && lock !== "locked");
  const stands = answer !== undefined && !answer.skipped && !answer.erased && !anew;
  const close = () => reading.endEdit(block.id);
  const props = useAnswerProps(
    block,
    {
      mode: "edit",
      value: stands ? answer.value : undefined,
      onSubmit(value) {
        reading.remember(block.id, { value: stands ? answer.value : null });
        client.edit(block.id, value, { baseRev });
        close();
        announce(
          shortPlaces === "" ? "Answer changed." : `Answer changed. It is shown again in ${shortPlaces}.`,
        );
      },
      onCancel() {
        client.discardDraft(block.id);
        close();
      },
    },
    begun,
  );
  const box = useRef<HTMLDivElement>(null);
  const focusField = useCallback(() => focusInside(box.current), []);
  // The button that opened this is gone, and the field may still be on its way.
  useEffect(() => holdFocus(box.current), []);
  return (
    // Esc from any field inside; the fields themselves are the controls.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={box}
      className="editing"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.stopPropagation();
        props.onCancel?.();
      }}
    >
      {isShut ? (
        <Gate lock={lock} onOpening={() => holdFocus(box.current)} onAnew={() => setAnew(true)}>
          <button type="button" className="act" onClick={close}>
            Close
          </button>
        </Gate>
      ) : (
        <PrivateField block={block} key={begun}>
          <Beside block={block} onTaken={() => setBegun(begun + 1)} />
          {block.type === "tool" ? (
            <ToolAnswering answer={props} onReady={focusField} />
          ) : (
            <Suspense fallback={null}>
              <Question
                answer={props}
                labels={{ name: "Change your answer", describedBy: rowIdOf(block.id) }}
                onReady={focusField}
              />
            </Suspense>
          )}
        </PrivateField>
      )}
      {places === "" || isShut ? null : (
        <p className="editing__touches">
          This answer is used in {places}. What you wrote there stays as it is.
        </p>
      )}
      {!block.required && stands && !isShut ? (
        <button
          type="button"
          className="act editing__clear"
          onClick={() => {
            reading.remember(block.id, { value: answer.value });
            client.edit(block.id, null, { baseRev });
            close();
            announce("Answer cleared.");
          }}
        >
          Leave it empty
        </button>
      ) : null}
      {stands || (isShut && answer !== undefined && !answer.skipped && !answer.erased) ? (
        <div className="editing__clear">
          <Suspense fallback={null}>
            <Erase what={{ blockId: block.id }} places={places} onErased={close} />
          </Suspense>
        </div>
      ) : null}
    </div>
  );
}

function holdFocus(box: HTMLDivElement | null): void {
  if (box === null || box.contains(document.activeElement) || isElsewhere(box)) return;
  box.focus({ preventScroll: true });
}

/** Into the field, at the end of what stands there; in a tool without one of its own, into its first control. */
function focusInside(box: HTMLDivElement | null): void {
  if (box === null || isElsewhere(box)) return;
  const field =
    box.querySelector<HTMLElement>("[data-composer]") ??
    box.querySelector<HTMLElement>("input, textarea, select, button:not([tabindex='-1'])");
  field?.focus({ preventScroll: true });
  if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length);
  box.scrollIntoView({ block: "nearest" });
}
