import { Suspense, useCallback, useLayoutEffect, useRef, useState, type SyntheticEvent } from "react";
import type { StemBlock } from "../../../shared/content/block.ts";
import { Boundary } from "../../ui/Boundary.tsx";
import { isElsewhere } from "../../ui/isElsewhere.ts";
import { hasFinePointer } from "../../ui/pointer.ts";
import { useClient } from "../../ui/useClient.ts";
import { useUnseen } from "../../ui/useUnseen.ts";
import { PrivateField } from "../../private/PrivateField.tsx";
import { useLock } from "../../private/useLock.ts";
import { BesideLater, DraftLineLater, GateLater, OnlyMeLater } from "../later.tsx";
import { useReading } from "../reading.ts";
import type { Gate } from "../reveal.ts";
import { rowIdOf } from "../rows.ts";
import type { Wish } from "../Wish.ts";
import { useReplyProps } from "../useReplyProps.ts";
import { Beat } from "./Beat.tsx";
import type { Labels } from "./labels.ts";
import { PassedBy } from "./PassedBy.tsx";
import { Question } from "./Question.tsx";
import { useKeptDraft } from "./useKeptDraft.ts";

interface Props {
  readonly gate: Gate | null;
  readonly asked: StemBlock | null;
  /** True once, after a tap or key of the learner that brought this dock: then focus comes along. */
  readonly focus: Wish;
  readonly onContinue: (gate: Gate) => void;
}

/** The foot of the page: whatever takes the conversation on, in one place. */
export function Dock({ gate, asked, focus, onContinue }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const reading = useReading();
  const isUnseen = useUnseen((gate?.block ?? asked)?.id ?? null);
  const toolId = gate === null && asked?.type === "tool" ? asked.id : null;
  const focusHere = useCallback(() => {
    if (!focus.take() || box.current === null || isElsewhere(box.current)) return;
    // On touch a focused field would raise the keyboard over what has just been said.
    const field = box.current.querySelector<HTMLElement>("[data-composer]");
    if (field && hasFinePointer()) field.focus({ preventScroll: true });
    else reading.focusThread();
  }, [focus, reading]);
  // A tool waits in the thread; a beat is here at once; a control says itself when it is.
  useLayoutEffect(() => {
    if (gate !== null) focusHere();
    else if (toolId !== null && focus.take()) {
      const row = document.getElementById(`a-${toolId}`);
      if (row !== null && isElsewhere(row)) return;
      if (hasFinePointer()) row?.focus({ preventScroll: true });
      else reading.focusThread();
    }
  }, [gate, toolId, focus, reading, focusHere]);
  if (gate === null && asked?.type !== "prompt") return null;
  const onlyWhatIsSeen = (event: SyntheticEvent) => {
    if (!isUnseen(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // What is inside are the controls.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events
    <div
      className="dock"
      ref={box}
      data-dock
      onClickCapture={onlyWhatIsSeen}
      // What is typed ahead is not lost; only nothing is sent by it.
      onKeyDownCapture={(event) => (event.key === "Enter" ? onlyWhatIsSeen(event) : undefined)}
    >
      <div className="dock__in">
        {gate !== null ? (
          <Beat gate={gate} onContinue={() => onContinue(gate)} />
        ) : asked?.type === "prompt" ? (
          <Composer key={asked.id} block={asked} wasFocused={focus.stands} onReady={focusHere} />
        ) : null}
      </div>
    </div>
  );
}

interface ComposerProps {
  readonly block: StemBlock;
  readonly wasFocused: boolean;
  readonly onReady: () => void;
}

/** Apart from the thread: typing draws this and nothing else again. */
function Composer({ block, wasFocused, onReady }: ComposerProps) {
  const kept = useKeptDraft(block.id);
  // The announcer has just spoken the question; it describes the field from the next visit on (ux 3.4).
  const [described, setDescribed] = useState(!wasFocused);
  const labels: Labels = {
    name: "Your answer",
    describedBy: described ? rowIdOf(block.id) : undefined,
    onBlur: () => setDescribed(true),
    hint: kept.restored === null ? null : <DraftLineLater block={block} kept={kept} />,
  };
  return (
    <>
      <BesideLater block={block} onTaken={kept.begin} />
      <Field key={kept.key} block={block} labels={labels} onReady={onReady} />
    </>
  );
}

interface FieldProps {
  readonly block: StemBlock;
  readonly labels: Labels;
  readonly onReady: () => void;
}

/** The field, or what stands in its place as long as nothing private can be written. */
function Field(props: FieldProps) {
  const lock = useLock(props.block);
  const reading = useReading();
  const client = useClient();
  const { block } = props;
  if (lock === "open") return <OpenField {...props} />;
  return (
    <GateLater
      lock={lock}
      onReady={props.onReady}
      onOpening={reading.act}
      onAnew={() => client.discardDraft(block.id)}
    >
      <PassedBy block={block} />
    </GateLater>
  );
}

function OpenField({ block, labels, onReady }: FieldProps) {
  const answer = useReplyProps(block);
  return (
    <Boundary what="The answer field">
      <OnlyMeLater block={block} />
      <Suspense fallback={<p className="dock__wait">…</p>}>
        <PrivateField block={block}>
          <Question answer={answer} labels={labels} onReady={onReady} />
        </PrivateField>
      </Suspense>
    </Boundary>
  );
}
