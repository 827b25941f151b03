import { useMemo, useState } from "react";
import { flowConfig } from "../../../shared/tools/flow_tracker/tool.ts";
import type { AnswerProps } from "../../model/card.ts";
import { useToday } from "../../ui/useToday.ts";
import { localDay } from "../../ui/when.ts";
import { useDraft } from "../card/draft.ts";
import { useFocusNext } from "../card/focus.ts";
import { Folded } from "../card/Folded.tsx";
import { Frame } from "../card/Frame.tsx";
import { useProblems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { rowsFor } from "../card/sources.ts";
import { Removed } from "../card/Removed.tsx";
import { Earlier } from "./Earlier.tsx";
import { Entry } from "./Entry.tsx";
import { Moment } from "./Moment.tsx";
import {
  changed,
  flowLeft,
  flowProblems,
  flowValue,
  restoreFlow,
  wholeMoments,
  withMoment,
  withTag,
  type DraftMoment,
} from "./model.ts";
import { FlowPictures } from "./Pictures.tsx";
import "./flow_tracker.css";

/** A log of moments, each with two marks; a line a moment, and more about it only for who wants to say it. */
export function Card(card: AnswerProps) {
  const config = useMemo(() => flowConfig.parse(card.block.config ?? {}), [card.block]);
  const seeds = useMemo(() => rowsFor(card.recalls, "seed"), [card.recalls]);
  const today = localDay(useToday());
  const [draft, change] = useDraft(() => restoreFlow(card.draft, card.value, config), card.onDraft);
  const [open, setOpen] = useState<string | null>(null);
  const [removed, setRemoved] = useState<{ row: DraftMoment; at: number } | null>(null);
  const [said, say] = useState("");
  const focusNext = useFocusNext();
  const problems = useProblems(flowProblems(draft, config), (first) =>
    setOpen(first.at.split(".")[0] ?? null),
  );
  const entry = () => document.getElementById(problems.id("entry"));
  const nameOf = ({ activity }: DraftMoment) => activity.trim() || "A moment without words";

  const add = (activity: string) => {
    const id = crypto.randomUUID();
    change((now) => withMoment(now, activity, id, config.span === "past" ? "" : today));
    setOpen(id);
    say(`Added: ${activity}. How was your energy?`);
    focusNext(() => document.getElementById(problems.id(`${id}.energy`)));
  };
  const remove = (row: DraftMoment) => {
    setRemoved({ row, at: draft.rows.indexOf(row) });
    change((now) => ({ ...now, rows: now.rows.filter(({ id }) => id !== row.id) }));
  };
  const undo = () => {
    if (removed === null) return;
    change((now) => ({ ...now, rows: now.rows.toSpliced(removed.at, 0, removed.row) }));
    setRemoved(null);
    say(`${nameOf(removed.row)} is back`);
    focusNext(() => document.getElementById(problems.id(`${removed.row.id}.head`)));
  };
  const send = () => problems.attempt(() => card.onSubmit(flowValue(draft, config)));
  const done = wholeMoments(draft, config);
  const taken = new Set(draft.rows.map(({ activity }) => activity.trim().toLowerCase()));

  return (
    <Frame
      card={card}
      title={config.goal ?? "Your flow log"}
      left={flowLeft(draft, config)}
      said={said}
      onSend={send}
    >
      <ol className="flow-rows" aria-label={config.goal ?? "Your flow log"}>
        {draft.rows.map((row, i) => (
          <Moment
            key={row.id}
            row={row}
            number={i + 1}
            name={nameOf(row)}
            config={config}
            today={today}
            isOpen={open === row.id}
            problems={problems}
            onOpen={(isOpen) => setOpen(isOpen ? row.id : null)}
            onChange={(some) => change((now) => changed(now, row.id, some))}
            onTag={(tag, value) => change((now) => withTag(now, row.id, tag, value))}
            onRemove={() => remove(row)}
            onDone={() => {
              setOpen(null);
              focusNext(entry);
            }}
          />
        ))}
      </ol>
      {removed === null ? null : <Removed key={removed.row.id} name={nameOf(removed.row)} onUndo={undo} />}
      <Entry
        value={draft.entry}
        isFirst={draft.rows.length === 0}
        span={config.span}
        problems={problems}
        onChange={(text) => change((now) => ({ ...now, entry: text }))}
        onAdd={add}
      />
      <ProblemText problems={problems} at="entry" />
      <Earlier
        items={seeds.filter(({ text }) => !taken.has(text.trim().toLowerCase()))}
        onAdd={({ text }) => add(text)}
      />
      {done.length > 1 ? (
        <div className="flow-look">
          <Folded words={`See these ${done.length} as a picture`}>
            <FlowPictures rows={done} />
          </Folded>
        </div>
      ) : null}
    </Frame>
  );
}
