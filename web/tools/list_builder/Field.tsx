import type { ListField } from "../../../shared/tools/list_builder/tool.ts";
import { Choices } from "../card/choices.tsx";
import type { Problems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";
import { LinkField } from "./LinkField.tsx";
import type { LinkOption } from "./links.ts";

interface FieldProps {
  readonly field: ListField;
  readonly at: string;
  readonly value: string;
  /** What a link can point at. */
  readonly links: readonly LinkOption[];
  readonly problems: Problems;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
}

/** Up to this many options stand side by side; more fold into a menu. */
const optionsInSight = 5;

export function Field(props: FieldProps) {
  const { field, at, problems } = props;
  const options = field.options ?? [];
  const chips = field.type === "select" && options.length > 0 && options.length <= optionsInSight;
  if (field.type === "check") return <Tick {...props} />;
  return (
    <div className={`list-field list-field-${field.type}`}>
      {chips ? (
        <span className="tool-label">{field.label}</span>
      ) : (
        <label className="tool-label" htmlFor={problems.id(at)}>
          {field.label}
        </label>
      )}
      <Control {...props} chips={chips} />
      <ProblemText problems={problems} at={at} />
    </div>
  );
}

/** A box and its words are one target. */
const Tick = ({ field, at, value, problems, onChange }: FieldProps) => (
  <label className="list-field list-tick">
    <input
      id={problems.id(at)}
      type="checkbox"
      className="tool-box"
      checked={value !== ""}
      onChange={(event) => onChange(event.target.checked ? "yes" : "")}
      {...problems.aria(at)}
    />
    {field.label}
  </label>
);

function Control(props: FieldProps & { chips: boolean }) {
  const { field, at, value, problems, onChange, onLeave, chips } = props;
  const options = field.options ?? [];
  const given = {
    id: problems.id(at),
    value,
    "data-empty": value === "" ? true : undefined,
    onBlur: onLeave,
    ...problems.aria(at),
  };
  if (chips) {
    return (
      <Choices
        id={problems.id(at)}
        label={field.label}
        options={options}
        value={value === "" ? null : value}
        onChoose={onChange}
        aria={problems.aria(at)}
      />
    );
  }
  if (field.type === "link") return <LinkField {...props} options={props.links} />;
  if (field.type === "select") {
    return (
      <select {...given} onChange={(event) => onChange(event.target.value)}>
        <option value="">Not said</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    );
  }
  if (field.type === "long") {
    return (
      <textarea
        {...given}
        rows={2}
        placeholder={field.placeholder}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <input
      {...given}
      type={field.type === "day" ? "date" : "text"}
      inputMode={field.type === "number" ? "decimal" : field.type === "url" ? "url" : undefined}
      placeholder={field.placeholder ?? (field.type === "month" ? "2019, or March 2019" : undefined)}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
