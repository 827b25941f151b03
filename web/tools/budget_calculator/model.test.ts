import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  budgetCalculator,
  budgetConfig,
  budgetValue,
  readBudget,
} from "../../../shared/tools/budget_calculator/tool.ts";
import { costCategories, incomeCategories, sumsOf } from "../../../shared/tools/budget_calculator/sums.ts";
import {
  amountOf,
  amountText,
  budgetOf,
  budgetProblems,
  monthByCategory,
  restoreBudget,
  sumsOfDraft,
  type BudgetDraft,
} from "./model.ts";
import { likelyCurrency } from "./words.ts";

const makeId = () => crypto.randomUUID();
const config = budgetConfig.parse({});
const context = { userId: "u", skillName: () => undefined };

const written = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("", "410", "1,840.50", "1.840,50", "0", "shared", " 12 ") },
  { weight: 1, arbitrary: fc.constantFrom("a lot", "-3", "12 or so", "9".repeat(14)) },
);
const line = fc
  .record({
    id: fc.uuid({ version: 4 }),
    label: fc.constantFrom("", "The cat", "Dentist"),
    amount: written,
    per: fc.constantFrom("week" as const, "month" as const, "year" as const),
    own: fc.boolean(),
  })
  .chain((common) =>
    fc.oneof(
      fc.constantFrom(...costCategories).map((category) => ({ ...common, kind: "cost" as const, category })),
      fc
        .constantFrom(...incomeCategories)
        .map((category) => ({ ...common, kind: "income" as const, category })),
    ),
  );
const draft: fc.Arbitrary<BudgetDraft> = fc.record({
  currency: fc.constantFrom("EUR", "USD", "JPY", "KWD"),
  lines: fc.array(line, { maxLength: 9 }),
  hours: fc.constantFrom("", "38.5", "38,5", "0", "200", "many"),
  weeks: fc.constantFrom("52", "46", "", "0", "4.5"),
  benefits: fc.constantFrom("", "Paid leave"),
  notes: fc.constantFrom("", "Rent goes up in May"),
});

describe("TO6: the card", () => {
  test("what it has no objection to is a budget by its contract, with the sums it shows", () => {
    fc.assert(
      fc.property(draft, (one) => {
        if (budgetProblems(one).length > 0) return;
        const value = budgetValue(budgetOf(one));
        expect(budgetCalculator.value(config, "open").safeParse(value).success).toBe(true);
        expect(budgetCalculator.check(value, config, context)).toBeNull();
        const read = readBudget(value);
        if (read === null) throw new Error("not a budget");
        expect(sumsOf(read.lines, read.time)).toEqual(sumsOfDraft(one));
        // Opened and sent unchanged it is the same budget.
        const again = budgetOf(restoreBudget(undefined, value, "USD", makeId));
        expect(budgetValue(again)).toEqual(value);
      }),
    );
  });

  test("a draft comes back through JSON as it was; what is none begins with the usual lines", () => {
    fc.assert(
      fc.property(draft, (one) => {
        expect(restoreBudget(JSON.parse(JSON.stringify(one)), undefined, "EUR", makeId)).toEqual(one);
      }),
    );
    for (const odd of [null, 3, {}, { lines: 1 }]) {
      const begun = restoreBudget(odd, undefined, "EUR", makeId);
      expect(begun.lines.length).toBeGreaterThan(5);
      expect(budgetProblems(begun)[0]?.words).toContain("one amount");
    }
  });

  test("what cannot be read is named at its field, and counts as nothing meanwhile", () => {
    const begun = restoreBudget(undefined, undefined, "EUR", makeId);
    const [first] = begun.lines;
    const typed = { ...begun, hours: "200", weeks: "0", lines: [{ ...begun.lines[0], amount: "a lot" }] };
    const problems = budgetProblems(typed as BudgetDraft);
    expect(problems.map(({ at }) => at)).toEqual([`${first?.id}.amount`, "hours", "weeks"]);
    expect(sumsOfDraft(typed as BudgetDraft).annualNeed).toBe(0);
  });

  test("an amount is typed as it is read, in every currency's minor units", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e11 }),
        fc.constantFrom("EUR", "JPY", "KWD", "USD"),
        (minor, currency) => {
          expect(amountOf(amountText(minor, currency), currency)).toBe(minor);
        },
      ),
    );
    expect([amountOf("shared", "EUR"), amountOf("", "EUR"), amountOf("soon", "EUR")]).toEqual([0, 0, null]);
  });

  test("where the money goes: every cost once, largest first, and the shares are of all of it", () => {
    fc.assert(
      fc.property(draft, (one) => {
        const { lines, time } = budgetOf(one);
        const kinds = monthByCategory(lines);
        const { annualNeed } = sumsOf(lines, time);
        const all = kinds.reduce((sum, kind) => sum + kind.amount, 0);
        expect(Math.abs(all - annualNeed / 12)).toBeLessThanOrEqual(costCategories.length);
        expect(kinds.map(({ amount }) => amount)).toEqual(
          kinds.map(({ amount }) => amount).toSorted((a, b) => b - a),
        );
        if (kinds.length > 0) {
          expect(kinds.reduce((sum, kind) => sum + kind.share, 0)).toBeCloseTo(1, 1);
        }
      }),
    );
  });

  test("the currency begins where the language is spoken", () => {
    expect(["de-AT", "en-GB", "ja", "en", "pl-PL"].map(likelyCurrency)).toEqual([
      "EUR",
      "GBP",
      "JPY",
      "USD",
      "PLN",
    ]);
  });
});
