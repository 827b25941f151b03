import type { ListField } from "../../../shared/tools/list_builder/tool.ts";
import { Choices } from "../card/choices.tsx";
import type { Problems } from "../card/problems.ts";
import { ProblemText } from "../card/ProblemText.tsx";

interface FieldProps {
  readonly field: ListField;
  readonly at: string;
  readonly value: string;
  readonly problems: Problems;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
}

/** Up to this many options stand side by side; more fold into a menu. */
const optionsInSight = 5;

export function Field(props: FieldProps) {
  const { field, at, problems } = props;
  const options = field.options ?? [];
  const chips = field.type === "select" && options.length <= optionsInSight;
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

function Control({ field, at, value, problems, onChange, onLeave, chips }: FieldProps & { chips: boolean }) {
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
  if (field.type === "select" || field.type === "link") {
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
  if (field.type === "check") {
    return (
      <input
        id={problems.id(at)}
        type="checkbox"
        checked={value === "yes"}
        onChange={(event) => onChange(event.target.checked ? "yes" : "")}
        {...problems.aria(at)}
      />
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
