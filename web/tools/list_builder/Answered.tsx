import { lazy, Suspense, use, useMemo } from "react";
import { listConfig } from "../../../shared/tools/list_builder/tool.ts";
import type { AnsweredProps } from "../../model/card.ts";
import { arrives } from "../../ui/arrives.ts";
import { ClientContext } from "../../ui/useClient.ts";
import { Folded } from "../card/Folded.tsx";
import { rowsFor } from "../card/sources.ts";
import { linkOptions } from "./links.ts";
import { readList, rowSummary, titleField } from "./reading.ts";
import "../card/card.css";
import "./list_builder.css";

/** Fetched where a list of milestones is, and nowhere else. */
const Paths = lazy(async () => ({
  default: (await arrives(() => import("../../paths/Paths.tsx"))).Paths,
}));

/** The list as it stands: plain lines, or titles with a quiet line under each. */
export function Answered({ block, value, recalls = [] }: AnsweredProps) {
  const config = useMemo(() => listConfig.parse(block.config ?? {}), [block]);
  const { rows, linked = [], name = "" } = useMemo(() => readList(value, config), [value, config]);
  const links = useMemo(() => linkOptions(recalls, linked), [recalls, linked]);
  // A list that completes others need not say their names again.
  const known = useMemo(
    () => new Map(rowsFor(recalls, "target").map((row) => [row.id, row.text])),
    [recalls],
  );
  const title = titleField(config);
  const hasPaths = use(ClientContext) !== null && config.target === "user_milestones";
  if (rows.length === 0) return <p className="answered-empty">Nothing on this list.</p>;
  return (
    <>
      {name !== "" && <p className="answered-title">{name}</p>}
      <ul className="answered-list">
        {rows.map((row) => {
          const summary = rowSummary(row.texts, config, links);
          const text = title === null ? known.get(row.id) : row.texts[title];
          return (
            <li key={row.id}>
              <span>{text}</span>
              {summary !== "" && <small>{summary}</small>}
            </li>
          );
        })}
      </ul>
      {hasPaths ? (
        <Folded words="See your paths side by side">
          <Suspense fallback={<p>…</p>}>
            <Paths />
          </Suspense>
        </Folded>
      ) : null}
    </>
  );
}
