import { useMemo } from "react";
import { isSeed } from "../../../shared/tools/flow_tracker/week.ts";
import { flowConfig } from "../../../shared/tools/flow_tracker/tool.ts";
import type { AnsweredProps } from "../../model/card.ts";
import { useToday } from "../../ui/useToday.ts";
import { localDay } from "../../ui/when.ts";
import { Folded } from "../card/Folded.tsx";
import { readFlow } from "./model.ts";
import { FlowPictures } from "./Pictures.tsx";
import { dayWords, signed, tagWords } from "./words.ts";
import "../card/card.css";
import "./flow_tracker.css";

/** The log as it stands, numbered like its pictures, and what it tells. */
export function Answered({ block, value }: AnsweredProps) {
  const config = useMemo(() => flowConfig.parse(block.config ?? {}), [block]);
  const rows = useMemo(() => readFlow(value, config), [value, config]);
  const today = localDay(useToday());
  if (rows.length === 0) return <p className="answered-empty">Nothing in this log.</p>;
  return (
    <div className="answered-flow">
      <ol>
        {rows.map((row) => (
          <li key={row.id}>
            <span>{row.activity}</span>
            <small>
              {[
                `Energy ${signed(row.energy)}`,
                `focus ${row.focus}`,
                ...(isSeed(row) ? ["a seed"] : []),
                dayWords(row.day, today),
                ...tagWords(row),
              ].join(" · ")}
            </small>
            {row.note === undefined || row.note === "" ? null : <small>{row.note}</small>}
          </li>
        ))}
      </ol>
      {rows.length > 1 ? (
        <Folded words="See it as a picture">
          <FlowPictures rows={rows} />
        </Folded>
      ) : null}
    </div>
  );
}
