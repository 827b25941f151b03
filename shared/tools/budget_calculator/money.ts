/** How many digits a currency's minor unit has: 2 for EUR, 0 for JPY (ISO 4217). */
export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** An amount in minor units as people write it: "€1,840.50". */
export const showMoney = (minorUnits: number, currency: string, locale = "en"): string =>
  new Intl.NumberFormat(locale, { style: "currency", currency }).format(
    minorUnits / 10 ** minorDigits(currency),
  );

/**
 * What somebody wrote, in whole minor units: "1,840.50", "1.840,50", "1 840", "€1840.5", and sums of such, "410 + 12.50".
 * The last point or comma parts the minor units where no more digits follow it than the currency has; every other one
 * only groups. Null where it is no amount.
 */
export function readMoney(text: string, currency: string): number | null {
  let sum = 0;
  for (const part of text.split("+")) {
    const amount = readAmount(part, currency);
    if (amount === null) return null;
    sum += amount;
  }
  return sum;
}

/** A sign of money, with the letters that some put to it ("US$", "$US"), and the currency's own code. */
const signs = (currency: string) => new RegExp(`\\p{Lu}{0,3}\\p{Sc}\\p{Lu}{0,3}|${currency}`, "giu");

function readAmount(text: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const said = text.replaceAll(signs(currency), "").replaceAll(/[\s\u00A0\u202F'’]/g, "");
  if (!/^\d[\d.,]*$/.test(said)) return null;
  const mark = Math.max(said.lastIndexOf("."), said.lastIndexOf(","));
  const after = mark === -1 ? "" : said.slice(mark + 1);
  const parts = mark !== -1 && after.length <= digits;
  const whole = (parts ? said.slice(0, mark) : said).replaceAll(/[.,]/g, "");
  const minor = parts ? after.padEnd(digits, "0") : "0".repeat(digits);
  return Number(`${whole}${minor}`);
}
