import { useMemo, useState } from "react";
import { showMoney } from "../../../shared/tools/budget_calculator/money.ts";
import { budgetConfig, budgetValue } from "../../../shared/tools/budget_calculator/tool.ts";
import type { AnswerProps } from "../../model/card.ts";
import { useDraft } from "../card/draft.ts";
import { useFocusNext } from "../card/focus.ts";
import { Frame } from "../card/Frame.tsx";
import { Plus } from "../card/icons.tsx";
import { useProblems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { Removed } from "../card/Removed.tsx";
import { useUnseen } from "../../ui/useUnseen.ts";
import { Line } from "./Line.tsx";
import {
  budgetOf,
  budgetProblems,
  newLine,
  restoreBudget,
  sumsOfDraft,
  type BudgetDraft,
  type DraftLine,
} from "./model.ts";
import { Result, WhereItGoes } from "./Result.tsx";
import { categoryWords, currencies, likelyCurrency } from "./words.ts";
import "./budget_calculator.css";

const makeId = () => crypto.randomUUID();
const onTop = (line: DraftLine) => line.category === "tax" || line.category === "savings";

/** What a month takes, and what an hour has to bring; worked out here, and locked before it is sent. */
export function Card(card: AnswerProps) {
  const config = useMemo(() => budgetConfig.parse(card.block.config ?? {}), [card.block]);
  const [draft, change] = useDraft<BudgetDraft>(
    () => restoreBudget(card.draft, card.value, likelyCurrency(navigator.language), makeId),
    card.onDraft,
  );
  const [said, say] = useState("");
  const [removed, setRemoved] = useState<{ line: DraftLine; at: number } | null>(null);
  const known = useMemo(() => currencies(), []);
  const problems = useProblems(budgetProblems(draft));
  const focusNext = useFocusNext();
  const budget = budgetOf(draft);
  const sums = sumsOfDraft(draft);
  const set = (more: Partial<BudgetDraft>) => change((now) => ({ ...now, ...more }));

  const add = (kind: DraftLine["kind"]) => {
    const line = newLine(kind, kind === "cost" ? "other" : "work", makeId(), true);
    change((now) => ({ ...now, lines: [...now.lines, line] }));
    focusNext(() => document.getElementById(problems.id(`${line.id}.label`)));
  };
  // The next line is where this one was, and only one can be brought back.
  const isUnseen = useUnseen(removed?.line.id ?? null);
  const remove = (line: DraftLine, tap: { readonly timeStamp: number }) => {
    if (isUnseen(tap)) return;
    setRemoved({ line, at: draft.lines.indexOf(line) });
    change((now) => ({ ...now, lines: now.lines.filter((one) => one.id !== line.id) }));
  };
  const undo = () => {
    if (removed === null) return;
    change((now) => ({ ...now, lines: now.lines.toSpliced(removed.at, 0, removed.line) }));
    setRemoved(null);
    focusNext(() => document.getElementById(problems.id(`${removed.line.id}.label`)));
  };
  const sayMonth = () => say(`A month takes ${showMoney(sums.monthlyCosts, draft.currency)}`);
  const send = () => problems.attempt(() => card.onSubmit(budgetValue(budget)));

  const group = (title: string, which: (line: DraftLine) => boolean, kind: DraftLine["kind"] | null) => (
    <fieldset className="budget-group">
      <legend>{title}</legend>
      <ul>
        {draft.lines.filter(which).map((line) => (
          <Line
            key={line.id}
            line={line}
            currency={draft.currency}
            problems={problems}
            onChange={(next) =>
              change((now) => ({
                ...now,
                lines: now.lines.map((one) => (one.id === next.id ? next : one)),
              }))
            }
            onLeave={sayMonth}
            onRemove={(tap) => remove(line, tap)}
          />
        ))}
      </ul>
      {removed !== null && which(removed.line) && (
        <Removed
          key={removed.line.id}
          name={removed.line.label.trim() || categoryWords[removed.line.category]}
          onUndo={undo}
        />
      )}
      {kind !== null && (
        <button
          type="button"
          className="budget-add"
          id={kind === "cost" ? problems.id("add") : undefined}
          onClick={() => add(kind)}
        >
          <Plus />
          {kind === "cost" ? "Add a cost" : "Add what comes in"}
        </button>
      )}
    </fieldset>
  );

  return (
    <Frame
      card={card}
      title={config.goal ?? "Your budget"}
      left={sums.annualNeed === 0 ? "" : `${showMoney(sums.monthlyCosts, draft.currency)} a month`}
      said={said}
      onSend={send}
    >
      <div className="budget-currency">
        <label className="tool-label" htmlFor={problems.id("currency")}>
          Currency
        </label>
        <select
          id={problems.id("currency")}
          value={draft.currency}
          onChange={(event) => set({ currency: event.target.value })}
        >
          {known.map(({ code, name }) => (
            <option key={code} value={code}>
              {`${code} · ${name}`}
            </option>
          ))}
        </select>
      </div>
      {group("What a month takes", (line) => line.kind === "cost" && !onTop(line), "cost")}
      <ProblemText problems={problems} at="add" />
      {group("On top of it", (line) => line.kind === "cost" && onTop(line), null)}
      {group("What comes in, if you like", (line) => line.kind === "income", "income")}
      <fieldset className="budget-group budget-time">
        <legend>The working time that has to pay for it</legend>
        {(
          [
            ["hours", "Hours in a week", "decimal"],
            ["weeks", "Weeks of pay in a year", "numeric"],
          ] as const
        ).map(([at, words, keys]) => (
          <div key={at}>
            <label className="tool-label" htmlFor={problems.id(at)}>
              {words}
            </label>
            <input
              id={problems.id(at)}
              type="text"
              inputMode={keys}
              autoComplete="off"
              value={draft[at]}
              onChange={(event) => set({ [at]: event.target.value })}
              {...problems.aria(at)}
            />
            <ProblemText problems={problems} at={at} />
          </div>
        ))}
      </fieldset>
      <Result budget={budget} />
      <WhereItGoes budget={budget} />
      {(config.benefits ? (["benefits", "notes"] as const) : (["notes"] as const)).map((at) => (
        <div key={at} className="budget-words">
          <label className="tool-label" htmlFor={problems.id(at)}>
            {at === "benefits" ? "Benefits a job has to bring" : "Notes, if you like"}
          </label>
          <textarea
            id={problems.id(at)}
            rows={1}
            value={draft[at]}
            onChange={(event) => set({ [at]: event.target.value })}
            {...problems.aria(at)}
          />
          <ProblemText problems={problems} at={at} />
        </div>
      ))}
    </Frame>
  );
}
