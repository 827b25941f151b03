import { dayField } from "../../../shared/tools/days.ts";
import { readMonth, showMonth } from "../../../shared/tools/list_builder/months.ts";
import { isWhole, type ListTarget } from "../../../shared/tools/list_builder/targets.ts";
import { longestLinked, type ListField } from "../../../shared/tools/list_builder/tool.ts";
import { isNew, newName } from "./links.ts";

export const isNamedOption = (field: ListField, value: string): boolean =>
  field.options?.some((option) => option.value === value) === true;

/** The value of a field as the answer keeps it; undefined where the text cannot be read as one. */
export function fieldValue(field: ListField, text: string): string | number | boolean | null | undefined {
  const said = text.trim();
  switch (field.type) {
    case "month":
      return readMonth(said) ?? undefined;
    case "number": {
      if (said === "") return null;
      const number = Number(said.replace(",", "."));
      return Number.isFinite(number) ? number : undefined;
    }
    case "url": {
      if (said === "") return "";
      const url = /^[a-z][a-z+.-]*:/i.test(said) ? said : `https://${said}`;
      return URL.canParse(url) && said.includes(".") ? url : undefined;
    }
    case "select":
      return isNamedOption(field, said) ? said : "";
    case "day":
      return dayField.safeParse(said).success ? said : undefined;
    case "check":
      return said === "yes";
    case "link":
    case "text":
    case "long":
      return said;
  }
}

/** How a field's text stands when the learner leaves it: "03/2019" becomes "March 2019". */
export function tidied(field: ListField, text: string): string {
  const value = fieldValue(field, text);
  if (value === undefined || value === null || typeof value === "boolean") return text;
  return field.type === "month" ? showMonth(String(value)) : String(value);
}

/** What is wrong with a field's text, in words; null when nothing is. */
export function fieldProblem(field: ListField, text: string, target: ListTarget): string | null {
  const said = text.trim();
  // A kept draft may name an option that a later release no longer offers: that is nothing chosen.
  if (said === "" || (field.type === "select" && fieldValue(field, said) === "")) {
    if (!field.required) return null;
    return field.type === "select" ? "Choose the one that comes closest." : "Write a few words here.";
  }
  const value = fieldValue(field, said);
  if (value === undefined) return misread[field.type] ?? "This cannot be read.";
  if (typeof value === "number") return numberProblem(field, value, target);
  if (field.type === "link") {
    const { length } = newName(said);
    return isNew(said) && length > longestLinked
      ? `This name is ${length} characters long; ${longestLinked} fit here.`
      : null;
  }
  if (
    (field.type === "text" || field.type === "long" || field.type === "url") &&
    said.length > field.maxLength
  ) {
    return `This is ${said.length} characters long; ${field.maxLength} fit here.`;
  }
  return null;
}

/** The ends are said before they are met: a year that is mistyped reads "Write a year from 2026 to 2040". */
function numberProblem(
  { name, label, min, max }: ListField,
  value: number,
  target: ListTarget,
): string | null {
  const whole = isWhole(target, name);
  const fits = (min === undefined || value >= min) && (max === undefined || value <= max);
  if (fits && (!whole || Number.isInteger(value))) return null;
  const what = `Write a ${whole ? "whole number" : "number"} here`;
  const asked = /^year$/i.test(label) ? "Write a year" : what;
  if (min !== undefined && max !== undefined) return `${asked} from ${min} to ${max}.`;
  if (min !== undefined) return `${asked}, ${min} or more.`;
  return max === undefined ? `${what}.` : `${asked}, ${max} or less.`;
}

const misread: Partial<Record<ListField["type"], string>> = {
  month: "Write a year, or a month and a year: 2019, or March 2019.",
  number: "Write a number here, such as 12.",
  day: "Write a day here, such as 2026-03-31.",
  url: "Write an address here, such as dreamtree.org.",
};
