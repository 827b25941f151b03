import type { ListConfig } from "../../../shared/tools/list_builder/tool.ts";
import { fieldsOf } from "../../../shared/tools/list_builder/tool.ts";
import { pastedLines } from "../../../shared/tools/list_builder/paste.ts";
import { Plus } from "../card/icons.tsx";
import type { Problems } from "../card/problems.ts";
import { isComposing } from "../card/words.ts";

interface EntryProps {
  readonly config: ListConfig;
  readonly value: string;
  readonly isFirst: boolean;
  readonly problems: Problems;
  readonly onChange: (text: string) => void;
  readonly onAdd: (lines: readonly string[]) => void;
}

/** The line for a new row: Enter adds it, and a pasted list becomes as many rows as it has lines. */
export function Entry({ config, value, isFirst, problems, onChange, onAdd }: EntryProps) {
  const first = fieldsOf(config)[0];
  const label = config.add ?? `Add ${/^[aeiou]/i.test(config.item) ? "an" : "a"} ${config.item}`;
  const add = () => {
    if (value.trim() !== "") onAdd([value.trim()]);
  };
  return (
    <div className="list-entry">
      <input
        id={problems.id("entry")}
        type="text"
        aria-label={label}
        placeholder={
          first?.placeholder ??
          (isFirst ? `The first ${config.item} that comes to mind` : `One more ${config.item}`)
        }
        enterKeyHint="done"
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.ctrlKey || event.metaKey || isComposing(event)) return;
          event.preventDefault();
          add();
        }}
        onPaste={(event) => {
          const lines = pastedLines(event.clipboardData.getData("text"));
          if (lines.length < 2) return;
          event.preventDefault();
          onAdd(value.trim() === "" ? lines : [value, ...lines]);
        }}
        {...problems.aria("entry")}
      />
      <button type="button" className="list-add" aria-label={label} onClick={add}>
        <Plus />
        <span>Add</span>
      </button>
    </div>
  );
}
