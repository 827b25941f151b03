import { useMemo } from "react";
import { dashboardAreas } from "../../../shared/tools/life_dashboard/tool.ts";
import type { AnsweredProps } from "../../model/card.ts";
import { Folded } from "../card/Folded.tsx";
import { readingsOf, readNotes, readRatings } from "./model.ts";
import { DashboardNow } from "./Pictures.tsx";
import { areaNames } from "./words.ts";
import "../card/card.css";
import "./life_dashboard.css";

/** The four numbers, their notes, and the wheel one tap away, beside the reading before. */
export function Answered({ value, others, at }: AnsweredProps) {
  const ratings = readRatings(value);
  const notes = readNotes(value);
  const before = useMemo(
    () => readingsOf(others ?? []).findLast((one) => at === undefined || one.at < at),
    [others, at],
  );
  if (ratings === null) return <p className="answered-empty">Nothing rated.</p>;
  return (
    <div className="answered-board">
      <dl>
        {dashboardAreas.map((area) => (
          <div key={area}>
            <dt>{areaNames[area]}</dt>
            <dd>{ratings[area] ?? "left out"}</dd>
          </div>
        ))}
      </dl>
      {notes === null ? <p className="answered-empty">The notes are locked.</p> : null}
      {notes === null || notes === "" ? null : <p className="words">{notes}</p>}
      <Folded words="See it as a picture">
        <DashboardNow
          ratings={ratings}
          {...(at === undefined ? {} : { at })}
          {...(before === undefined ? {} : { before })}
        />
      </Folded>
    </div>
  );
}
