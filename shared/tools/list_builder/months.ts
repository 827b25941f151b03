const locale = "en";

/** Month names with their usual short forms, folded: "mar", "march", "sept". */
const names = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" })
    .format(Date.UTC(2000, month, 1))
    .toLowerCase(),
);

const openEnds = /^(?:now|today|present|current(?:ly)?|ongoing|still(?: going)?|to date|-|–|—)?$/;

/**
 * What people write for a time, as the value keeps it: "2019", "2019-03", or "" where nothing was said or it
 * still goes on ("now"). Null when it cannot be read.
 */
export function readMonth(text: string): string | null {
  const said = text.normalize("NFKC").toLowerCase().replace(/[,’']/g, " ").replace(/\s+/g, " ").trim();
  if (openEnds.test(said)) return "";
  const numeric = /^(?:(\d{1,2})\s?[-/. ]\s?)?(?:(\d{1,2})\s?[-/. ]\s?)?(\d{4})$/.exec(said);
  if (numeric !== null) {
    // Three numbers are a day, a month and a year in an order that cannot be known: the year is what counts.
    const [, first, second, year = ""] = numeric;
    return first !== undefined && second === undefined ? dated(year, Number(first)) : dated(year, null);
  }
  const iso = /^(\d{4})\s?[-/. ]\s?(\d{1,2})(?:\s?[-/. ]\s?\d{1,2})?$/.exec(said);
  if (iso !== null) return dated(iso[1] ?? "", Number(iso[2]));
  const years = said.match(/(?<!\d)\d{4}(?!\d)/g) ?? [];
  const [year] = years;
  if (year === undefined || years.length > 1) return null;
  const word = said.split(/[^\p{L}]+/u).find((one) => monthOf(one) !== null);
  return dated(year, word === undefined ? null : monthOf(word));
}

function monthOf(word: string): number | null {
  if (word.length < 3) return null;
  const month = names.findIndex((name) => name.startsWith(word) || (word === "sept" && name === "september"));
  return month === -1 ? null : month + 1;
}

function dated(year: string, month: number | null): string | null {
  if (Number(year) < 1900 || Number(year) > 2100) return null;
  if (month === null) return year;
  return month >= 1 && month <= 12 ? `${year}-${String(month).padStart(2, "0")}` : null;
}

/** "2019-03" as people read it: "March 2019". */
export function showMonth(value: string): string {
  const parts = /^(\d{4})-(\d{2})$/.exec(value);
  if (parts === null) return value;
  const name = names[Number(parts[2]) - 1] ?? "";
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${parts[1]}`;
}
