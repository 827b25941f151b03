import type { CompetencyAnswer } from "../../shared/protocol/competencies.ts";
import { reading } from "./reading.ts";

interface Props {
  readonly answer: CompetencyAnswer;
  /** The titles of the modules a competency shows in. */
  readonly grows: (competency: CompetencyAnswer["competencies"][number]) => readonly string[];
}

/** What stands out, and where what may grow does so in this workbook; or that nothing does, which is no fault. */
export function Standing({ answer, grows }: Props) {
  const strengths = reading(answer, "strength");
  const growth = reading(answer, "growth");
  if (answer.even || strengths.length + growth.length === 0) {
    return (
      <section aria-label="What stands out">
        <h2>An even profile</h2>
        <p>
          Your levels lie close together: none stands far above the others, or below. That is a picture of its
          own. Many jobs ask for a bit of everything, and you may want to choose where it gets uneven.
        </p>
      </section>
    );
  }
  return (
    <section aria-label="What stands out">
      <h2>What stands out</h2>
      <div className="competencies__two">
        <Some title="Strengths" some={strengths} answer={answer} none="None stands above the others." />
        <Some
          title="Room to grow"
          some={growth}
          answer={answer}
          none="None lies below the others."
          grows={grows}
        />
      </div>
    </section>
  );
}

interface SomeProps {
  readonly title: string;
  readonly some: CompetencyAnswer["competencies"];
  readonly answer: CompetencyAnswer;
  readonly none: string;
  readonly grows?: Props["grows"];
}

function Some({ title, some, answer, none, grows }: SomeProps) {
  const scores = answer.history[0]?.scores ?? {};
  return (
    <div>
      <h3>{title}</h3>
      {some.length === 0 ? <p className="competencies__when">{none}</p> : null}
      <ul>
        {some.map((one) => {
          const where = grows?.(one) ?? [];
          return (
            <li key={one.id}>
              <a href={`#${one.id}`}>{one.name}</a>, {scores[one.id]} of 5
              {where.length === 0 ? null : (
                <span className="competencies__when competencies__where">Grows in {where.join(" · ")}</span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
