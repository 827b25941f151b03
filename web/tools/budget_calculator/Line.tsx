import {
  costCategories,
  incomeCategories,
  periods,
  type BudgetLine,
} from "../../../shared/tools/budget_calculator/sums.ts";
import type { Problems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import type { DraftLine } from "./model.ts";
import { categoryWords, periodWords } from "./words.ts";

interface LineProps {
  readonly line: DraftLine;
  readonly currency: string;
  readonly problems: Problems;
  readonly onChange: (line: DraftLine) => void;
  readonly onLeave: () => void;
  readonly onRemove: (tap: { readonly timeStamp: number }) => void;
}

/** One cost or income: what it is, how much, how often. */
export function Line({ line, currency, problems, onChange, onLeave, onRemove }: LineProps) {
  const name = line.label.trim() || categoryWords[line.category];
  const at = `${line.id}.amount`;
  return (
    <li className="budget-line" data-own={line.own}>
      {line.own ? (
        <div className="budget-what">
          <input
            id={problems.id(`${line.id}.label`)}
            type="text"
            aria-label={line.kind === "cost" ? "What it is for" : "Where it comes from"}
            placeholder={line.kind === "cost" ? "What it is for" : "Where it comes from"}
            autoComplete="off"
            value={line.label}
            onChange={(event) => onChange({ ...line, label: event.target.value })}
            {...problems.aria(`${line.id}.label`)}
          />
          <select
            aria-label={`Kind of ${line.kind}: ${name}`}
            value={line.category}
            onChange={(event) =>
              onChange({ ...line, category: event.target.value as BudgetLine["category"] })
            }
          >
            {(line.kind === "cost" ? costCategories : incomeCategories).map((category) => (
              <option key={category} value={category}>
                {categoryWords[category]}
              </option>
            ))}
          </select>
        </div>
      ) : (
        <label className="budget-what" htmlFor={problems.id(at)}>
          {name}
        </label>
      )}
      {line.own && (
        <button
          type="button"
          className="act budget-remove"
          aria-label={`Take out ${name}`}
          onClick={onRemove}
        >
          Take out
        </button>
      )}
      <input
        id={problems.id(at)}
        className="budget-amount"
        type="text"
        inputMode="decimal"
        autoComplete="off"
        aria-label={`${name}, ${periodWords[line.per]}, in ${currency}`}
        placeholder="0"
        value={line.amount}
        onChange={(event) => onChange({ ...line, amount: event.target.value })}
        onBlur={onLeave}
        {...problems.aria(at)}
      />
      <select
        className="budget-per"
        aria-label={`${name}: how often`}
        value={line.per}
        onChange={(event) => onChange({ ...line, per: event.target.value as BudgetLine["per"] })}
      >
        {periods.map((per) => (
          <option key={per} value={per}>
            {periodWords[per]}
          </option>
        ))}
      </select>
      <ProblemText problems={problems} at={`${line.id}.label`} />
      <ProblemText problems={problems} at={at} />
    </li>
  );
}
