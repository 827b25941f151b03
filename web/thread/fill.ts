import type { Recall } from "../../shared/content/block.ts";

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** What stands where a text says `{{name}}`: the learner's own words, or what the author wrote for none. */
export function fill(recalls: readonly Recall[], name: string): string {
  const recall = recalls.find((one) => one.as === name);
  const words = (recall?.rows ?? []).map((row) => row.text).filter((text) => text !== "");
  return words.length === 0 ? (recall?.empty ?? "") : list.format(words);
}

/** What stands beside a row: a mastery is out of 5, everything else is as the transform made it. */
export function detail(recall: Recall, row: Recall["rows"][number]): string {
  const value = row["detail"];
  if (typeof value !== "string" && typeof value !== "number") return "";
  const mapped = recall.transform.findLast((step) => step.op === "map");
  return mapped?.detail === "mastery" && value !== "" ? `${value} of 5` : String(value);
}
