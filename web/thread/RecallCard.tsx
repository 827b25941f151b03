import { use, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Recall } from "../../shared/content/block.ts";
import { From } from "./From.tsx";
import { detail, howMany } from "./recallWords.ts";
import { TabStop } from "./Text.tsx";

/** The learner's own words brought back (decision 8): shown, behind a button, or only as a number. */
export function RecallCard({ recall }: { recall: Recall }) {
  const tab = use(TabStop);
  const [open, setOpen] = useState(recall.reveal === "shown");
  const card = useRef<HTMLDivElement>(null);
  if (recall.rows.length === 0) return null;
  if (!open && recall.reveal === "on_request") {
    // The button that is pressed goes: what it opened takes the focus, so that it is read (ux 3.5).
    const show = () => {
      flushSync(() => setOpen(true));
      card.current?.focus({ preventScroll: true });
    };
    return (
      <button type="button" className="button recall__show" tabIndex={tab} onClick={show}>
        Show {recall.rows.length === 1 ? "what you wrote" : `these ${recall.rows.length}`}
        <span className="recall__label">{recall.label}</span>
      </button>
    );
  }
  return (
    <div ref={card} className="recall" tabIndex={-1}>
      {recall.reveal === "count" ? (
        <p className="recall__count">{howMany(recall)}</p>
      ) : (
        <Rows recall={recall} />
      )}
      <From recall={recall} />
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
