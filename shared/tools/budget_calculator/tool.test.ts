import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Dice, runs } from "../../engine/testing/seed.ts";
import { envelopeOf } from "../../engine/testing/values.ts";
import { minorDigits, readMoney, showMoney } from "./money.ts";
import {
  costCategories,
  incomeCategories,
  periods,
  sumsOf,
  type BudgetLine,
  type WorkingTime,
} from "./sums.ts";
import {
  budgetCalculator,
  budgetColumns,
  budgetConfig,
  budgetValue,
  readBudget,
  type Budget,
} from "./tool.ts";

const line: fc.Arbitrary<BudgetLine> = fc
  .record({
    id: fc.uuid({ version: 4 }),
    label: fc.string({ maxLength: 20 }),
    amount: fc.integer({ min: 0, max: 1e9 }),
    per: fc.constantFrom(...periods),
  })
  .chain((common) =>
    fc.oneof(
      fc
        .constantFrom(...costCategories)
        .map((category): BudgetLine => ({ ...common, kind: "cost", category })),
      fc
        .constantFrom(...incomeCategories)
        .map((category): BudgetLine => ({ ...common, kind: "income", category })),
    ),
  );
const time: fc.Arbitrary<WorkingTime> = fc.record({
  hoursPerWeek: fc.option(fc.integer({ min: 0, max: 168 * 4 }).map((quarters) => quarters / 4)),
  weeksPerYear: fc.integer({ min: 1, max: 52 }),
});
const budget: fc.Arbitrary<Budget> = fc.record({
  currency: fc.constantFrom("EUR", "USD", "JPY", "KWD"),
  lines: fc.array(line, { maxLength: 12 }),
  time,
  benefits: fc.constantFrom("", "Paid leave"),
  notes: fc.constantFrom("", "Rent goes up in May"),
});
const config = budgetConfig.parse({});
const place = { userId: "u", key: "1.2.4.budget", exerciseId: "1.2.4", skillCategory: () => null };
const context = { userId: "u", skillName: () => undefined };
const cost = (amount: number, per: BudgetLine["per"], category: (typeof costCategories)[number] = "other") =>
  ({ id: "00000000-0000-4000-8000-000000000001", label: "", amount, per, kind: "cost", category }) as const;

describe("the sums (content plan 1f)", () => {
  test("TO6: (monthly costs × 12 + tax and savings) / yearly hours", () => {
    const lines = [
      cost(100_000, "month"),
      cost(120_000, "year"),
      cost(5_000, "week"),
      cost(300_000, "year", "tax"),
      cost(10_000, "month", "savings"),
    ];
    const hours = { hoursPerWeek: 37.5, weeksPerYear: 46 };
    const monthly = Math.ceil((100_000 * 12 + 120_000 + 5_000 * 52) / 12);
    expect(sumsOf(lines, hours)).toEqual({
      monthlyCosts: monthly,
      yearlyTax: 300_000,
      yearlySavings: 120_000,
      annualNeed: 1_200_000 + 120_000 + 260_000 + 300_000 + 120_000,
      annualIncome: 0,
      hourlyFloor: Math.ceil(2_000_000 / (37.5 * 46)),
    });
  });

  test("TO6: nothing costs nothing; without hours there is no rate", () => {
    expect(sumsOf([], { hoursPerWeek: 40, weeksPerYear: 48 })).toMatchObject({
      annualNeed: 0,
      hourlyFloor: 0,
    });
    expect(sumsOf([cost(100, "week")], { hoursPerWeek: null, weeksPerYear: 48 }).hourlyFloor).toBeNull();
    expect(sumsOf([cost(100, "week")], { hoursPerWeek: 0, weeksPerYear: 48 }).hourlyFloor).toBeNull();
  });

  test("TO6: whole minor units that cover the need, and not a unit more than that takes", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), time, (lines, hours) => {
        const { monthlyCosts, annualNeed, yearlyTax, yearlySavings, hourlyFloor, annualIncome } = sumsOf(
          lines,
          hours,
        );
        for (const sum of [monthlyCosts, annualNeed, annualIncome, hourlyFloor ?? 0])
          expect(Number.isSafeInteger(sum) && sum >= 0).toBe(true);
        const costs = annualNeed - yearlyTax - yearlySavings;
        expect(monthlyCosts * 12).toBeGreaterThanOrEqual(costs);
        expect((monthlyCosts - 1) * 12).toBeLessThan(Math.max(costs, 1));
        const yearlyHours = (hours.hoursPerWeek ?? 0) * hours.weeksPerYear;
        if (hourlyFloor === null) expect(yearlyHours).toBe(0);
        else {
          expect(hourlyFloor * yearlyHours).toBeGreaterThanOrEqual(annualNeed - 0.1);
          expect((hourlyFloor - 1) * yearlyHours).toBeLessThan(Math.max(annualNeed, 0.1));
        }
      }),
      runs(300),
    );
  });

  test("TO6: the order of lines changes nothing, and a line more never makes the need smaller", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), line, time, (lines, more, hours) => {
        expect(sumsOf(lines.toReversed(), hours)).toEqual(sumsOf(lines, hours));
        const [before, after] = [sumsOf(lines, hours), sumsOf([...lines, more], hours)];
        expect(after.annualNeed).toBeGreaterThanOrEqual(before.annualNeed);
        expect(after.annualIncome).toBeGreaterThanOrEqual(before.annualIncome);
      }),
    );
  });
});

