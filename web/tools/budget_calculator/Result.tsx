import { showMoney } from "../../../shared/tools/budget_calculator/money.ts";
import { sumsOf } from "../../../shared/tools/budget_calculator/sums.ts";
import type { Budget } from "../../../shared/tools/budget_calculator/tool.ts";
import { Bars } from "../../pictures/Bars.tsx";
import { monthByCategory } from "./model.ts";

/** What follows from the lines, with the way it was worked out. */
export function Result({ budget }: { budget: Budget }) {
  const { lines, time, currency } = budget;
  const sums = sumsOf(lines, time);
  const money = (minorUnits: number) => showMoney(minorUnits, currency);
  const onTop = sums.yearlyTax + sums.yearlySavings;
  const months = sums.annualNeed - onTop;
  const over = sums.annualIncome - sums.annualNeed;
  return (
    <div className="budget-result">
      <dl className="budget-sums">
        <div>
          <dt>A month takes</dt>
          <dd>{money(sums.monthlyCosts)}</dd>
        </div>
        <div>
          <dt>A year needs</dt>
          <dd>{money(sums.annualNeed)}</dd>
        </div>
        <div>
          <dt>Walk-away rate</dt>
          <dd>{sums.hourlyFloor === null ? "–" : `${money(sums.hourlyFloor)} an hour`}</dd>
        </div>
      </dl>
      <p className="budget-formula">
        {sums.hourlyFloor === null
          ? "Say how many hours a week, and here stands what one of them has to bring."
          : `(${money(months)} for the months + ${money(onTop)} for taxes and what is put by) ÷ (${time.hoursPerWeek ?? 0} hours × ${time.weeksPerYear} weeks), rounded up.`}
      </p>
      {sums.annualIncome > 0 && (
        <p className="budget-formula">
          {`Coming in: ${money(sums.annualIncome)} a year, `}
          {over === 0
            ? "which is just what it needs."
            : `${money(Math.abs(over))} ${over > 0 ? "more" : "less"} than it needs.`}
        </p>
      )}
    </div>
  );
}

/** Where the money of a month goes; nothing while there is only one kind of cost. */
export function WhereItGoes({ budget }: { budget: Budget }) {
  const kinds = monthByCategory(budget.lines);
  const [largest] = kinds;
  if (largest === undefined || kinds.length < 2) return null;
  const money = (minorUnits: number) => showMoney(minorUnits, budget.currency);
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  return (
    <div className="budget-picture">
      <Bars
        title="Where a month goes"
        says={`${kinds.length} kinds of cost. The largest is ${largest.words}, ${money(largest.amount)} a month, ${percent(largest.share)} of all.`}
        most={largest.amount}
        groups={[
          {
            bars: kinds.map(({ category, words, amount, share }) => ({
              id: category,
              label: words,
              value: amount,
              words: `${money(amount)} · ${percent(share)}`,
            })),
          },
        ]}
        twin={{
          head: ["What for", "A month", "Of all"],
          rows: kinds.map(({ words, amount, share }) => [words, money(amount), percent(share)]),
        }}
      />
    </div>
  );
}
