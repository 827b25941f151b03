import type { StemBlock } from "../../shared/content/block.ts";
import { checkboxOf, sliderOf } from "../../shared/engine/questions.ts";
import { answerText } from "../../shared/engine/answerRows.ts";
import { ToolAnswered } from "./ToolCard.tsx";
import { useLists } from "./useAnswerProps.ts";
import { useRecalls } from "./useRecalls.ts";

/** An answer as it stands: the learner's own words, or the thing they chose in the words they chose it by. */
export function Answered({ block, value }: { block: StemBlock; value: unknown }) {
  if (block.type === "tool") return <Tool block={block} value={value} />;
  if (block.inputType === "slider") return <OnScale block={block} value={value} />;
  if (block.inputType === "checkbox") {
    const { label } = checkboxOf(block.config);
    return value === true ? <p>{label}</p> : <p className="unticked">Left open: {label}</p>;
  }
  return <p className="words">{answerText(block, value)}</p>;
}

function Tool({ block, value }: { block: StemBlock; value: unknown }) {
  const lists = useLists();
  const recalls = useRecalls(block);
  return <ToolAnswered block={block} value={value} recalls={recalls} {...lists} />;
}

function OnScale({ block, value }: { block: StemBlock; value: unknown }) {
  const { min, max, labels = {} } = sliderOf(block.config);
  const end = labels[String(value)];
  return (
    <p>
      <span className="scale">{String(value)}</span>
      <span className="scale__of">
        {end ?? `${min} is “${labels[String(min)] ?? min}”, ${max} “${labels[String(max)] ?? max}”`}
      </span>
    </p>
  );
}
