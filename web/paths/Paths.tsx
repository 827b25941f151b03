import { useMemo } from "react";
import { Bars } from "../pictures/Bars.tsx";
import { Timeline } from "../pictures/Timeline.tsx";
import { useView } from "../ui/useClient.ts";
import { pathsOf, scoreNames, type CareerPath, type ScoreName } from "./paths.ts";

const scored = Object.entries(scoreNames) as [ScoreName, string][];

/**
 * The learner's paths side by side: their milestones year by year, and what they were scored on. Nothing where there
 * are none yet. For the answers that make them, and for the profile.
 */
export function Paths() {
  const stem = useView((view) => view.stem);
  const state = useView((view) => view.state);
  const paths = useMemo(() => (stem === null || state === null ? [] : pathsOf(stem, state)), [stem, state]);
  return (
    <>
      <PathTimeline paths={paths.filter(({ stops }) => stops.length > 0)} />
      <PathScores paths={paths} />
    </>
  );
}

export function PathTimeline({ paths }: { readonly paths: readonly CareerPath[] }) {
  if (paths.length === 0) return null;
  const all = paths.flatMap(({ title, stops }) => stops.map((stop) => ({ title, ...stop })));
  const years = all.map(({ year }) => year);
  return (
    <Timeline
      title={paths.length === 1 ? (paths[0]?.title ?? "") : "Your paths, year by year"}
      says={`${all.length} milestones from ${Math.min(...years)} to ${Math.max(...years)} on ${paths
        .map(({ title }) => title)
        .join("; ")}. The table names them all.`}
      lines={paths.map(({ id, title, stops }) => ({ id, label: title, stops }))}
      twin={{
        head: ["What", "Year", "Kind", "Path"],
        rows: all
          .toSorted((a, b) => a.year - b.year || (a.quarter ?? 5) - (b.quarter ?? 5))
          .map(({ text, year, quarter, kind, title }) => [
            text,
            quarter === null ? year : `${year}, quarter ${quarter}`,
            kind ?? "",
            title,
          ]),
      }}
    />
  );
}

function PathScores({ paths }: { readonly paths: readonly CareerPath[] }) {
  const measures = scored.filter(([name]) => paths.some(({ scores }) => scores[name] !== null));
  if (measures.length === 0 || paths.length < 2) return null;
  return (
    <Bars
      title="Your paths, by their scores"
      says={`${paths.length} paths, each scored from 1 to 10. The table has all the numbers.`}
      most={10}
      groups={measures.map(([name, label]) => ({
        label,
        bars: paths.flatMap(({ id, title, scores }) => {
          const value = scores[name];
          return value === null ? [] : [{ id: `${name}/${id}`, label: title, value }];
        }),
      }))}
      twin={{
        head: ["Path", ...measures.map(([, label]) => label)],
        rows: paths.map(({ title, scores }) => [title, ...measures.map(([name]) => scores[name] ?? "–")]),
      }}
    />
  );
}
