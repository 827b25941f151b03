import type { CompetencyAnswer } from "../../shared/protocol/competencies.ts";
import { dayName } from "../ui/when.ts";

const clusters = [
  ["delivery", "Delivery"],
  ["interpersonal", "Interpersonal"],
  ["strategic", "Strategic"],
] as const;

/** All fifteen together (decision 26): the average, its level and the jobs that level is often part of; earlier ones. */
export function Together({ answer }: { answer: CompetencyAnswer }) {
  const [latest, ...earlier] = answer.history;
  const { jobContext } = answer;
  if (latest === undefined || jobContext === null) return null;
  return (
    <section aria-label="All 15 together">
      <h2>All 15 together</h2>
      <p>
        Your average is <b>{jobContext.average.toFixed(1)}</b> of 5, nearest to level {jobContext.level}. A
        level like that is {kindOf(jobContext.texts)}.
      </p>
      {answer.even ? (
        <p>Your levels lie close together: none stands far above the others, or below.</p>
      ) : null}
      <dl className="competencies__clusters">
        {clusters.map(([id, name]) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>{latest.categoryAverages[id].toFixed(1)}</dd>
          </div>
        ))}
      </dl>
      <p className="competencies__when">Chosen: {dayName(latest.completedAt)}</p>
      {earlier.map((one) => (
        <p key={one.completedAt} className="competencies__when">
          Before that: {dayName(one.completedAt)}, with an average of {one.overall.toFixed(1)}
        </p>
      ))}
      {answer.reassessmentDue ? (
        <p className="competencies__when">
          That is more than a year ago. You can choose them anew at any time.
        </p>
      ) : null}
    </section>
  );
}

/** What the job contexts of one level have in common: they name the kind of job first, then examples. */
function kindOf(texts: Readonly<Record<string, string>>): string {
  const [kind = ""] = Object.values(texts)[0]?.split(":") ?? [];
  return kind.charAt(0).toLowerCase() + kind.slice(1);
}
