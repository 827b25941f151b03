import type { AnswerProps } from "../../model/card.ts";
import { CheckAnswer } from "./CheckAnswer.tsx";
import type { Labels } from "./labels.ts";
import { SelectAnswer } from "./SelectAnswer.tsx";
import { SliderAnswer } from "./SliderAnswer.tsx";
import { TextAnswer } from "./TextAnswer.tsx";

/** The control that fits the question, in the composer or in an answer that is being edited. */
export function Question({ answer, labels }: { answer: AnswerProps; labels: Labels }) {
  switch (answer.block.inputType) {
    case "textarea":
      return <TextAnswer answer={answer} labels={labels} />;
    case "slider":
      return <SliderAnswer answer={answer} labels={labels} />;
    case "checkbox":
      return <CheckAnswer answer={answer} labels={labels} />;
    case "select":
      return <SelectAnswer answer={answer} labels={labels} />;
    case undefined:
      return null;
  }
}
