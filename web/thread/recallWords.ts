import type { Recall } from "../../shared/content/block.ts";

/** What stands beside a row: a mastery is out of 5, everything else is as the transform made it. */
export function detail(recall: Recall, row: Recall["rows"][number]): string {
  const value = row["detail"];
  if (typeof value !== "string" && typeof value !== "number") return "";
  const mapped = recall.transform.findLast((step) => step.op === "map");
  return mapped?.detail === "mastery" && value !== "" ? `${value} of 5` : String(value);
}

/** How many there are: what a last step counted, or the rows themselves. */
export function howMany({ rows, transform }: Recall): number {
  const count = transform.at(-1)?.op === "count" ? rows[0]?.["count"] : undefined;
  return typeof count === "number" ? count : rows.length;
}
