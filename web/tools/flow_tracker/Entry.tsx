import type { FlowConfig } from "../../../shared/tools/flow_tracker/tool.ts";
import { Plus } from "../card/icons.tsx";
import type { Problems } from "../card/problems.ts";
import { isComposing } from "../card/words.ts";
import { longestActivity } from "./model.ts";

interface EntryProps {
  readonly value: string;
  readonly isFirst: boolean;
  readonly span: FlowConfig["span"];
  readonly problems: Problems;
  readonly onChange: (text: string) => void;
  readonly onAdd: (activity: string) => void;
}

const examples = {
  past: "An hour that stayed with you",
  week: "Something you did this week",
  day: "Something you did today",
} as const;

/** The line for a new moment: Enter adds it and goes on to its two marks. */
export function Entry({ value, isFirst, span, problems, onChange, onAdd }: EntryProps) {
  const add = () => {
    if (value.trim() !== "") onAdd(value.trim());
  };
  return (
    <div className="flow-entry">
      <input
        id={problems.id("entry")}
        type="text"
        aria-label="What did you do?"
        placeholder={isFirst ? examples[span] : "One more thing you did"}
        maxLength={longestActivity}
        enterKeyHint="next"
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.ctrlKey || event.metaKey || isComposing(event)) return;
          event.preventDefault();
          add();
        }}
        {...problems.aria("entry")}
      />
      <button type="button" className="flow-add" aria-label="Add what you did" onClick={add}>
        <Plus />
        <span>Add</span>
      </button>
    </div>
  );
}
