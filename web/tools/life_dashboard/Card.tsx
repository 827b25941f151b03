import { useMemo, useState } from "react";
import { dashboardAreas, dashboardConfig } from "../../../shared/tools/life_dashboard/tool.ts";
import type { AnswerProps } from "../../model/card.ts";
import { useToday } from "../../ui/useToday.ts";
import { useDraft } from "../card/draft.ts";
import { useFocusNext } from "../card/focus.ts";
import { Frame } from "../card/Frame.tsx";
import { useProblems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { Area } from "./Area.tsx";
import {
  dashboardLeft,
  dashboardProblems,
  dashboardValue,
  readingsOf,
  restoreDashboard,
  withRating,
} from "./model.ts";
import { DashboardNow, DashboardOverTime } from "./Pictures.tsx";
import { areaNames } from "./words.ts";
import "./life_dashboard.css";

/** Four numbers from 1 to 10 and what is to be said of them; the wheel moves with the choosing. */
export function Card(card: AnswerProps) {
  const config = useMemo(() => dashboardConfig.parse(card.block.config ?? {}), [card.block]);
  const before = useMemo(() => readingsOf(card.others ?? []), [card.others]);
  const [draft, change] = useDraft(() => restoreDashboard(card.draft, card.value), card.onDraft);
  const [said, say] = useState("");
  const today = useToday();
  const focusNext = useFocusNext();
  const problems = useProblems(dashboardProblems(draft));
  const send = () => problems.attempt(() => card.onSubmit(dashboardValue(draft)));
  const isRated = dashboardAreas.some((area) => draft.ratings[area] !== null);
  const last = before.at(-1);
  return (
    <Frame
      card={card}
      title={config.goal ?? "Four numbers"}
      left={dashboardLeft(draft)}
      said={said}
      onSend={send}
    >
      <div className="board">
        {dashboardAreas.map((area) => (
          <Area
            key={area}
            area={area}
            value={draft.ratings[area]}
            problems={problems}
            onRate={(value) => {
              change((now) => withRating(now, area, value));
              say(value === null ? `${areaNames[area]} is left out` : `${areaNames[area]}: ${value} of 10`);
              // The button that was pressed goes; the scale it belonged to stays.
              if (value === null) focusNext(() => document.getElementById(problems.id(area)));
            }}
          />
        ))}
        <ProblemText problems={problems} at="work" />
        <div>
          <label className="tool-label" htmlFor={problems.id("notes")}>
            What stands behind them, if you like; locked in this browser before it is sent
          </label>
          <textarea
            id={problems.id("notes")}
            rows={3}
            value={draft.notes}
            onChange={(event) => change((now) => ({ ...now, notes: event.target.value }))}
            {...problems.aria("notes")}
          />
          <ProblemText problems={problems} at="notes" />
        </div>
        {isRated ? (
          <DashboardNow ratings={draft.ratings} {...(last === undefined ? {} : { before: last })} />
        ) : null}
        {isRated && before.length > 0 ? (
          <DashboardOverTime readings={[...before, { at: today.toISOString(), ratings: draft.ratings }]} />
        ) : null}
      </div>
    </Frame>
  );
}
