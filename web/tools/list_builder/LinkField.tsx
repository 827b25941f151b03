import { useRef } from "react";
import type { ListField } from "../../../shared/tools/list_builder/tool.ts";
import type { Problems } from "../card/problems.ts";
import { isNew, newMark, newName, type LinkOption } from "./links.ts";

interface LinkFieldProps {
  readonly field: ListField;
  readonly at: string;
  readonly value: string;
  readonly options: readonly LinkOption[];
  readonly problems: Problems;
  readonly onChange: (text: string) => void;
}

/** One of the rows of another list, or, where the field adds, one that is named here for the first time. */
export function LinkField({ field, at, value, options, problems, onChange }: LinkFieldProps) {
  const name = useRef<HTMLInputElement>(null);
  const fresh = isNew(value);
  const isKnown = fresh || value === "" || options.some((one) => one.id === value);
  const others = field.adds === true;
  return (
    <>
      <select
        id={problems.id(at)}
        value={fresh ? newMark : value}
        data-empty={value === "" ? true : undefined}
        onChange={(event) => {
          onChange(event.target.value);
          if (event.target.value === newMark) queueMicrotask(() => name.current?.focus());
        }}
        {...problems.aria(at)}
      >
        <option value="">Not said</option>
        {!isKnown && <option value={value}>As it was before</option>}
        {options.map((one) => (
          <option key={one.id} value={one.id}>
            {one.text}
          </option>
        ))}
        {others && <option value={newMark}>Another one, not on the list yet</option>}
      </select>
      {fresh && (
        <input
          ref={name}
          className="list-new-link"
          type="text"
          aria-label={`${field.label}: its name`}
          placeholder="Its name"
          autoComplete="off"
          value={value.slice(newMark.length)}
          onChange={(event) => onChange(newMark + event.target.value)}
          onBlur={() => {
            // One that the list has by now is that one.
            const same = options.find((one) => one.text.toLowerCase() === newName(value).toLowerCase());
            if (same !== undefined) onChange(same.id);
          }}
        />
      )}
    </>
  );
}
