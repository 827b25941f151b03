import type { CompetencyAnswer } from "../../shared/protocol/competencies.ts";
import { dayName } from "../ui/when.ts";
import { clusters } from "./clusters.ts";
import { jobsOf, kindOf } from "./reading.ts";

/** Its title, which takes the focus when the fifteen were chosen anew. */
export const togetherId = "together";

/** All fifteen together (decision 26): the average, its level, the jobs that level is often part of. */
export function Together({ answer }: { answer: CompetencyAnswer }) {
  const [latest] = answer.history;
  const { jobContext } = answer;
  if (latest === undefined || jobContext === null) return null;
  return (
    <section aria-label="All 15 together">
      <h2 id={togetherId} tabIndex={-1}>
        All 15 together
      </h2>
      <p>
        Your average is <b>{jobContext.average.toFixed(1)}</b> of 5, nearest to level {jobContext.level}. A
        level like that is {kindOf(jobContext.texts)}.
      </p>
      <dl className="competencies__clusters">
        {clusters.map(([id, name]) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>{latest.categoryAverages[id].toFixed(1)}</dd>
          </div>
        ))}
      </dl>
      <h3>Jobs that often ask for it</h3>
      <ul className="competencies__jobs">
        {jobsOf(answer).map(({ name, examples }) => (
          <li key={name}>
            {examples} <span className="competencies__when">for {name}</span>
          </li>
        ))}
      </ul>
      <p className="competencies__when">
        Chosen: {dayName(latest.completedAt)}. These are examples, and nobody’s verdict.
      </p>
    </section>
  );
}
