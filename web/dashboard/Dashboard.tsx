import { useEffect, useMemo } from "react";
import type { Practice } from "../../shared/content/release.ts";
import { dailyDos, type DailyDo } from "../../shared/engine/dailyDos.ts";
import { projectAll } from "../../shared/engine/project/project.ts";
import { practiceKey, type LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { Missing } from "../pages/Missing.tsx";
import { useAnswer } from "../pages/useAnswer.ts";
import { isWhole } from "../toolbox/entries.ts";
import { Own } from "../toolbox/Own.tsx";
import { useOutside } from "../toolbox/useOutside.ts";
import { useView } from "../ui/useClient.ts";
import { announce } from "../ui/announce.ts";
import { CheckIcon } from "../ui/icons.tsx";
import { dayWords } from "./days.ts";
import { dueAnswer } from "./dueAnswer.ts";
import { useMoment } from "./useMoment.ts";
import "./dashboard.css";

/** `/dashboard`: what there is to do today (spec 11), by the same engine as `GET /api/daily-dos`; without a line, too. */
export function Dashboard() {
  const { today } = useMoment();
  // What does not open here reads as if it were not there, and would be due.
  const isOpen = useView((view) => view.closed.size === 0);
  return (
    <Own title="Your day" lead={dayWords(today)}>
      {(stem, state) =>
        isWhole(stem, state) && isOpen ? (
          <Reckoned stem={stem} state={state} />
        ) : (
          <Told stem={stem} state={state} />
        )
      }
    </Own>
  );
}

interface Known {
  readonly stem: Stem;
  readonly state: LearnerState;
}

/** With all that was answered at hand: what is done here is not due any more at once, and no line is needed. */
function Reckoned({ stem, state }: Known) {
  const { ms, zone } = useMoment();
  const rows = useMemo(() => projectAll(stem, state).rows(), [stem, state]);
  const items = useMemo(() => dailyDos(stem, state, rows, { ms, zone }), [stem, state, rows, ms, zone]);
  return <Day stem={stem} state={state} items={items} />;
}

/**
 * On a new device the workbook comes module by module, and what is private may be locked: there the server, which has
 * all of it, says what is due; what was marked as done since is not.
 */
function Told({ stem, state }: Known) {
  const { today } = useMoment();
  const { answer: said, again, renew } = useAnswer("/api/daily-dos", dueAnswer);
  const unsent = useView((view) => view.unsent);
  const made = [...state.instances.values()].reduce((sum, { rev }) => sum + rev, state.answers.size);
  // What is made meanwhile, here or on another device, may be what was due.
  useEffect(renew, [renew, unsent, made]);
  if (said === "loading") return <p className="own-nobody">…</p>;
  if (said === "missing") return <Missing what="What is due today is not" onAgain={again} />;
  const isDone = ({ id }: DailyDo) => state.practices.get(practiceKey(id, today))?.done === true;
  return <Day stem={stem} state={state} items={said.items.filter((item) => !isDone(item))} />;
}

function Day({ stem, state, items }: Known & { readonly items: readonly DailyDo[] }) {
  const { today } = useMoment();
  const [resume, due] = [
    items.filter((item) => item.type === "resume"),
    items.filter((item) => item.type !== "resume"),
  ];
  const established = stem.release.practices.filter((one) => state.completedExercises.has(one.establishedIn));
  return (
    <>
      {resume.map((item) => (
        <section key={item.id} className="day__resume" aria-label={item.title}>
          <h2>{item.title}</h2>
          <p>{item.subtitle}</p>
          <a className="button button--main" href={item.action.path}>
            {item.action.label}
          </a>
        </section>
      ))}
      <section aria-label="Due today">
        <h2>{due.length === 0 ? "Nothing else is due today" : "Due today"}</h2>
        <ul className="day__due">
          {due.map((item) => (
            <Due key={item.id} item={item} today={today} practices={stem.release.practices} />
          ))}
        </ul>
      </section>
      <section aria-label="What you keep up">
        <h2>What you keep up</h2>
        {established.length === 0 ? (
          <p className="own-nobody">
            Some exercises end with something small to keep up. It stands here from then on.
          </p>
        ) : (
          <ul className="day__practices">
            {established.map((one) => (
              <li key={one.key}>
                <a href={`/practices/${one.key}`}>{one.name}</a>
                <span>{one.frequency}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

interface DueProps {
  readonly item: DailyDo;
  readonly today: string;
  readonly practices: readonly Practice[];
}

function Due({ item, today, practices }: DueProps) {
  const outside = useOutside();
  const isPractice = item.type === "practice" && practices.some((one) => one.key === item.id);
  return (
    <li>
      <div>
        <h3>{item.title}</h3>
        <p>{item.subtitle}</p>
      </div>
      <div className="day__acts">
        <a className="act" href={item.action.path}>
          {item.action.label}
        </a>
        {isPractice && outside !== null ? (
          <button
            type="button"
            className="button"
            aria-label={`Done today: ${item.title}`}
            data-practice={practiceKey(item.id, today)}
            onClick={() => {
              outside.practice(item.id, today, true, undefined);
              announce(`${item.title}: done today.`);
            }}
          >
            <CheckIcon /> Done
          </button>
        ) : null}
      </div>
    </li>
  );
}
