import { useMemo, useState } from "react";
import { projectAll } from "../../shared/engine/project/project.ts";
import type { LearnerState } from "../../shared/engine/state.ts";
import type { Stem } from "../../shared/engine/stem.ts";
import { LockIcon } from "../ui/icons.tsx";
import { useView } from "../ui/useClient.ts";
import { isWhole } from "../toolbox/entries.ts";
import { Own } from "../toolbox/Own.tsx";
import { saveBlob, saveText } from "../toolbox/save.ts";
import { rowsFile } from "./file.ts";
import { portrait, type Item, type Section } from "./portrait.ts";
import "./profile.css";

/** `/profile`: what the workbook knows, in one place, and to take along. What is private is opened here and only here. */
export function Profile() {
  return (
    <Own
      title="What you have gathered"
      lead="Everything the workbook has kept of what you wrote, in one place."
    >
      {(stem, state) =>
        isWhole(stem, state) ? (
          <Gathered stem={stem} state={state} />
        ) : (
          <p className="own-nobody">Bringing it together…</p>
        )
      }
    </Own>
  );
}

function Gathered({ stem, state }: { stem: Stem; state: LearnerState }) {
  const rows = useMemo(() => projectAll(stem, state).rows(), [stem, state]);
  const sections = useMemo(() => portrait(stem, state, rows), [stem, state, rows]);
  const locked = useView((view) => view.closed.size);
  const [problem, setProblem] = useState("");
  if (sections.length === 0) {
    return (
      <p className="own-nobody">
        There is nothing here yet. It fills as you answer. <a href="/">Go on with the conversation</a>.
      </p>
    );
  }
  const toDocx = async () => {
    setProblem("");
    try {
      const { portraitDocx } = await import("./docx.ts");
      saveBlob("dreamtree.docx", await portraitDocx(sections));
    } catch {
      setProblem("The document could not be made just now. Try again when there is a connection.");
    }
  };
  return (
    <>
      <div className="profile__take">
        <button type="button" className="button" onClick={() => void toDocx()}>
          Save as a document
        </button>
        <button type="button" className="button" onClick={() => print()}>
          Print
        </button>
        <button
          type="button"
          className="button"
          onClick={() =>
            saveText("dreamtree.json", JSON.stringify(rowsFile(sections, rows), null, 2), "application/json")
          }
        >
          Save as JSON
        </button>
        <p>
          Made in this browser, with what is private in the clear: keep these files where only you can read
          them.
        </p>
        {problem === "" ? null : <p role="alert">{problem}</p>}
      </div>
      {locked === 0 ? null : (
        <p className="profile__locked">
          <LockIcon /> {locked === 1 ? "One private answer is" : `${locked} private answers are`} locked in
          this browser, and not in it.
        </p>
      )}
      <nav className="profile__contents" aria-label="Contents">
        <ul>
          {sections.map((one) => (
            <li key={one.id}>
              <a href={`#${one.id}`}>{one.title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {sections.map((one) => (
        <OneSection key={one.id} section={one} />
      ))}
    </>
  );
}

function OneSection({ section }: { section: Section }) {
  const List = section.ranked === true ? "ol" : "ul";
  return (
    <section aria-labelledby={section.id} className="profile__section">
      <h2 id={section.id} tabIndex={-1}>
        {section.title}
        {section.isPrivate ? (
          <span className="profile__private">
            <LockIcon /> Private
          </span>
        ) : null}
      </h2>
      {section.texts.length === 0 ? null : (
        <dl className="profile__texts">
          {section.texts.map(({ label = "", text }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {section.items.length === 0 ? null : (
        <List className="profile__items">
          {section.items.map((one, i) => (
            <OneItem key={i} item={one} />
          ))}
        </List>
      )}
    </section>
  );
}

function OneItem({ item: { title, detail, texts } }: { item: Item }) {
  return (
    <li>
      <p className="profile__title">
        {title}
        {detail === "" ? null : <span> {detail}</span>}
      </p>
      {texts.map(({ label, text }, i) => (
        <p key={i} className="profile__text">
          {label === undefined ? null : <b>{label}. </b>}
          {text}
        </p>
      ))}
    </li>
  );
}
