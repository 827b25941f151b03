import * as z from "zod/mini";
import type { RecallRow } from "../../content/block.ts";
import type { ToolDefinition } from "../definition.ts";
import { sealable } from "../fields.ts";
import { showMoney } from "./money.ts";
import { budgetLines, sumsOf, workingTime, type BudgetLine, type WorkingTime } from "./sums.ts";

export const budgetConfig = z.strictObject({
  /** Whether the card also asks for the benefits a job has to bring; else a prompt may save them. */
  benefits: z._default(z.boolean(), true),
  goal: z.optional(z.string()),
});
export type BudgetConfig = z.infer<typeof budgetConfig>;

/** The columns of `user_budget`, all of them sealed (decision 6). */
export const budgetColumns = [
  "monthly_expenses",
  "annual_needs",
  "hourly_batna",
  "benefits_needed",
  "notes",
  "lines",
  "currency",
] as const;
export type BudgetColumn = (typeof budgetColumns)[number];

/**
 * A text or an envelope per column, `""` where nothing is said. Opened, the three sums are whole minor units in
 * digits, `lines` is JSON (`writtenLines`) and `currency` an ISO 4217 code.
 */
export type BudgetValue = Record<BudgetColumn, unknown>;

/** A budget as the learner's browser works on it. */
export interface Budget {
  readonly currency: string;
  readonly lines: readonly BudgetLine[];
  readonly time: WorkingTime;
  readonly benefits: string;
  readonly notes: string;
}

const writtenLines = z.strictObject({ v: z.literal(1), lines: budgetLines, time: workingTime });

const digits = z.string().check(z.regex(/^\d{0,16}$/));

function isWritten(text: string): boolean {
  try {
    return writtenLines.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** What each column says before it is sealed. */
const columns = {
  monthly_expenses: digits,
  annual_needs: digits,
  hourly_batna: digits,
  benefits_needed: z.string().check(z.maxLength(2000)),
  notes: z.string().check(z.maxLength(2000)),
  lines: z.string().check(z.refine(isWritten, "A budget has lines")),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
} satisfies Record<BudgetColumn, unknown>;
const opened = z.strictObject(columns);

/** The value to be sealed: the lines, and the sums that follow from them. */
export function budgetValue({
  currency,
  lines,
  time,
  benefits,
  notes,
}: Budget): Record<BudgetColumn, string> {
  const { monthlyCosts, annualNeed, hourlyFloor } = sumsOf(lines, time);
  return {
    monthly_expenses: String(monthlyCosts),
    annual_needs: String(annualNeed),
    hourly_batna: hourlyFloor === null ? "" : String(hourlyFloor),
    benefits_needed: benefits.trim(),
    notes: notes.trim(),
    lines: JSON.stringify({ v: 1, lines, time }),
    currency,
  };
}

/** The budget of an opened value; null where it is none, or still sealed. */
export function readBudget(value: unknown): Budget | null {
  const parsed = opened.safeParse(value);
  if (!parsed.success) return null;
  const { lines: written, currency, benefits_needed: benefits, notes } = parsed.data;
  const { lines, time } = writtenLines.parse(JSON.parse(written));
  return { currency, lines, time, benefits, notes };
}

const names: Readonly<Record<BudgetColumn, string>> = {
  monthly_expenses: "Costs in a month",
  annual_needs: "What a year needs",
  hourly_batna: "Walk-away rate an hour",
  benefits_needed: "Benefits a job has to bring",
  notes: "Notes",
  lines: "Lines",
  currency: "Currency",
};
const sums: readonly BudgetColumn[] = ["monthly_expenses", "annual_needs", "hourly_batna"];

/** One figure or text of the budget; sealed, its envelope, for the browser to open. */
function rowOf(column: BudgetColumn, value: BudgetValue): RecallRow[] {
  const said = value[column];
  if (said === "") return [];
  if (typeof said !== "string") return [{ id: column, text: "", name: names[column], value: said }];
  if (!sums.includes(column)) return [{ id: column, text: said, name: names[column], value: said }];
  const currency = typeof value.currency === "string" ? value.currency : "";
  const text = showMoney(Number(said), currency);
  return [{ id: column, text, name: names[column], value: Number(said), currency }];
}

export const budgetCalculator: ToolDefinition<BudgetConfig, BudgetValue> = {
  name: "budget_calculator",
  config: budgetConfig,
  standalone: { config: budgetConfig.parse({}), private: true },
  value(_config, sealing) {
    const shape = Object.fromEntries(
      budgetColumns.map((column) => [
        column,
        sealable(columns[column], sealing, { table: "user_budget", column }),
      ]),
    );
    return z.strictObject(shape) as unknown as z.ZodMiniType<BudgetValue>;
  },
  check(value) {
    const missing = (["lines", "currency"] as const).find((column) => value[column] === "");
    return missing === undefined
      ? null
      : { code: "invalid", path: `value.${missing}`, message: "Add one line to your budget" };
  },
  rows: (value) =>
    budgetColumns
      .filter((column) => column !== "lines" && column !== "currency")
      .flatMap((column) => rowOf(column, value)),
  writes(value, { benefits }, { userId }) {
    const own = budgetColumns.filter((column) => benefits || column !== "benefits_needed");
    const fields = Object.fromEntries(
      own.map((column) => [column, value[column] === "" ? null : value[column]]),
    );
    return [{ table: "user_budget", id: userId, creates: true, fields }];
  },
  newSkills: () => [],
};
