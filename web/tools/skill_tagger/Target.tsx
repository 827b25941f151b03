import type { RecallRow } from "../../../shared/content/block.ts";
import { Open } from "../card/icons.tsx";
import type { PickerProps } from "./Picker.tsx";
import { SkillChips } from "./SkillChips.tsx";
import { SkillPicker } from "./SkillPicker.tsx";

interface TargetProps extends Omit<PickerProps, "label" | "chosen"> {
  readonly target: RecallRow;
  readonly isOpen: boolean;
  readonly shown: readonly { readonly id: string; readonly name: string }[];
  readonly onOpen: () => void;
}

/** One experience or story: what it shows, and, when open, where to find more. */
export function Target({ target, isOpen, shown, onOpen, id, aria, ...picker }: TargetProps) {
  const panelId = `target-${target.id}`;
  return (
    <li className="target" data-open={isOpen}>
      <button
        type="button"
        className="target-name"
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={onOpen}
      >
        <span>{target.text}</span>
        {!isOpen && (
          <small>{shown.length === 0 ? "No skills yet" : shown.map((one) => one.name).join(", ")}</small>
        )}
        <Open />
      </button>
      <div id={panelId} hidden={!isOpen} className="target-panel">
        {isOpen && (
          <>
            <SkillChips label={`Skills in ${target.text}`} skills={shown} onRemove={picker.onToggle} />
            <SkillPicker
              {...picker}
              id={id}
              aria={aria}
              label={`Find a skill in ${target.text}`}
              chosen={new Set(shown.map((one) => one.id))}
            />
          </>
        )}
      </div>
    </li>
  );
}
