import { useCallback } from "react";
import { competencyAnswer, type CompetencyAnswer } from "../../shared/protocol/competencies.ts";
import { Missing } from "../pages/Missing.tsx";
import { Page } from "../pages/Page.tsx";
import { useAnswer } from "../pages/useAnswer.ts";
import { useView } from "../ui/useClient.ts";
import { Anew } from "./Anew.tsx";
import { clusters } from "./clusters.ts";
import { Entry } from "./Entry.tsx";
import { History } from "./History.tsx";
import { Levels } from "./Levels.tsx";
import { Standing } from "./Standing.tsx";
import { togetherId, Together } from "./Together.tsx";
import "./competencies.css";

/** The exercise in which levels are chosen. */
const chosenIn = "2.5.1";

/** `/competencies`: what each of them means and where it shows; once they are chosen, the learner's own levels. */
export function Competencies() {
  const { answer, again, renew } = useAnswer("/api/competencies/results", competencyAnswer);
  return (
    <Page
      title="Competencies"
      lead="Fifteen things that work of every kind asks for. The levels are your own reading."
    >
      {answer === "missing" ? <Missing what="Your competencies are not" onAgain={again} /> : null}
      {typeof answer === "object" ? <Listed answer={answer} onRenew={renew} /> : null}
    </Page>
  );
}

interface ListedProps {
  readonly answer: CompetencyAnswer;
  readonly onRenew: () => void;
}

function Listed({ answer, onRenew }: ListedProps) {
  const outline = useView((view) => view.stem?.outline ?? null);
  const titleOf = (id: string) => outline?.find((entry) => entry.id === id)?.title;
  const showsIn = (one: { modules: readonly string[] }) => one.modules.flatMap((id) => titleOf(id) ?? []);
  const [latest] = answer.history;
  const onDone = useCallback(() => {
    onRenew();
    document.getElementById(togetherId)?.focus();
  }, [onRenew]);
  return (
    <>
      {latest === undefined ? (
        <p className="competencies__before">
          You choose your levels in {titleOf(chosenIn) ?? "a later part of the workbook"}, from descriptions
          without numbers. Until then this page says what the words mean.
        </p>
      ) : (
        <>
          <Together answer={answer} />
          <Standing answer={answer} grows={showsIn} />
          <section aria-label="The picture" className="competencies__picture">
            <Levels answer={answer} />
          </section>
          <History answer={answer} />
          <Anew answer={answer} onDone={onDone} />
        </>
      )}
      {clusters.map(([category, , title]) => (
        <section key={category} aria-label={title}>
          <h2>{title}</h2>
          {answer.competencies
            .filter((one) => one.category === category)
            .map((one) => (
              <Entry
                key={one.id}
                competency={one}
                level={latest?.scores[one.id]}
                reading={answer.reading[one.id]}
                modules={showsIn(one)}
              />
            ))}
        </section>
      ))}
      <p className="competencies__source">
        Adapted from the OECD Competency Framework, in our own words; not endorsed by the OECD.{" "}
        <a className="act" href="/credits#oecd">
          Source
        </a>
      </p>
    </>
  );
}
