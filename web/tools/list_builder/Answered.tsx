import { useMemo } from "react";
import { fieldsOf, listConfig } from "../../../shared/tools/list_builder/tool.ts";
import type { AnsweredProps } from "../../model/card.ts";
import { readRows, rowSummary } from "./reading.ts";
import "./list_builder.css";

/** The list as it stands: plain lines, or titles with a quiet line under each. */
export function Answered({ block, value }: AnsweredProps) {
  const config = useMemo(() => listConfig.parse(block.config ?? {}), [block]);
  const rows = useMemo(() => readRows(value, config), [value, config]);
  const first = fieldsOf(config)[0]?.name ?? "text";
  if (rows.length === 0) return <p className="answered-empty">Nothing on this list.</p>;
  return (
    <ul className="answered-list">
      {rows.map((row) => {
        const summary = rowSummary(row.texts, config);
        return (
          <li key={row.id}>
            <span>{row.texts[first]}</span>
            {summary !== "" && <small>{summary}</small>}
          </li>
        );
      })}
    </ul>
  );
}
