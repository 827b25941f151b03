import * as z from "zod/mini";
import { rowId } from "../fields.ts";

/* What a budget says and what follows from it. Pure; runs in the learner's browser, which alone can read it. */

export const periods = ["week", "month", "year"] as const;
export type Period = (typeof periods)[number];
const timesAYear: Readonly<Record<Period, number>> = { week: 52, month: 12, year: 1 };

/** What a cost is for. Tax and savings are no monthly costs: they come on top of them (content plan 1f). */
export const costCategories = [
  "housing",
  "food",
  "transport",
  "health",
  "care",
  "debt",
  "phone",
  "other",
  "tax",
  "savings",
] as const;
export const incomeCategories = ["work", "support", "other"] as const;

/** Whole minor units of the currency; a thousand million of the largest. */
const amount = z.int().check(z.minimum(0), z.maximum(1e12));
const common = {
  id: rowId,
  label: z.string().check(z.maxLength(120)),
  amount,
  per: z.enum(periods),
};

/** One line of income or cost: what it is, how much in minor units, and how often. "Shared" is an amount of 0. */
const budgetLine = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.literal("cost"), category: z.enum(costCategories) }),
  z.strictObject({ ...common, kind: z.literal("income"), category: z.enum(incomeCategories) }),
]);
export type BudgetLine = z.infer<typeof budgetLine>;

export const budgetLines = z.array(budgetLine).check(z.maxLength(100));

/** The working time that has to pay for it; null where nobody knows yet. */
export const workingTime = z.strictObject({
  hoursPerWeek: z.nullable(z.number().check(z.minimum(0), z.maximum(168))),
  weeksPerYear: z.int().check(z.minimum(1), z.maximum(52)),
});
export type WorkingTime = z.infer<typeof workingTime>;

/** Amounts in minor units. */
export interface Sums {
  /** Costs of a month without tax and savings, rounded up: the column `monthly_expenses`. */
  readonly monthlyCosts: number;
  readonly yearlyTax: number;
  readonly yearlySavings: number;
  /** Costs of a year with tax and savings: `annual_needs`. */
  readonly annualNeed: number;
  readonly annualIncome: number;
  /** What has to come in an hour, rounded up; null without hours: `hourly_batna`, "walk-away rate" to people. */
  readonly hourlyFloor: number | null;
}

const yearly = (lines: readonly BudgetLine[], which: (line: BudgetLine) => boolean): number =>
  lines.reduce((sum, line) => (which(line) ? sum + line.amount * timesAYear[line.per] : sum), 0);

/** Floor = (monthly costs × 12 + tax and savings) / yearly hours (content plan 1f), summed by the year so that nothing is rounded twice. */
export function sumsOf(lines: readonly BudgetLine[], time: WorkingTime): Sums {
  const of = (category: BudgetLine["category"]) =>
    yearly(lines, (line) => line.kind === "cost" && line.category === category);
  const yearlyTax = of("tax");
  const yearlySavings = of("savings");
  const annualNeed = yearly(lines, (line) => line.kind === "cost");
  const hours = (time.hoursPerWeek ?? 0) * time.weeksPerYear;
  return {
    monthlyCosts: roundedUp((annualNeed - yearlyTax - yearlySavings) / 12),
    yearlyTax,
    yearlySavings,
    annualNeed,
    annualIncome: yearly(lines, (line) => line.kind === "income"),
    hourlyFloor: hours > 0 ? roundedUp(annualNeed / hours) : null,
  };
}

/** A floor that is rounded down does not cover; a millionth of a minor unit is the machine's, not the learner's. */
const roundedUp = (value: number): number => Math.max(0, Math.ceil(value - 1e-6));
