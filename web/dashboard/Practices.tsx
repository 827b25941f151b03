import { useState } from "react";
import type { Practice } from "../../shared/content/release.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import type { PageProps } from "../pages/pages.ts";
import { Own } from "../toolbox/Own.tsx";
import { useOutside } from "../toolbox/useOutside.ts";
import { useView } from "../ui/useClient.ts";
import { Calendar } from "./Calendar.tsx";
import { Notes } from "./Notes.tsx";
import { PracticeDay } from "./PracticeDay.tsx";
import { useMoment } from "./useMoment.ts";
import "./dashboard.css";

/** `/practices/<key>`: one thing that is kept up, day by day. */
export function Practices({ rest }: PageProps) {
  const [key] = rest;
  const practice = useView((view) => view.stem?.release.practices.find((one) => one.key === key));
  if (practice === undefined) {
    return (
      <Own title="What you keep up">
        {() => (
          <p className="own-nobody">
            There is nothing by this name. <a href="/dashboard">Your day</a> has what you keep up.
          </p>
        )}
      </Own>
    );
  }
  return (
    <Own key={practice.key} title={practice.name} lead={practice.purpose}>
      {(stem, state) => <Kept practice={practice} stem={stem} state={state} />}
    </Own>
  );
}

const often: Readonly<Record<Practice["frequency"], string>> = {
  daily: "Every day",
  weekly: "Once a week",
  monthly: "Once a month",
  yearly: "Once a year",
};

/** Where else the same thing is made: what is written there counts, too (decision 25). */
const alsoMade: Readonly<Record<string, { readonly path: string; readonly words: string }>> = {
  "tool:flow_tracker": { path: "/tools/flow_tracker", words: "An entry in the flow log counts" },
  "tool:failure_reframer": { path: "/tools/failure_reframer", words: "A setback looked at counts" },
  "tool:life_dashboard": { path: "/tools/life_dashboard", words: "A reading of the life dashboard counts" },
  "tool:budget_calculator": { path: "/tools/budget_calculator", words: "A new budget counts" },
  "table:user_stories.created_at": { path: "/tools/soared_form", words: "A new story counts" },
  "table:user_competency_scores.assessed_at": { path: "/competencies", words: "Choosing your levels counts" },
};

function Kept({ practice, stem, state }: { practice: Practice; stem: Stem; state: LearnerState }) {
  const { today } = useMoment();
  const outside = useOutside();
  const [day, setDay] = useState(today);
  const begins = stem.outline.find((entry) => entry.id === practice.establishedIn);
  const logs = practice.lastUse.includes("log");
  const also = practice.lastUse.flatMap((source) => alsoMade[source] ?? []);
  if (!state.completedExercises.has(practice.establishedIn)) {
    return (
      <p className="own-nobody">
        It begins in {practice.establishedIn} {begins?.title}.
      </p>
    );
  }
  return (
    <>
      <p className="practice__often">
        {often[practice.frequency]}, since{" "}
        <a href="/">
          {practice.establishedIn} {begins?.title}
        </a>
        .{" "}
        {also.map(({ path, words }) => (
          <a key={path} href={path}>
            {words}
            {logs ? ", too" : ""}
          </a>
        ))}
      </p>
      {logs && outside !== null ? (
        <>
          <Calendar practice={practice} state={state} today={today} chosen={day} onChoose={setDay} />
          <PracticeDay key={day} practice={practice} day={day} today={today} outside={outside} />
          <Notes practice={practice} state={state} onChoose={setDay} />
        </>
      ) : null}
      <p className="tool-others">
        <a className="act" href="/dashboard">
          Your day
        </a>
      </p>
    </>
  );
}
