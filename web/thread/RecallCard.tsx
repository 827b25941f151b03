import { use, useState } from "react";
import type { Recall } from "../../shared/content/block.ts";
import { detail } from "./fill.ts";
import { rowIdOf } from "./rows.ts";
import { TabStop } from "./Text.tsx";

/** The learner's own words brought back (decision 8): shown, behind a button, or only as a number. */
export function RecallCard({ recall }: { recall: Recall }) {
  const tab = use(TabStop);
  const [open, setOpen] = useState(recall.reveal === "shown");
  if (recall.rows.length === 0) return null;
  if (!open && recall.reveal === "on_request") {
    return (
      <button type="button" className="button recall__show" tabIndex={tab} onClick={() => setOpen(true)}>
        Show {recall.rows.length === 1 ? "what you wrote" : `these ${recall.rows.length}`}
        <span className="recall__label">{recall.label}</span>
      </button>
    );
  }
  return (
    <div className="recall">
      {recall.reveal === "count" ? (
        <p className="recall__count">{recall.rows.length}</p>
      ) : (
        <Rows recall={recall} />
      )}
      <p className="recall__from">
        {recall.from[0] === undefined ? (
          recall.label
        ) : (
          <a className="act" href={`#${rowIdOf(recall.from[0])}`} tabIndex={tab}>
            {recall.label}
          </a>
        )}
      </p>
    </div>
  );
}

function Rows({ recall }: { recall: Recall }) {
  const ranked = recall.rows.some((row) => typeof row["rank"] === "number");
  const List = ranked ? "ol" : "ul";
  return (
    <List className="recall__rows">
      {recall.rows.map((row) => (
        <li key={row.id}>
          {ranked ? <span className="recall__rank">{String(row["rank"] ?? "")}</span> : null}
          <span className="recall__text">{row.text}</span>
          <span className="recall__detail">{detail(recall, row)}</span>
        </li>
      ))}
    </List>
  );
}
