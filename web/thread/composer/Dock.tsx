import { useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { StemBlock } from "../../../shared/content/block.ts";
import { useClient, useView } from "../../ui/useClient.ts";
import { hasFinePointer } from "../../ui/pointer.ts";
import { useReading } from "../reading.ts";
import type { Gate } from "../reveal.ts";
import { rowIdOf } from "../rows.ts";
import { useAnswerProps } from "../useAnswerProps.ts";
import { Beat } from "./Beat.tsx";
import { DraftLine, useKeptDraft } from "./DraftLine.tsx";
import { Question } from "./Question.tsx";

interface Props {
  readonly gate: Gate | null;
  readonly asked: StemBlock | null;
  /** True once, after a tap or key of the learner that brought this dock: then focus comes along. */
  readonly takesFocus: RefObject<boolean>;
  readonly onContinue: (gate: Gate) => void;
}

/** The foot of the page: whatever takes the conversation on, in one place. */
export function Dock({ gate, asked, takesFocus, onContinue }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const reading = useReading();
  const key = gate?.block.id ?? asked?.id ?? "";
  useLayoutEffect(() => {
    if (!takesFocus.current || key === "") return;
    takesFocus.current = false;
    // On touch a focused field would raise the keyboard over what has just been said.
    const field = box.current?.querySelector<HTMLElement>("[data-composer]");
    if (hasFinePointer() && field) field.focus({ preventScroll: true });
    else if (gate === null && asked?.type === "tool" && hasFinePointer()) reading.focusRow(`a-${asked.id}`);
    else reading.focusThread();
  }, [key, gate, asked, takesFocus, reading]);
  const isPrompt = gate === null && asked !== null && asked.type === "prompt";
  if (gate === null && !isPrompt) return null;
  return (
    <div className="dock" ref={box} data-dock>
      <div className="dock__in">
        {gate !== null ? (
          <Beat gate={gate} onContinue={() => onContinue(gate)} />
        ) : asked !== null ? (
          <Composer key={asked.id} block={asked} wasFocused={takesFocus.current} />
        ) : null}
      </div>
    </div>
  );
}

/** Apart from the thread: typing draws this and nothing else again. */
function Composer({ block, wasFocused }: { block: StemBlock; wasFocused: boolean }) {
  const client = useClient();
  const kept = useKeptDraft(block.id);
  // The announcer has just spoken the question; it describes the field from the next visit on (ux 3.4).
  const [described, setDescribed] = useState(!wasFocused);
  const labels = {
    name: "Your answer",
    describedBy: described ? rowIdOf(block.id) : undefined,
    onBlur: () => setDescribed(true),
    hint:
      kept.restored === null ? null : (
        <DraftLine kept={kept} onDiscard={() => client.discardDraft(block.id)} />
      ),
  };
  return <Field key={kept.key} block={block} labels={labels} />;
}

function Field({ block, labels }: { block: StemBlock; labels: Parameters<typeof Question>[0]["labels"] }) {
  const client = useClient();
  const reading = useReading();
  const awaiting = useView((view) => view.awaitingTurn);
  const answer = useAnswerProps(block, {
    mode: "answer",
    value: undefined,
    onSubmit(value) {
      reading.act();
      client.reply(block.id, value);
    },
    onSkip: block.required
      ? undefined
      : (scope) => {
          reading.act();
          client.skip(block.id, scope);
        },
  });
  return (
    <div data-awaiting={awaiting}>
      <Question answer={answer} labels={labels} />
    </div>
  );
}
