import { fieldsOf, type ListConfig } from "../../../shared/tools/list_builder/tool.ts";
import { restoreList, type DraftRow } from "./model.ts";

/** "2003 to 2022", "since 2019", "until May 2020"; "" when neither is said. */
export function span(from: string, until: string): string {
  if (from === "") return until === "" ? "" : `until ${until}`;
  return until === "" ? `since ${from}` : from === until ? from : `${from} to ${until}`;
}

/** A typed row in one quiet line under its title: options and short texts, then the time. */
export function rowSummary(texts: Readonly<Record<string, string>>, config: ListConfig): string {
  const [, ...others] = fieldsOf(config);
  const months = others.filter((field) => field.type === "month").map((field) => texts[field.name] ?? "");
  const said = others
    .filter((field) => field.type !== "month" && field.type !== "long")
    .map((field) => {
      const text = (texts[field.name] ?? "").trim();
      return field.type === "select"
        ? (field.options?.find((option) => option.value === text)?.text ?? "")
        : text;
    });
  const time = months.length === 2 ? span(months[0] ?? "", months[1] ?? "") : months.join(", ");
  return [...said, time].filter((one) => one !== "").join(" · ");
}

/** The rows of an answer as texts for reading. */
export function readRows(value: unknown, config: ListConfig): DraftRow[] {
  return [...restoreList(undefined, value, { ...config, mode: "create" }, []).rows];
}
