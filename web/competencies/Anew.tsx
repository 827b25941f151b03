import { useEffect, useMemo, useState } from "react";
import { isAssessmentOpen } from "../../shared/engine/assessmentOpen.ts";
import type { CompetencyAnswer } from "../../shared/protocol/competencies.ts";
import type { Outside } from "../model/client.ts";
import { useFocusLater } from "../toolbox/useFocusLater.ts";
import { useOutside } from "../toolbox/useOutside.ts";
import { SendState } from "../thread/SendState.tsx";
import { announce } from "../ui/announce.ts";
import { useClient, useView } from "../ui/useClient.ts";
import { firstOpen, isWhole, resumed, type Begun } from "./anew.ts";
import { questionsOf } from "./questions.ts";
import { Step } from "./Step.tsx";

const tool = "competency_assessment";
const beginId = "anew-begin";

interface Props {
  readonly answer: CompetencyAnswer;
  /** Called when a new assessment stands. */
  readonly onDone: () => void;
}

/** All fifteen once more, outside the conversation: the earlier choice stays as it was (decision 12). */
export function Anew({ answer, onDone }: Props) {
  const outside = useOutside();
  const client = useClient();
  const draftId = useView((view) => [...view.drafts].find(([, one]) => one.tool === tool)?.[0]);
  const [begun, setBegun] = useState<Begun | null>(null);
  const focusLater = useFocusLater();
  const isOpen = useView(({ state }) => state !== null && isAssessmentOpen(state));
  if (outside === null || !isOpen) return null;
  if (begun === null) {
    const { reassessmentDue: isDue } = answer;
    return (
      <section aria-label="Choose them anew">
        <h2>Choose them anew</h2>
        <p>
          {isDue
            ? "More than a year has passed since you chose. People change, and so do their days. "
            : "You can take the 15 once more at any time, best after a year. "}
          It takes about 20 minutes; what you chose before stays beside it.
        </p>
        <button
          id={beginId}
          type="button"
          className={isDue ? "button button--main anew__begin" : "button anew__begin"}
          onClick={() =>
            setBegun(
              draftId === undefined
                ? { id: crypto.randomUUID(), scores: {} }
                : resumed(draftId, client.view().drafts.get(draftId)?.value),
            )
          }
        >
          {draftId === undefined ? "Choose them anew" : "Go on where you stopped"}
        </button>
      </section>
    );
  }
  return (
    <Choosing
      begun={begun}
      answer={answer}
      outside={outside}
      onStop={() => {
        setBegun(null);
        focusLater(beginId);
      }}
      onDone={() => {
        setBegun(null);
        announce("Your 15 levels are kept.");
        onDone();
      }}
    />
  );
}

interface ChoosingProps extends Props {
  readonly begun: Begun;
  readonly outside: Outside;
  readonly onStop: () => void;
}

/** One competency at a time: what it means, and five descriptions without numbers. */
function Choosing({ begun, answer, outside, onStop, onDone }: ChoosingProps) {
  const stem = useView((view) => view.stem);
  const userId = useView((view) => view.state?.userId ?? "");
  const asked = useMemo(() => (stem === null ? [] : questionsOf(stem, userId)), [stem, userId]);
  const [now, setNow] = useState(begun);
  /** Null until the learner has gone somewhere: the first open one, also where the questions come later. */
  const [chosen, setStep] = useState<number | null>(null);
  const step = chosen ?? firstOpen(asked, begun);
  const [isSent, setIsSent] = useState(false);
  const sending = useView((view) => view.sending.get(begun.id));
  const stands = useView((view) => view.state?.instances.has(begun.id) === true);
  // Kept by the server, so that the results it is asked for have it.
  const isKept =
    isSent && stands && (sending === undefined || sending.state === "kept" || sending.state === "saved");
  useEffect(() => {
    if (isKept) onDone();
  }, [isKept, onDone]);
  const question = asked[step];
  if (question === undefined) return <p>The questions are still on their way.</p>;
  const choose = (value: string) => {
    const next = { ...now, scores: { ...now.scores, [question.competency]: value } };
    setNow(next);
    outside.draft(tool, begun.id, { scores: next.scores });
  };
  const finish = () => {
    outside.save(tool, begun.id, { scores: now.scores }, { baseRev: 0 });
    setIsSent(true);
  };
  return (
    <section aria-label="Choose them anew">
      <h2>Choose them anew</h2>
      <Step
        key={question.competency}
        question={question}
        place={`${step + 1} of ${asked.length}`}
        means={answer.competencies.find(({ id }) => id === question.competency)?.definition ?? ""}
        value={now.scores[question.competency] ?? null}
        isFirst={step === 0}
        isLast={step === asked.length - 1}
        onChoose={choose}
        onBack={() => setStep(step - 1)}
        onNext={() => {
          if (step < asked.length - 1) setStep(step + 1);
          else if (isWhole(asked, now)) finish();
          else setStep(firstOpen(asked, now));
        }}
        onStop={onStop}
      />
      {sending === undefined ? null : (
        <p className="competencies__when">
          <SendState sending={sending} tab={0} onEdit={() => setIsSent(false)} />
        </p>
      )}
    </section>
  );
}
