import * as z from "zod/mini";
import { rowId } from "../../../shared/tools/fields.ts";
import { minorDigits, readMoney } from "../../../shared/tools/budget_calculator/money.ts";
import {
  budgetLines,
  costCategories,
  incomeCategories,
  periods,
  sumsOf,
  type BudgetLine,
  type Sums,
  type WorkingTime,
} from "../../../shared/tools/budget_calculator/sums.ts";
import { readBudget, type Budget } from "../../../shared/tools/budget_calculator/tool.ts";
import type { Problem } from "../card/problems.ts";
import { categoryWords } from "./words.ts";

type Kind = BudgetLine["kind"];

/** A line as it is being written: its amount is the text in its field. */
export interface DraftLine {
  readonly id: string;
  readonly kind: Kind;
  readonly category: BudgetLine["category"];
  readonly label: string;
  readonly amount: string;
  readonly per: BudgetLine["per"];
  /** Added by the learner, who says what it is; else its category says it. */
  readonly own: boolean;
}
export interface BudgetDraft {
  readonly currency: string;
  readonly lines: readonly DraftLine[];
  readonly hours: string;
  readonly weeks: string;
  readonly benefits: string;
  readonly notes: string;
}

const text = z.string();
const draftShape = z.object({
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
  lines: z.array(
    z.object({
      id: rowId,
      kind: z.enum(["cost", "income"]),
      category: z.enum([...costCategories, ...incomeCategories]),
      label: text,
      amount: text,
      per: z.enum(periods),
      own: z.boolean(),
    }),
  ),
  hours: text,
  weeks: text,
  benefits: text,
  notes: text,
});

/** Where a month begins: what nearly everybody has a line for; others are a button away. */
const usual = ["housing", "food", "transport", "health", "phone", "tax", "savings"] as const;

/** The draft, else the budget that stands with a line for each usual cost, else those lines alone. */
export function restoreBudget(
  draft: unknown,
  value: unknown,
  currency: string,
  makeId: () => string,
): BudgetDraft {
  const kept = draftShape.safeParse(draft);
  if (kept.success) return kept.data;
  const budget = readBudget(draft) ?? readBudget(value);
  const lines = (budget?.lines ?? []).map((line) => toDraft(line, budget?.currency ?? currency));
  const missing = usual.filter((category) => !lines.some((one) => one.category === category));
  const blank = missing.map((category) => newLine("cost", category, makeId(), false));
  return {
    currency: budget?.currency ?? currency,
    lines: [...lines, ...blank],
    hours: budget?.time.hoursPerWeek == null ? "" : String(budget.time.hoursPerWeek),
    weeks: String(budget?.time.weeksPerYear ?? 52),
    benefits: budget?.benefits ?? "",
    notes: budget?.notes ?? "",
  };
}

function toDraft(line: BudgetLine, currency: string): DraftLine {
  const { id, kind, category, label, per } = line;
  return { id, kind, category, label, per, amount: amountText(line.amount, currency), own: label !== "" };
}

/** Minor units as they would be typed: "410", "1840.50". */
export function amountText(minorUnits: number, currency: string): string {
  const digits = minorDigits(currency);
  const [whole = "", part = ""] = (minorUnits / 10 ** digits).toFixed(digits).split(".");
  return /[1-9]/.test(part) ? `${whole}.${part}` : whole;
}

export const newLine = (
  kind: Kind,
  category: BudgetLine["category"],
  id: string,
  own: boolean,
): DraftLine => ({ id, kind, category, label: "", amount: "", per: "month", own });

/** In minor units; null where it cannot be read. Nothing, and "shared", are 0: somebody else's cost is a line too. */
export function amountOf(written: string, currency: string): number | null {
  const said = written.trim();
  return said === "" || /^shared$/i.test(said) ? 0 : readMoney(said, currency);
}

const isSaid = (line: DraftLine): boolean => line.amount.trim() !== "" || line.label.trim() !== "";

