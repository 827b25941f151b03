import type { Recall } from "../../../shared/content/block.ts";

/** Earlier answers to look at while answering this one. */
export function BroughtBack({ recall }: { recall: Recall }) {
  if (recall.use !== "show" || recall.as !== undefined || recall.rows.length === 0) return null;
  if (recall.reveal === "count") {
    return <p className="tool-back">{`${recall.label}: ${recall.rows.length}`}</p>;
  }
  const rows = (
    <ul>
      {recall.rows.map((row) => (
        <li key={row.id}>{row.text}</li>
      ))}
    </ul>
  );
  if (recall.reveal === "shown") {
    return (
      <div className="tool-back">
        <p>{recall.label}</p>
        {rows}
      </div>
    );
  }
  return (
    <details className="tool-back">
      <summary>{recall.label}</summary>
      {rows}
    </details>
  );
}
