import { useEffect, useRef } from "react";
import { fieldsOf } from "../../../shared/tools/list_builder/tool.ts";
import { Open } from "../card/icons.tsx";
import { RowButtons } from "../card/RowButtons.tsx";
import { RowGrip } from "../card/RowGrip.tsx";
import { Field } from "./Field.tsx";
import { tidied } from "./fields.ts";
import { rowSummary } from "./reading.ts";
import type { RowProps } from "./row.ts";

/** A row with fields: one quiet line until it is opened. */
export function TypedRow(props: RowProps) {
  const { row, config, name, isOpen, drag, problems } = props;
  const fields = fieldsOf(config);
  const formId = `${problems.id(row.id)}-fields`;
  const heading = useRef<HTMLButtonElement>(null);
  const wrong = fields.some((field) => problems.words(`${row.id}.${field.name}`) !== undefined);
  const asksFor = fields.find((field) => field.required && (row.texts[field.name] ?? "").trim() === "");
  const summary = rowSummary(row.texts, config, props.links);
  useOpensToFirstEmpty(isOpen, formId);
  const done = () => {
    props.onOpen(false);
    heading.current?.focus();
  };
  return (
    <li
      className="list-row list-typed tool-row"
      data-row={row.id}
      data-open={isOpen}
      data-dragged={drag.dragged === row.id}
    >
      <RowGrip name={name} drag={drag} id={row.id} />
      <button
        ref={heading}
        type="button"
        className="list-heading"
        aria-expanded={isOpen}
        aria-controls={formId}
        onClick={() => props.onOpen(!isOpen)}
      >
        <span className="list-name">{name}</span>
        <span className={wrong ? "list-summary tool-problem" : "list-summary"}>
          {wrong
            ? "Something is still missing here"
            : summary || (asksFor?.label ?? "Add more about it, if you like")}
        </span>
        <Open />
      </button>
      <RowButtons {...props} />
      <div className="list-fields" id={formId} hidden={!isOpen}>
        {isOpen &&
          fields.map((field) => (
            <Field
              key={field.name}
              field={field}
              at={`${row.id}.${field.name}`}
              problems={problems}
              links={props.links}
              value={row.texts[field.name] ?? ""}
              onChange={(text) => props.onText(field.name, text)}
              onLeave={() => {
                const text = row.texts[field.name] ?? "";
                if (tidied(field, text) !== text) props.onText(field.name, tidied(field, text));
              }}
            />
          ))}
        <button type="button" className="act list-done" onClick={done}>
          Done with this one
        </button>
      </div>
    </li>
  );
}

/** Opening, always by a gesture, takes the learner to the first field that is still empty. */
function useOpensToFirstEmpty(isOpen: boolean, formId: string): void {
  const was = useRef(false);
  useEffect(() => {
    if (isOpen && !was.current) {
      const controls = document.getElementById(formId)?.querySelectorAll<HTMLElement>("[data-empty]");
      controls?.[0]?.focus();
    }
    was.current = isOpen;
  }, [isOpen, formId]);
}