describe("money", () => {
  test.each([
    ["1,840.50", "EUR", 184_050],
    ["1.840,5", "EUR", 184_050],
    ["1 840", "EUR", 184_000],
    ["1.840", "EUR", 184_000],
    ["1840.", "USD", 184_000],
    ["1,840", "JPY", 1_840],
    ["12.345", "KWD", 12_345],
    ["1'200.05", "CHF", 120_005],
    ["0", "USD", 0],
    ["$ 45", "USD", 4_500],
    ["45 eur", "EUR", 4_500],
    ["410 + 12,50+3", "EUR", 42_550],
    ["1,840+20", "JPY", 1_860],
    ["5+", "USD", null],
    ["12k", "USD", null],
    ["shared", "USD", null],
    ["-5", "USD", null],
    ["", "USD", null],
  ])("TO6: %s in %s", (text, currency, amount) => {
    expect(readMoney(text, currency)).toBe(amount);
  });

  test("TO6: what is shown is read back", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e12 }),
        fc.constantFrom("EUR", "USD", "JPY", "KWD", "XYZ"),
        fc.constantFrom("en", "de", "fr", "es"),
        (amount, currency, locale) => {
          expect(readMoney(showMoney(amount, currency, locale), currency)).toBe(amount);
        },
      ),
    );
    expect(minorDigits("JPY")).toBe(0);
  });
});

describe("the value", () => {
  test("TO6: a budget comes back from its opened value as it was", () => {
    fc.assert(
      fc.property(budget, (one) => {
        const value = budgetValue(one);
        expect(budgetCalculator.value(config, "open").safeParse(value).success).toBe(true);
        expect(readBudget(value)).toEqual(one);
        expect(budgetCalculator.check(value, config, context)).toBeNull();
      }),
    );
  });

  const sealed = Object.fromEntries(
    budgetColumns.map((column) => [column, envelopeOf(new Dice(1))]),
  ) as Record<(typeof budgetColumns)[number], unknown>;

  test("TO6: it is sent sealed, every column by itself, and nothing in it can be read", () => {
    expect(budgetCalculator.value(config, "columns").safeParse(sealed).success).toBe(true);
    expect(budgetCalculator.value(config, "all").safeParse({ ...sealed, notes: "" }).success).toBe(true);
    expect(budgetCalculator.value(config, "columns").safeParse({ ...sealed, currency: "EUR" }).success).toBe(
      false,
    );
    expect(budgetCalculator.check({ ...sealed, lines: "" }, config, context)).toMatchObject({
      path: "value.lines",
    });
    expect(readBudget(sealed)).toBeNull();
    expect(budgetCalculator.writes({ ...sealed, notes: "" }, config, place)).toEqual([
      { table: "user_budget", id: "u", creates: true, fields: { ...sealed, notes: null } },
    ]);
    const own = budgetCalculator.writes(sealed, budgetConfig.parse({ benefits: false }), place)[0]?.fields;
    expect(own).not.toHaveProperty("benefits_needed");
  });

  test("TO6: opened it comes back as figures, sealed as envelopes", () => {
    const one: Budget = {
      currency: "USD",
      lines: [cost(184_000, "month", "housing")],
      time: { hoursPerWeek: 40, weeksPerYear: 50 },
      benefits: "Paid leave",
      notes: "",
    };
    expect(budgetCalculator.rows(budgetValue(one), config, context)).toMatchObject([
      { id: "monthly_expenses", text: "$1,840.00", value: 184_000, currency: "USD" },
      { id: "annual_needs", text: "$22,080.00", value: 2_208_000 },
      { id: "hourly_batna", text: "$11.04", value: 1104 },
      { id: "benefits_needed", text: "Paid leave" },
    ]);
    expect(budgetCalculator.rows(sealed, config, context)[0]).toMatchObject({
      text: "",
      value: sealed.monthly_expenses,
    });
  });
});
