import { useMemo } from "react";
import type { OverviewProps } from "../index.ts";
import { readingsOf } from "./model.ts";
import { DashboardNow, DashboardOverTime } from "./Pictures.tsx";

/** The newest four numbers beside those before, and all of them over time. */
export function Overview({ entries }: OverviewProps) {
  const readings = useMemo(() => readingsOf(entries), [entries]);
  const last = readings.at(-1);
  const before = readings.at(-2);
  if (last === undefined || before === undefined) return null;
  return (
    <section aria-label="All readings together">
      <h2>All readings together</h2>
      <DashboardNow ratings={last.ratings} before={before} at={last.at} />
      <DashboardOverTime readings={readings} />
    </section>
  );
}
