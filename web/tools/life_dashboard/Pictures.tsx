import { dashboardAreas, ratingRange } from "../../../shared/tools/life_dashboard/tool.ts";
import { Tracks } from "../../pictures/Tracks.tsx";
import { Wheel } from "../../pictures/Wheel.tsx";
import { useToday } from "../../ui/useToday.ts";
import { dayName } from "../../ui/when.ts";
import type { Ratings, Reading } from "./model.ts";
import { areaNames } from "./words.ts";

interface NowProps {
  readonly ratings: Ratings;
  /** The reading to hold it against. */
  readonly before?: Reading;
  /** When they were given, ISO 8601; without it they are being given now. */
  readonly at?: string;
}

/** Four numbers as a wheel, those of the time before as rings. */
export function DashboardNow({ ratings, before, at }: NowProps) {
  const today = useToday();
  const then = before === undefined ? undefined : dayName(before.at, today);
  const now = at === undefined ? "Now" : dayName(at, today);
  const said = dashboardAreas.map((area) => `${areaNames[area]} ${ratings[area] ?? "left out"}`).join(", ");
  return (
    <Wheel
      title={`${now}${then === undefined ? "" : `, with ${then} as rings`}`}
      says={`${said}, each of ${ratingRange.max}.`}
      most={ratingRange.max}
      spokes={dashboardAreas.map((area) => ({
        id: area,
        label: areaNames[area],
        value: ratings[area],
        ...(before === undefined ? {} : { before: before.ratings[area] }),
      }))}
      twin={{
        head: ["Area", now, ...(then === undefined ? [] : [then])],
        rows: dashboardAreas.map((area) => [
          areaNames[area],
          ratings[area] ?? "–",
          ...(before === undefined ? [] : [before.ratings[area] ?? "–"]),
        ]),
      }}
    />
  );
}

/**
 * The four numbers over time, each on a line of its own. For a card, an answer, the tool's page and the profile.
 * @param readings the oldest first; nothing is drawn of fewer than two
 */
export function DashboardOverTime({ readings }: { readonly readings: readonly Reading[] }) {
  const today = useToday();
  const [first] = readings;
  const last = readings.at(-1);
  if (first === undefined || last === undefined || readings.length < 2) return null;
  const said = dashboardAreas.map(
    (area) =>
      `${areaNames[area]} from ${first.ratings[area] ?? "nothing"} to ${last.ratings[area] ?? "nothing"}`,
  );
  return (
    <Tracks
      title={`Over time: ${readings.length} readings`}
      says={`From ${dayName(first.at, today)} to ${dayName(last.at, today)}: ${said.join(", ")}. The table has all of them.`}
      range={[ratingRange.min, ratingRange.max]}
      moments={readings.map(({ at }) => ({ at: Date.parse(at), words: dayName(at, today) }))}
      tracks={dashboardAreas.map((area) => ({
        id: area,
        label: areaNames[area],
        values: readings.map(({ ratings }) => ratings[area]),
      }))}
      twin={{
        head: ["When", ...dashboardAreas.map((area) => areaNames[area])],
        rows: readings
          .toReversed()
          .map(({ at, ratings }) => [
            dayName(at, today),
            ...dashboardAreas.map((area) => ratings[area] ?? "–"),
          ]),
      }}
    />
  );
}
