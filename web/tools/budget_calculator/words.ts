import type { BudgetLine, Period } from "../../../shared/tools/budget_calculator/sums.ts";

type Category = BudgetLine["category"];

/** What a line is for; "work" and "support" are income, "other" is either. */
export const categoryWords: Readonly<Record<Category, string>> = {
  housing: "Rent or housing",
  food: "Food",
  transport: "Getting around",
  health: "Health",
  care: "Care for others",
  debt: "Debts",
  phone: "Phone and internet",
  other: "Anything else",
  tax: "Taxes and contributions",
  savings: "Put by",
  work: "Work",
  support: "Support or benefits",
};

export const periodWords: Readonly<Record<Period, string>> = {
  week: "a week",
  month: "a month",
  year: "a year",
};

/** ISO 4217 codes that this browser can write, with their names. */
export function currencies(): readonly { readonly code: string; readonly name: string }[] {
  const names = new Intl.DisplayNames("en", { type: "currency" });
  return Intl.supportedValuesOf("currency").map((code) => ({ code, name: names.of(code) ?? code }));
}

const euroLands = new Set("AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" "));
const byRegion: Readonly<Record<string, string>> = {
  AU: "AUD",
  BR: "BRL",
  CA: "CAD",
  CH: "CHF",
  CN: "CNY",
  CZ: "CZK",
  DK: "DKK",
  GB: "GBP",
  HU: "HUF",
  IN: "INR",
  JP: "JPY",
  KR: "KRW",
  MX: "MXN",
  NO: "NOK",
  NZ: "NZD",
  PL: "PLN",
  RO: "RON",
  SE: "SEK",
  TR: "TRY",
  UA: "UAH",
  ZA: "ZAR",
};

/** Where the choice of a currency begins: a guess from the language's region, in the learner's own browser. */
export function likelyCurrency(language: string): string {
  const region = new Intl.Locale(language).maximize().region ?? "US";
  return euroLands.has(region) ? "EUR" : (byRegion[region] ?? "USD");
}