const hoursOf = (written: string): number | null =>
  written.trim() === "" ? null : Number(written.trim().replace(",", "."));

/** The budget as it would be sent; what cannot be read counts as nothing while it is being typed. */
export function budgetOf(draft: BudgetDraft): Budget {
  const lines = draft.lines.filter(isSaid).map((line): unknown => {
    const { id, kind, category, per } = line;
    const amount = amountOf(line.amount, draft.currency) ?? 0;
    return { id, kind, category, per, label: line.label.trim(), amount };
  });
  const readable = budgetLines.safeParse(lines);
  const hours = hoursOf(draft.hours);
  const weeks = Number(draft.weeks.trim());
  const time: WorkingTime = {
    hoursPerWeek: hours !== null && hours >= 0 && hours <= 168 ? hours : null,
    weeksPerYear: Number.isInteger(weeks) && weeks >= 1 && weeks <= 52 ? weeks : 52,
  };
  const { currency, benefits, notes } = draft;
  return { currency, lines: readable.success ? readable.data : [], time, benefits, notes };
}

export function sumsOfDraft(draft: BudgetDraft): Sums {
  const { lines, time } = budgetOf(draft);
  return sumsOf(lines, time);
}

/** The largest amount a line can have, as the schema has it. */
const mostMinor = 1e12;

export function budgetProblems(draft: BudgetDraft): Problem[] {
  const problems: Problem[] = [];
  const long = (at: string, words: string, most: number) => {
    const { length } = words.trim();
    if (length > most) problems.push({ at, words: `This is ${length} characters long; ${most} fit here.` });
  };
  for (const line of draft.lines) {
    long(`${line.id}.label`, line.label, 120);
    const amount = amountOf(line.amount, draft.currency);
    if (amount === null) {
      problems.push({ at: `${line.id}.amount`, words: "Write an amount here, such as 410 or 1,840.50." });
    } else if (amount > mostMinor) {
      problems.push({ at: `${line.id}.amount`, words: "This is more than the card can add up." });
    }
  }
  const said = draft.lines.filter(isSaid).length;
  if (said === 0) {
    const first = draft.lines.find((line) => line.kind === "cost");
    const at = first === undefined ? "add" : `${first.id}.amount`;
    problems.push({ at, words: "Write one amount to go on. A guess is fine." });
  }
  if (said > 100) problems.push({ at: "add", words: "A budget holds 100 lines." });
  const hours = hoursOf(draft.hours);
  if (hours !== null && !(hours >= 0 && hours <= 168)) {
    problems.push({ at: "hours", words: "Write the hours of a week, from 0 to 168." });
  }
  const weeks = Number(draft.weeks.trim());
  if (!(Number.isInteger(weeks) && weeks >= 1 && weeks <= 52)) {
    problems.push({ at: "weeks", words: "Write a number of weeks from 1 to 52." });
  }
  long("benefits", draft.benefits, 2000);
  long("notes", draft.notes, 2000);
  return problems;
}

/** Where the money of a month goes: each kind of cost, the largest first, in minor units, with its share of them all. */
export function monthByCategory(lines: readonly BudgetLine[]): readonly {
  readonly category: BudgetLine["category"];
  readonly words: string;
  readonly amount: number;
  readonly share: number;
}[] {
  const costs = lines.filter((line) => line.kind === "cost");
  const all = sumsOf(costs, { hoursPerWeek: null, weeksPerYear: 52 }).annualNeed;
  return costCategories
    .map((category) => {
      const own = costs.filter((line) => line.category === category);
      const { annualNeed } = sumsOf(own, { hoursPerWeek: null, weeksPerYear: 52 });
      const share = all === 0 ? 0 : annualNeed / all;
      return { category, words: categoryWords[category], amount: Math.round(annualNeed / 12), share };
    })
    .filter((one) => one.amount > 0)
    .toSorted((a, b) => b.amount - a.amount);
}
