import { useMemo, useState } from "react";
import {
  reframeFields,
  reframerConfig,
  type ReframeField,
} from "../../../shared/tools/failure_reframer/tool.ts";
import type { AnswerProps } from "../../model/card.ts";
import { useDraft } from "../card/draft.ts";
import { useFocusNext } from "../card/focus.ts";
import { Frame } from "../card/Frame.tsx";
import { useProblems } from "../card/problems.ts";
import { rowsFor } from "../card/sources.ts";
import { Seeds } from "../card/Seeds.tsx";
import { Asked } from "./Asked.tsx";
import {
  begunWith,
  reframeLeft,
  reframeProblems,
  reframeValue,
  restoreReframe,
  written,
  type ReframeDraft,
} from "./model.ts";
import { questions } from "./questions.ts";
import "./failure_reframer.css";

/** One setback, asked about in seven questions, one at a time; every one may be left, and it can end at any of them. */
export function Card(card: AnswerProps) {
  const config = useMemo(() => reframerConfig.parse(card.block.config ?? {}), [card.block]);
  const seeds = useMemo(() => rowsFor(card.recalls, "seed"), [card.recalls]);
  const [draft, change] = useDraft<ReframeDraft>(
    () => restoreReframe(card.draft, card.value, () => crypto.randomUUID()),
    card.onDraft,
  );
  const [said, say] = useState("");
  const focusNext = useFocusNext();
  const openAt = (at: number) => change((now) => ({ ...now, at }));
  const problems = useProblems(reframeProblems(draft), (first) =>
    openAt(reframeFields.indexOf(first.at as ReframeField)),
  );
  const open = reframeFields[draft.at];
  const readId = problems.id("read");

  const step = (by: 1 | -1) => {
    const to = draft.at + by;
    openAt(to);
    const next = reframeFields[to];
    // The field's own name and hint are what a screen reader hears.
    focusNext(() => document.getElementById(next === undefined ? readId : problems.id(next)));
  };
  const reopen = (name: ReframeField) => {
    openAt(reframeFields.indexOf(name));
    focusNext(() => document.getElementById(problems.id(name)));
  };
  const send = () => problems.attempt(() => card.onSubmit(reframeValue(draft)));

  return (
    <Frame
      card={card}
      title={config.goal ?? "One setback, seen again"}
      left={reframeLeft(draft)}
      said={said}
      onSend={send}
    >
      {open === "situation" && draft.parts.situation.trim() === "" && (
        <Seeds
          seeds={seeds}
          label="Begin with something you wrote before"
          onBegin={(seed) => {
            change((now) => begunWith(now, seed.text));
            say("It stands in the first answer. Change it as you like.");
            document.getElementById(problems.id("situation"))?.focus();
          }}
        />
      )}
      <dl className="reframe-said" id={readId} tabIndex={-1} aria-label="What you have said so far">
        {written(draft.parts)
          .filter((name) => name !== open)
          .map((name) => (
            <div key={name}>
              <dt>{questions[name].label}</dt>
              <dd>
                <span>{draft.parts[name]}</span>
                <button
                  type="button"
                  className="act"
                  aria-label={`Change: ${questions[name].label}`}
                  onClick={() => reopen(name)}
                >
                  Change
                </button>
              </dd>
            </div>
          ))}
      </dl>
      {open === undefined ? (
        <p className="reframe-end">
          {written(draft.parts).length === reframeFields.length
            ? "That is all of it. Change what you like, or let it stand."
            : "That is what you wrote. The questions you left can stay as they are."}{" "}
          {reframeFields
            .filter((name) => draft.parts[name].trim() === "")
            .map((name) => (
              <button key={name} type="button" className="act" onClick={() => reopen(name)}>
                {questions[name].ask}
              </button>
            ))}
        </p>
      ) : (
        <Asked
          key={open}
          name={open}
          value={draft.parts[open]}
          isFirst={draft.at === 0}
          isLast={draft.at === reframeFields.length - 1}
          problems={problems}
          onChange={(words) => change((now) => ({ ...now, parts: { ...now.parts, [open]: words } }))}
          onStep={step}
        />
      )}
    </Frame>
  );
}
