import { useCallback, useState } from "react";
import type { LiveReport } from "../../../shared/live/report.ts";
import { useLoaded } from "../../pages/useLoaded.ts";
import { Page } from "../../pages/Page.tsx";
import { plainWords } from "../../thread/Text.tsx";
import { dayName, time } from "../../ui/when.ts";
import { useRun } from "../cockpit/useRun.tsx";
import { api } from "../api.ts";
import { Value } from "../watch/Answers.tsx";
import { dayWithin, listed, spentWords, whoWords } from "../words.ts";
import { named, useWorkbook, type Workbook } from "../workbook.ts";
import "./report.css";

/** `/live/<id>/report`: who came, what they shared, how the group went through it; printed or as a table. */
export function Report({ liveId }: { liveId: string }) {
  const load = useCallback(() => api.report(liveId), [liveId]);
  const { said, again } = useLoaded(load);
  if (said === null) return <Page title="Report">{null}</Page>;
  if (!said.ok) {
    return (
      <Page title="Report" lead={said.message}>
        <button type="button" className="button" onClick={again}>
          Try again
        </button>
      </Page>
    );
  }
  return <Whole report={said.body} onChanged={again} />;
}

function Whole({ report, onChanged }: { report: LiveReport; onChanged: () => void }) {
  const { session, participants } = report;
  const workbook = useWorkbook(session.contentVersion, session.modules);
  const when = `${dayName(session.openedAt)}, ${time(session.openedAt)}${session.endedAt === null ? "" : ` to ${time(session.endedAt)}`}`;
  return (
    <Page title={session.title} lead={`${when}. Led by ${whoWords(session.facilitators)}.`}>
      <div className="report">
        <p className="report__ways">
          <button type="button" className="button" onClick={() => print()}>
            Print
          </button>
          <a className="button" href={`/api/live/${session.liveId}/report.csv`} download>
            Download as a table (CSV)
          </a>
          {session.endedAt === null ? (
            <a className="act" href={`/live/${session.liveId}`}>
              Back to the room
            </a>
          ) : null}
        </p>
        <p className="report__soft">
          {session.keptUntil === null
            ? "The session is still open: this is how it stands now."
            : `Kept until ${dayWithin(session.keptUntil)}, then deleted.`}{" "}
          Whoever leaves, or deletes their workbook, is not in it any more. Opening this page is noted where
          each of them can see it.
        </p>
        <Came report={report} />
        <Went report={report} workbook={workbook} />
        <Starred report={report} workbook={workbook} />
        <Words report={report} workbook={workbook} />
        <Skipped report={report} workbook={workbook} />
        <Notes report={report} onChanged={onChanged} />
        {participants.length === 0 ? <p>Nobody is in it.</p> : null}
      </div>
    </Page>
  );
}

interface Props {
  readonly report: LiveReport;
  readonly workbook: Workbook | null;
}

function Came({ report: { participants } }: Pick<Props, "report">) {
  if (participants.length === 0) return null;
  return (
    <section aria-labelledby="came">
      <h2 id="came">Who came</h2>
      <table className="report__table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Since</th>
            <th scope="col">Answered</th>
          </tr>
        </thead>
        <tbody>
          {participants.map((one) => (
            <tr key={one.participantId}>
              <th scope="row">{one.alias}</th>
              <td>{time(one.since)}</td>
              <td>{one.answered}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Went({ report: { modules, exercises, participants }, workbook }: Props) {
  if (participants.length === 0) return null;
  const rows = [
    ...modules.map((one) => ({ id: one.module, ...one })),
    ...exercises.map((one) => ({ id: one.exercise, ...one })),
  ].toSorted((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
  return (
    <section aria-labelledby="went">
      <h2 id="went">How the group went through it</h2>
      {rows.length === 0 ? (
        <p className="report__soft">
          Fewer than five people were in it, so the group is not broken down: single people could be told
          apart.
        </p>
      ) : (
        <table className="report__table">
          <thead>
            <tr>
              <th scope="col">Module or exercise</th>
              <th scope="col">People</th>
              <th scope="col">Answers</th>
              <th scope="col">Median time of one person</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{named(workbook?.outline, row.id)}</th>
                <td>{row.people}</td>
                <td>{row.answered}</td>
                <td>{spentWords(row.medianMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Starred({ report: { answers }, workbook }: Props) {
  const starred = answers.filter((one) => one.starred);
  if (starred.length === 0 || workbook === null) return null;
  return (
    <section aria-labelledby="starred">
      <h2 id="starred">Starred</h2>
      <ul className="report__words">
        {starred.map(({ participantId, blockId, value }) => {
          const block = workbook.byKey.get(blockId);
          return block === undefined ? null : (
            <li key={`${participantId} ${blockId}`}>
              <p className="report__soft">{plainWords(block, [])}</p>
              <Value block={block} value={value} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Words({ report: { answers, participants }, workbook }: Props) {
  const alias = new Map(participants.map((one) => [one.participantId, one.alias]));
  if (answers.length === 0 || workbook === null) return null;
  const blocks = [...new Set(answers.map(({ blockId }) => blockId))].flatMap(
    (blockId) => workbook.byKey.get(blockId) ?? [],
  );
  return (
    <section aria-labelledby="shared">
      <h2 id="shared">What was shared</h2>
      {blocks.map((block) => (
        <article key={block.id}>
          <h3>{plainWords(block, [])}</h3>
          <dl className="report__answers">
            {answers
              .filter(({ blockId }) => blockId === block.id)
              .map(({ participantId, value }) => (
                <div key={participantId}>
                  <dt>{alias.get(participantId)}</dt>
                  <dd>
                    <Value block={block} value={value} />
                  </dd>
                </div>
              ))}
          </dl>
        </article>
      ))}
    </section>
  );
}

function Skipped({ report: { skipped }, workbook }: Props) {
  if (skipped.length === 0 || workbook === null) return null;
  return (
    <section aria-labelledby="skipped">
      <h2 id="skipped">Passed most often</h2>
      <ul className="report__words">
        {skipped.map(({ blockId, skipped: many, people }) => {
          const block = workbook.byKey.get(blockId);
          return block === undefined ? null : (
            <li key={blockId}>
              {plainWords(block, [])}{" "}
              <span className="report__soft">
                {many} of {people}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Notes({ report: { notes, session }, onChanged }: { report: LiveReport; onChanged: () => void }) {
  const [run, problem] = useRun();
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const shown = notes.filter(({ id }) => !dropped.includes(id));
  if (shown.length === 0) return null;
  const drop = async (id: string) => {
    if (!(await run(() => api.dropNote(session.liveId, id)))) return;
    setDropped((now) => [...now, id]);
    onChanged();
  };
  const authors = new Set(shown.map(({ by }) => by));
  return (
    <section aria-labelledby="own">
      <h2 id="own">{authors.size > 1 ? `Notes of ${listed([...authors])}` : "Your own notes"}</h2>
      <ul className="report__words">
        {shown.map(({ id, text, at, by }) => (
          <li key={id}>
            <p className="words">{text}</p>
            <span className="report__soft">
              {by}, {time(at)}{" "}
              <button type="button" className="act" onClick={() => void drop(id)}>
                Delete
              </button>
            </span>
          </li>
        ))}
      </ul>
      {problem}
    </section>
  );
}
