import { listTables } from "../../../shared/tools/list_builder/targets.ts";
import { fieldsOf, type ListConfig } from "../../../shared/tools/list_builder/tool.ts";
import { isNew, newName, type LinkOption } from "./links.ts";
import { restoreList, type ListDraft } from "./model.ts";

/** "2003 to 2022", "since 2019", "until May 2020"; "" when neither is said. */
export function span(from: string, until: string): string {
  if (from === "") return until === "" ? "" : `until ${until}`;
  return until === "" ? `since ${from}` : from === until ? from : `${from} to ${until}`;
}

/** The field that names a row; null in a list that completes rows and does not say their names again. */
export function titleField(config: ListConfig): string | null {
  const { label } = listTables[config.target];
  return fieldsOf(config).some((field) => field.name === label) ? label : null;
}

/** A typed row in one quiet line under its title: options, links and short texts, then the time. */
export function rowSummary(
  texts: Readonly<Record<string, string>>,
  config: ListConfig,
  options: readonly LinkOption[] = [],
): string {
  const title = titleField(config);
  const others = fieldsOf(config).filter((field) => field.name !== title);
  const months = others.filter((field) => field.type === "month").map((field) => texts[field.name] ?? "");
  const said = others
    .filter((field) => field.type !== "month" && field.type !== "long")
    .map((field) => {
      const text = (texts[field.name] ?? "").trim();
      switch (field.type) {
        case "select":
          return field.options?.find((option) => option.value === text)?.text ?? "";
        case "link":
          return isNew(text) ? newName(text) : (options.find((one) => one.id === text)?.text ?? "");
        case "check":
          return text === "" ? "" : field.label;
        case "url":
          return text.replace(/^https?:\/\//, "").replace(/\/$/, "");
        case "text":
        case "long":
        case "month":
        case "day":
        case "number":
          return text;
      }
    });
  const time = months.length === 2 ? span(months[0] ?? "", months[1] ?? "") : months.join(", ");
  return [...said, time].filter((one) => one !== "").join(" · ");
}

/** An answer as texts for reading. */
export const readList = (value: unknown, config: ListConfig): ListDraft =>
  restoreList(undefined, value, { ...config, mode: "create" }, []);
