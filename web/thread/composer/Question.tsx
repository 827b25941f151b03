import { useEffect } from "react";
import type { AnswerProps } from "../../model/card.ts";
import { onDemand } from "../../ui/onDemand.tsx";
import type { Labels } from "./labels.ts";
import { SliderAnswer } from "./SliderAnswer.tsx";

const load = () => import("./controls.ts");
const text = onDemand<ControlProps>(async () => (await load()).TextAnswer);
const check = onDemand<ControlProps>(async () => (await load()).CheckAnswer);
const select = onDemand<ControlProps>(async () => (await load()).SelectAnswer);

export function fetchControls(): void {
  for (const one of [text, check, select]) one.fetch();
}

interface ControlProps {
  readonly answer: AnswerProps;
  readonly labels: Labels;
}
interface Props extends ControlProps {
  /** Called once, when the control stands there. */
  readonly onReady?: () => void;
}

/**
 * The control that fits the question, in the composer or in an answer that is being edited. The workbook begins
 * with a slider; the others are fetched while that one is looked at. Stands inside a Suspense.
 */
export function Question({ answer, labels, onReady }: Props) {
  return (
    <>
      <Control answer={answer} labels={labels} />
      <Ready tell={onReady} />
    </>
  );
}

function Control({ answer, labels }: ControlProps) {
  switch (answer.block.inputType) {
    case "textarea":
      return <text.View answer={answer} labels={labels} />;
    case "slider":
      return <SliderAnswer answer={answer} labels={labels} />;
    case "checkbox":
      return <check.View answer={answer} labels={labels} />;
    case "select":
      return <select.View answer={answer} labels={labels} />;
    case undefined:
      return null;
  }
}

/**
 * A neighbour of the control: its effect runs when the control is in the page, not while it is fetched; and not
 * as a layout effect, which would be before the elements around both are known to their refs.
 */
export function Ready({ tell }: { tell: (() => void) | undefined }) {
  useEffect(() => tell?.(), [tell]);
  return null;
}
