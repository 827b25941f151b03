import { dashboardAreas, ratingRange } from "../../../shared/tools/life_dashboard/tool.ts";
import { Tracks } from "../../pictures/Tracks.tsx";
import { Wheel } from "../../pictures/Wheel.tsx";
import { useToday } from "../../ui/useToday.ts";
import { momentNames, type Ratings, type Reading } from "./model.ts";
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
  const names = momentNames(
    [before?.at, at].filter((one) => one !== undefined),
    today,
  );
  const then = before === undefined ? undefined : names[0];
  const now = at === undefined ? "Now" : (names.at(-1) ?? "");
  const said = dashboardAreas.map((area) => `${areaNames[area]} ${ratings[area] ?? "left out"}`).join(", ");
  return (
    <Wheel
      title={`${now}${then === undefined ? "" : `. Rings: ${then}`}`}
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
  const names = momentNames(
    readings.map(({ at }) => at),
    today,
  );
  const [from = "", to = ""] = [names[0], names.at(-1)];
  const said = dashboardAreas.map(
    (area) =>
      `${areaNames[area]} from ${first.ratings[area] ?? "nothing"} to ${last.ratings[area] ?? "nothing"}`,
  );
  return (
    <Tracks
      title={`Over time: ${readings.length} readings`}
      says={`From ${from} to ${to}: ${said.join(", ")}. The table has all of them.`}
      range={[ratingRange.min, ratingRange.max]}
      moments={readings.map(({ at }, i) => ({ at: Date.parse(at), words: names[i] ?? "" }))}
      tracks={dashboardAreas.map((area) => ({
        id: area,
        label: areaNames[area],
        values: readings.map(({ ratings }) => ratings[area]),
      }))}
      twin={{
        head: ["When", ...dashboardAreas.map((area) => areaNames[area])],
        rows: readings
          .map(({ ratings }, i) => [names[i] ?? "", ...dashboardAreas.map((area) => ratings[area] ?? "–")])
          .toReversed(),
      }}
    />
  );
}
