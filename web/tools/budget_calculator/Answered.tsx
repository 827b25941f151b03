import { showMoney } from "../../../shared/tools/budget_calculator/money.ts";
import { readBudget } from "../../../shared/tools/budget_calculator/tool.ts";
import type { AnsweredProps } from "../../model/card.ts";
import { Result, WhereItGoes } from "./Result.tsx";
import { categoryWords, periodWords } from "./words.ts";
import "../card/card.css";
import "./budget_calculator.css";

/** The sums; the lines they are made of, folded. */
export function Answered({ value }: AnsweredProps) {
  const budget = readBudget(value);
  if (budget === null) return <p className="answered-empty">No figures yet.</p>;
  const { lines, currency, benefits, notes } = budget;
  return (
    <div className="answered-budget">
      <Result budget={budget} />
      <details>
        <summary>{lines.length === 1 ? "The line" : `The ${lines.length} lines`}</summary>
        <ul className="budget-read">
          {lines.map((line) => (
            <li key={line.id}>
              <span>
                {line.label || categoryWords[line.category]}
                {line.kind === "income" && <small> coming in</small>}
              </span>
              <span>
                {showMoney(line.amount, currency)} {periodWords[line.per]}
              </span>
            </li>
          ))}
        </ul>
        <WhereItGoes budget={budget} />
      </details>
      {[benefits, notes].map((words) =>
        words === "" ? null : (
          <p key={words} className="budget-said">
            {words}
          </p>
        ),
      )}
    </div>
  );
}
