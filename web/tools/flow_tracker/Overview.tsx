import { useMemo } from "react";
import { flowConfig, type FlowEntry } from "../../../shared/tools/flow_tracker/tool.ts";
import type { OverviewProps } from "../index.ts";
import { readFlow } from "./model.ts";
import { FlowPictures } from "./Pictures.tsx";

/** From memory too: the widest of its forms. */
const any = flowConfig.parse({ span: "past" });

/** All moments of all logs, by day: their seeds, their map, their weeks. */
export function Overview({ entries }: OverviewProps) {
  const rows = useMemo(() => {
    const all = new Map<string, FlowEntry>();
    for (const { value } of entries) for (const row of readFlow(value, any)) all.set(row.id, row);
    return [...all.values()].toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  }, [entries]);
  if (rows.length < 2) return null;
  return (
    <section aria-label="All moments together">
      <h2>All moments together</h2>
      <FlowPictures rows={rows} />
    </section>
  );
}
