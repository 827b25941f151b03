import { useId, useState } from "react";
import type { LearnersLive } from "../../../shared/protocol/room.ts";
import { Form, Labelled, Told, useAct } from "../../form/form.tsx";
import { Page } from "../../pages/Page.tsx";
import { announce } from "../../ui/announce.ts";
import { useView } from "../../ui/useClient.ts";
import { api } from "../api.ts";
import { useRun } from "../cockpit/useRun.tsx";
import { ModuleChoice } from "../ModuleChoice.tsx";
import { dayWithin, listed } from "../words.ts";
import "../join/join.css";
import "../sessions/sessions.css";

const most = 3;
const monthMs = 30 * 24 * 60 * 60_000;
const yearMs = 365 * 24 * 60 * 60_000;

/** `/share`: one person may read along, in chosen modules, until a day; the learner ends it when they like. */
export function Share() {
  const hasThread = useView(({ phase }) => phase === "thread");
  const shares = useView(({ live }) => live?.shares);
  if (!hasThread) {
    return (
      <Page title="Share with a coach" lead="There is nothing to share yet.">
        <a className="button" href="/">
          Begin your workbook
        </a>
      </Page>
    );
  }
  const open = shares ?? [];
  return (
    <Page
      title="Share with a coach"
      lead="One person you trust can read along: chosen modules, until a day you set, and only what you write from now on."
    >
      {open.length === 0 ? null : (
        <section aria-label="Who may look">
          <h2>Who may look</h2>
          <ul className="sessions">
            {open.map((share) => (
              <Open key={share.id} share={share} />
            ))}
          </ul>
        </section>
      )}
      {open.length < most ? (
        <Invite />
      ) : (
        <p className="join__soft">Three people may look at most. End one of them to invite somebody else.</p>
      )}
    </Page>
  );
}

function Open({ share }: { share: LearnersLive["shares"][number] }) {
  const { id, name, domain, modules, until } = share;
  const reasonId = useId();
  const [stage, setStage] = useState<"open" | "reporting">("open");
  const [reason, setReason] = useState("");
  const [run, problem] = useRun();
  const end = () =>
    void run(() => api.endShare(id)).then((done) => (done ? announce("It has ended.") : undefined));
  const report = () =>
    void run(() => api.blockCoach(id, reason.trim())).then((done) =>
      done ? announce("It has ended, and whoever runs this site is told.") : undefined,
    );
  return (
    <li>
      <b>{name === null ? "A link that nobody has opened yet" : `${name} (${domain})`}</b>
      <span>
        {listed(modules)} · until {dayWithin(until)}
      </span>
      <div className="live-page__ways">
        <button type="button" className="button" onClick={end}>
          End it now
        </button>
        {name === null ? null : (
          <button type="button" className="act" onClick={() => setStage("reporting")}>
            Report or block
          </button>
        )}
      </div>
      {stage === "open" ? null : (
        <>
          <label htmlFor={reasonId}>What happened? You need not say.</label>
          <textarea
            id={reasonId}
            className="join__reason"
            rows={3}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="live-page__ways">
            <button type="button" className="button button--main" onClick={report}>
              End it and report
            </button>
            <button type="button" className="act" onClick={() => setStage("open")}>
              Back
            </button>
          </div>
        </>
      )}
      {problem}
    </li>
  );
}

/** The end of that day where the learner is. */
const endOf = (day: string): string => new Date(`${day}T23:59:59`).toISOString();
const dayIn = (ms: number): string => new Date(Date.now() + ms).toISOString().slice(0, 10);

interface Agreed {
  readonly modules: readonly string[];
  readonly until: string;
  readonly consent: { readonly id: string; readonly text: string };
}

function Invite() {
  const id = useId();
  const here = useView((view) => view.waiting);
  const [picked, setPicked] = useState<readonly string[] | null>(null);
  const [day, setDay] = useState(() => dayIn(monthMs));
  const [agreed, setAgreed] = useState<Agreed | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const [act, run] = useAct();
  const modules = picked ?? (here === null || here.module === 0 ? ["1.1"] : [`${here.part}.${here.module}`]);
  const read = () =>
    run(async () => {
      const until = endOf(day);
      const said = await api.shareWords(modules, until);
      if (said.ok) setAgreed({ modules, until, consent: said.body.consent });
      return said;
    });
  const make = () =>
    run(async () => {
      if (agreed === null) return { ok: true };
      const { until, consent } = agreed;
      const said = await api.share({ modules: agreed.modules, until, consent: consent.id });
      if (said.ok) setLink(said.body.link);
      else if (said.fields["consent"] !== undefined) setAgreed(null);
      return said;
    });
  if (link !== null) {
    return (
      <section aria-labelledby={id}>
        <h2 id={id}>The link</h2>
        <Told>
          Send it to the one person you mean. Whoever opens it first is that person; it is shown only now.
        </Told>
        <p className="join__consent">{link}</p>
        <p className="live-page__ways">
          <button
            type="button"
            className="button button--main"
            onClick={() =>
              void navigator.clipboard.writeText(link).then(() => announce("The link is copied."))
            }
          >
            Copy the link
          </button>
          <button
            type="button"
            className="act"
            onClick={() => {
              setLink(null);
              setAgreed(null);
            }}
          >
            Done
          </button>
        </p>
      </section>
    );
  }
  return (
    <section aria-labelledby={id} className="opening-form">
      <h2 id={id}>Invite somebody</h2>
      {agreed === null ? (
        <Form act={act} submit="Read what is shared" busyWords="One moment…" onSubmit={() => void read()}>
          <ModuleChoice picked={modules} onPick={setPicked} wrong={act.wrong("modules")} />
          <Labelled
            words="Until"
            name="until"
            type="date"
            value={day}
            onChange={setDay}
            min={dayIn(0)}
            max={dayIn(yearMs)}
            wrong={act.wrong("until")}
            required
          />
        </Form>
      ) : (
        <Form
          act={act}
          submit="Agree and make the link"
          busyWords="Making it…"
          onSubmit={() => void make()}
          ways={
            <button type="button" className="act" onClick={() => setAgreed(null)}>
              Back
            </button>
          }
        >
          <p className="join__consent">{agreed.consent.text}</p>
        </Form>
      )}
    </section>
  );
}
