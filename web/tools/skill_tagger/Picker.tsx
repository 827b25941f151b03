import { useMemo, useState } from "react";
import { Autocomplete } from "react-aria-components/Autocomplete";
import { Input } from "react-aria-components/Input";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { SearchField } from "react-aria-components/SearchField";
import type { SkillCategory } from "../../../shared/content/block.ts";
import type { Skill } from "../../../shared/content/release.ts";
import { Check, Plus } from "../card/icons.tsx";
import { groupsOf, optionsFor, ownWords, type Option } from "./options.ts";
import "./picker.css";

export interface PickerProps {
  readonly skills: readonly Skill[];
  readonly category: SkillCategory;
  readonly chosen: ReadonlySet<string>;
  readonly label: string;
  readonly id?: string;
  readonly aria?: { "aria-invalid"?: true; "aria-describedby"?: string };
  readonly query?: string;
  readonly onToggle: (id: string) => void;
  /** Left out where only skills that exist can be chosen. */
  readonly onInvent?: (name: string) => void;
}

/** Skills by typing or by leafing through their groups; what is chosen carries a check. */
export function Picker(props: PickerProps) {
  const { skills, category, chosen, label, onToggle, onInvent } = props;
  const [query, setQuery] = useState(props.query ?? "");
  const [group, setGroup] = useState<string | null>(null);
  const groups = useMemo(() => groupsOf(skills, category), [skills, category]);
  const mayInvent = onInvent !== undefined;
  const options = useMemo(
    () => optionsFor(skills, category, query, group, mayInvent),
    [skills, category, query, group, mayInvent],
  );
  const pick = (selection: "all" | Set<string | number>) => {
    if (selection === "all") return;
    if (selection.has(ownWords)) {
      onInvent?.(query.trim());
      setQuery("");
      return;
    }
    const changed = options.find((one) => selection.has(one.id) !== chosen.has(one.id));
    if (changed !== undefined) onToggle(changed.id);
  };
  return (
    <div className="picker">
      <Autocomplete inputValue={query} onInputChange={setQuery}>
        <div className="picker-ways">
          <SearchField aria-label={label}>
            <Input id={props.id} placeholder="Type a few letters" autoComplete="off" {...props.aria} />
          </SearchField>
          <select
            aria-label="Or leaf through a group"
            value={query === "" ? (group ?? "") : ""}
            onChange={(event) => {
              setQuery("");
              setGroup(event.target.value === "" ? null : event.target.value);
            }}
          >
            <option value="">Or leaf through</option>
            {groups.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </div>
        <ListBox
          className="picker-list"
          aria-label={group === null || query !== "" ? label : group}
          selectionMode="multiple"
          escapeKeyBehavior="none"
          items={options}
          selectedKeys={chosen}
          onSelectionChange={pick}
        >
          {(option: Option) => <Line option={option} />}
        </ListBox>
        {query.trim() !== "" && options.length === 0 && (
          <p className="picker-none">Nothing by that name yet.</p>
        )}
      </Autocomplete>
    </div>
  );
}

function Line({ option }: { option: Option }) {
  return (
    <ListBoxItem id={option.id} textValue={option.text} className={option.isNew ? "picker-new" : undefined}>
      {({ isSelected }) => (
        <>
          <span className="picker-mark">{option.isNew ? <Plus /> : isSelected && <Check />}</span>
          <span>{option.isNew ? `Add “${option.text}” in your own words` : option.text}</span>
          {option.aside !== "" && <small>{option.aside}</small>}
        </>
      )}
    </ListBoxItem>
  );
}
