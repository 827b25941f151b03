import { dayField } from "../../../shared/tools/days.ts";
import { readMonth, showMonth } from "../../../shared/tools/list_builder/months.ts";
import type { ListField } from "../../../shared/tools/list_builder/tool.ts";

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
      return field.options?.some((option) => option.value === said) === true ? said : "";
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
export function fieldProblem(field: ListField, text: string): string | null {
  const said = text.trim();
  // A kept draft may name an option that a later release no longer offers: that is nothing chosen.
  if (said === "" || (field.type === "select" && fieldValue(field, said) === "")) {
    if (!field.required) return null;
    return field.type === "select" ? "Choose the one that comes closest." : "Write a few words here.";
  }
  if (fieldValue(field, said) === undefined) return misread[field.type] ?? "This cannot be read.";
  if (
    (field.type === "text" || field.type === "long" || field.type === "url") &&
    said.length > field.maxLength
  ) {
    return `This is ${said.length} characters long; ${field.maxLength} fit here.`;
  }
  return null;
}

const misread: Partial<Record<ListField["type"], string>> = {
  month: "Write a year, or a month and a year: 2019, or March 2019.",
  number: "Write a number here, such as 12.",
  day: "Write a day here, such as 2026-03-31.",
  url: "Write an address here, such as dreamtree.org.",
};
