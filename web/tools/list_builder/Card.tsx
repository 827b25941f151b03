import { useMemo, useState } from "react";
import { prefillRows } from "../../../shared/engine/prefill.ts";
import { prefilledRows } from "../../../shared/tools/list_builder/prefill.ts";
import { listConfig } from "../../../shared/tools/list_builder/tool.ts";
import type { AnswerProps } from "../../model/card.ts";
import { useDraft } from "../card/draft.ts";
import { useFocusNext } from "../card/focus.ts";
import { Frame } from "../card/Frame.tsx";
import { moved, movesRows, useDragOrder } from "../card/order.ts";
import { useProblems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { rowsFor } from "../card/sources.ts";
import { counted } from "../card/words.ts";
import { ListName } from "../card/ListName.tsx";
import { Removed } from "../card/Removed.tsx";
import { Earlier } from "./Earlier.tsx";
import { Entry } from "./Entry.tsx";
import { PlainRow } from "./PlainRow.tsx";
import { linkOptions } from "./links.ts";
import { titleField } from "./reading.ts";
import { TypedRow } from "./TypedRow.tsx";
import {
  joinedLine,
  listLeft,
  listProblems,
  listValue,
  notYetIn,
  restoreList,
  splitLine,
  withEarlier,
  withNew,
  withText,
  type DraftRow,
} from "./model.ts";
import "./list_builder.css";

const makeId = () => crypto.randomUUID();

/** A list built line by line, plain or with typed rows. */
export function Card(card: AnswerProps) {
  const config = useMemo(() => listConfig.parse(card.block.config ?? {}), [card.block]);
  const items = useMemo(
    () => rowsFor(card.recalls, config.mode === "create" ? "seed" : "target"),
    [card.recalls, config],
  );
  const [draft, change] = useDraft(
    () =>
      restoreList(
        card.draft,
        card.value,
        config,
        items,
        prefilledRows(config, prefillRows(card.recalls), makeId),
      ),
    card.onDraft,
  );
  const [open, setOpen] = useState<string | null>(null);
  const [removed, setRemoved] = useState<{ row: DraftRow; at: number } | null>(null);
  const [said, say] = useState("");
  const focusNext = useFocusNext();
  const problems = useProblems(listProblems(draft, config), (first) =>
    setOpen(first.at.split(".")[0] ?? null),
  );
  const typed = config.fields !== undefined;
  const title = titleField(config);
  const links = useMemo(() => linkOptions(card.recalls, draft.linked ?? []), [card.recalls, draft.linked]);
  /** It completes the rows of earlier lists and takes no others. */
  const isClosed = config.mode === "update";
  const nameOf = (row: DraftRow) =>
    (title === null
      ? (items.find((one) => one.id === row.id)?.text ?? (isClosed ? "Taken out since" : ""))
      : row.texts[title]?.trim()) || `Empty ${config.item}`;
  const place = (id: string) => draft.rows.findIndex((row) => row.id === id);
  const drag = useDragOrder(
    (id, to) =>
      change((now) => ({
        ...now,
        rows: moved(
          now.rows,
          now.rows.findIndex((row) => row.id === id),
          to,
        ),
      })),
    (id) => say(`${place(id) + 1} of ${draft.rows.length}`),
  );

  const add = (lines: readonly string[], after?: string) => {
    const id = makeId();
    const oneRow = lines.length === 1;
    change((now) => withNew(now, lines, config, oneRow ? () => id : makeId, after));
    // One typed row opens for the rest of its fields; many pasted ones wait, folded.
    if (typed && oneRow) setOpen(id);
    say(oneRow ? `Added: ${lines[0] ?? ""}` : `${counted(lines.length, config.item)} added`);
  };
  const move = (row: DraftRow, step: 1 | -1) => {
    const to = place(row.id) + step;
    if (to < 0 || to >= draft.rows.length) return;
    change((now) => ({ ...now, rows: moved(now.rows, to - step, to) }));
    say(`${nameOf(row)}: ${to + 1} of ${draft.rows.length}`);
  };
  const moveById = (id: string, step: 1 | -1) => {
    const row = draft.rows[place(id)];
    if (row !== undefined) move(row, step);
  };
  const lineAt = (id: string, at: number) => () => {
    const field = document.getElementById(problems.id(`${id}.text`));
    if (field instanceof HTMLTextAreaElement) field.setSelectionRange(at, at);
    return field;
  };
  const split = (row: DraftRow, at: number) => {
    const isEmpty = (row.texts["text"] ?? "") === "";
    if (isEmpty || isClosed) {
      // Enter in an empty line leads on, as in the last one of an outliner.
      if (isEmpty) change((now) => ({ ...now, rows: now.rows.filter(({ id }) => id !== row.id) }));
      return focusNext(() => document.getElementById(problems.id("entry")));
    }
    const id = makeId();
    change((now) => splitLine(now, row.id, at, id));
    focusNext(lineAt(id, 0));
  };
  const join = (row: DraftRow) => {
    const joined = linksElsewhere(card, row) ? null : joinedLine(draft, row.id);
    if (joined === null) return;
    change(() => joined.draft);
    focusNext(lineAt(joined.above, joined.at));
  };
  const remove = (row: DraftRow) => {
    setRemoved({ row, at: place(row.id) });
    change((now) => ({ ...now, rows: now.rows.filter((one) => one.id !== row.id) }));
  };
  const undo = () => {
    if (removed === null) return;
    change((now) => ({ ...now, rows: now.rows.toSpliced(removed.at, 0, removed.row) }));
    setRemoved(null);
    say(`${nameOf(removed.row)} is back`);
    document.getElementById(problems.id("entry"))?.focus();
  };
  const send = () => problems.attempt(() => card.onSubmit(listValue(draft, config, makeId, links)));
  const Row = typed ? TypedRow : PlainRow;

  return (
    <Frame
      card={card}
      title={config.goal ?? "Your list"}
      left={listLeft(draft, config)}
      said={said}
      onSend={send}
    >
      {config.named === true && (
        <ListName
          problems={problems}
          value={draft.name ?? ""}
          example={config.list ?? "My list"}
          onChange={(name) => change((now) => ({ ...now, name }))}
        />
      )}
      <ol
        className="list-rows"
        aria-label={config.goal ?? "Your list"}
        id={isClosed ? problems.id("entry") : undefined}
        tabIndex={isClosed ? -1 : undefined}
        ref={movesRows(moveById)}
      >
        {draft.rows.map((row, i) => (
          <Row
            key={row.id}
            row={row}
            config={config}
            name={nameOf(row)}
            isFirst={i === 0}
            isLast={i === draft.rows.length - 1}
            isOpen={open === row.id}
            drag={drag}
            problems={problems}
            links={links}
            onOpen={(isOpen) => setOpen(isOpen ? row.id : null)}
            onText={(field, text) => change((now) => withText(now, row.id, field, text))}
            onSplit={(at) => split(row, at)}
            onJoin={() => join(row)}
            onLines={(lines) => add(lines, row.id)}
            onMove={(step) => move(row, step)}
            onRemove={() => remove(row)}
          />
        ))}
      </ol>
      {removed !== null && (
        <Removed
          key={removed.row.id}
          name={nameOf(removed.row)}
          unlinks={linksElsewhere(card, removed.row)}
          onUndo={undo}
        />
      )}
      {isClosed ? (
        draft.rows.length === 0 && (
          <p className="tool-empty">
            There is nothing to complete yet: the list that this builds on is empty.
          </p>
        )
      ) : (
        <Entry
          config={config}
          value={draft.entry}
          isFirst={draft.rows.length === 0}
          problems={problems}
          onChange={(entry) => change((now) => ({ ...now, entry }))}
          onAdd={add}
        />
      )}
      <ProblemText problems={problems} at="entry" />
      <Earlier
        items={notYetIn(draft, items, config)}
        onAdd={(item) => {
          change((now) => withEarlier(now, item, config, makeId));
          say(`Added: ${item.text}`);
        }}
      />
    </Frame>
  );
}

/** Decision 5: taking out a row that other answers point at says first what that unlinks. */
const linksElsewhere = (card: AnswerProps, row: DraftRow): boolean =>
  card.mode === "edit" &&
  (card.block.feeds ?? []).length > 0 &&
  JSON.stringify(card.value ?? null).includes(row.id);
