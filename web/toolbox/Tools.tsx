import { useMemo } from "react";
import type { ToolInfo } from "../../shared/content/release.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import type { PageProps } from "../pages/pages.ts";
import { ToolIcon } from "../tools/card/ToolIcon.tsx";
import { useView } from "../ui/useClient.ts";
import { onDay } from "../ui/when.ts";
import { entriesOf, isWhole } from "./entries.ts";
import { Own } from "./Own.tsx";
import { Tool } from "./Tool.tsx";
import { countWords } from "./words.ts";
import "../tools/card/card.css";

/** `/tools`: all ten; `/tools/<name>`, also by its number as Daily Dos say it: one of them. */
export function Tools({ rest }: PageProps) {
  const [name] = rest;
  const stem = useView((view) => view.stem);
  const info = stem?.release.tools.find((one) => one.name === name || String(one.id) === name);
  if (name !== undefined && info !== undefined) return <Tool key={info.name} info={info} />;
  return (
    <Own
      title="Tools"
      lead={
        name === undefined || stem === null || stem.release.tools.length === 0
          ? "Each of them comes with an exercise of the workbook. From then on it is yours to use, as often as you like."
          : "There is no tool by that name. These are all of them."
      }
    >
      {(known, state) => <All stem={known} state={state} />}
    </Own>
  );
}

function All({ stem, state }: { stem: Stem; state: LearnerState }) {
  return (
    <ul className="toolbox">
      {stem.release.tools.map((info) => (
        <One key={info.name} info={info} stem={stem} state={state} />
      ))}
    </ul>
  );
}

function One({ info, stem, state }: { info: ToolInfo; stem: Stem; state: LearnerState }) {
  const closed = useView((view) => view.closed);
  const entries = useMemo(() => entriesOf(stem, state, closed, info.name), [stem, state, closed, info.name]);
  const isOpen = state.unlocked.has(info.name);
  const newest = entries.reduce((last, one) => (one.changedAt > last ? one.changedAt : last), "");
  return (
    <li className="toolbox__tool" data-locked={!isOpen}>
      <h2>
        <ToolIcon name={info.icon} />
        {isOpen ? <a href={`/tools/${info.name}`}>{info.label}</a> : <span>{info.label}</span>}
      </h2>
      <p>{info.description}</p>
      <p className="toolbox__state">
        {isOpen && !isWhole(stem, state) ? (
          "…"
        ) : isOpen ? (
          <>
            {countWords(info.name, entries.length)}
            {newest === "" ? "" : `, last changed ${onDay(newest)}`}
          </>
        ) : (
          <Locked info={info} stem={stem} />
        )}
      </p>
    </li>
  );
}

/** Which exercise a tool comes with. */
export function Locked({ info, stem }: { info: ToolInfo; stem: Stem }) {
  const title = stem.outline.find((entry) => entry.id === info.unlocksAt)?.title;
  if (info.unlocksAt === null || title === undefined) return <>Not in this workbook yet</>;
  return (
    <>
      Comes with {info.unlocksAt} {title}
    </>
  );
}
