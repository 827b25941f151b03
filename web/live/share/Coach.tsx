import { useCallback, useState } from "react";
import type * as z from "zod/mini";
import type { coachedLearner } from "../../../shared/protocol/live.ts";
import { Form, Labelled, useAct } from "../../form/form.tsx";
import { useAccount } from "../../account/useAccount.ts";
import { useHash } from "../../pages/useHash.ts";
import { useLoaded } from "../../pages/useLoaded.ts";
import { Page } from "../../pages/Page.tsx";
import { useView } from "../../ui/useClient.ts";
import { api } from "../api.ts";
import { NeedsAccount } from "../NeedsAccount.tsx";
import { Answers } from "../watch/Answers.tsx";
import { linesOf } from "../watch/observed.ts";
import { useThread } from "../watch/useThread.ts";
import { dayWithin, listed } from "../words.ts";
import { named, useWorkbook } from "../workbook.ts";
import "../join/join.css";
import "../sessions/sessions.css";

type Learner = z.infer<typeof coachedLearner>;

/** `/coach`: take an invitation, and read what learners share with you. */
export function Coach() {
  const token = useHash((hash) => (hash.length > 1 ? hash.slice(1) : null));
  const [taken, setTaken] = useState(false);
  const [open, setOpen] = useState<Learner | null>(null);
  const { known } = useAccount();
  if (known === "loading") return <Page title="Reading along">{null}</Page>;
  if (typeof known === "string" || known.email === null || !known.confirmed) {
    return (
      <NeedsAccount
        title="Reading along"
        why="To read along with a learner you need an account with a confirmed e-mail address: they are told your name and its domain."
        known={known}
        hint={
          token === null
            ? undefined
            : "Keep the link that you were sent: it opens this page again afterwards."
        }
      />
    );
  }
  if (token !== null && !taken) return <Accept token={token} onTaken={() => setTaken(true)} />;
  if (open !== null) return <Reading learner={open} onClose={() => setOpen(null)} />;
  return <Learners onOpen={setOpen} />;
}

function Accept({ token, onTaken }: { token: string; onTaken: () => void }) {
  const [name, setName] = useState("");
  const [act, run] = useAct();
  const accept = () =>
    void run(() => api.acceptShare(token, name.trim())).then((done) => (done ? onTaken() : undefined));
  return (
    <Page
      title="A learner shares with you"
      lead="You read what they write from now on in the modules they chose. They see whenever you look, and can end it at any time."
    >
      <div className="join">
        <Form act={act} submit="Read along" busyWords="One moment…" onSubmit={accept}>
          <Labelled
            words="Your name, as they know you"
            name="name"
            value={name}
            onChange={setName}
            wrong={act.wrong("name")}
            maxLength={60}
            autoComplete="name"
          />
        </Form>
      </div>
    </Page>
  );
}

function Learners({ onOpen }: { onOpen: (learner: Learner) => void }) {
  const load = useCallback(() => api.coached(), []);
  const { said } = useLoaded(load);
  const learners = said?.ok === true ? said.body.learners : [];
  return (
    <Page
      title="Reading along"
      lead={
        said !== null && learners.length === 0
          ? "Nobody shares with you now. A learner who wants to sends you a link."
          : "What learners share with you, for as long as they do."
      }
    >
      <ul className="sessions">
        {learners.map((one) => (
          <li key={one.participantId}>
            <button type="button" className="act" onClick={() => onOpen(one)}>
              {listed(one.modules)}, shared since {dayWithin(one.since)}
            </button>
            <span>until {dayWithin(one.until)}</span>
          </li>
        ))}
      </ul>
    </Page>
  );
}

function Reading({ learner, onClose }: { learner: Learner; onClose: () => void }) {
  const { thread, line } = useThread(learner.socket);
  const newest = useView((view) => view.stem?.version ?? null);
  const workbook = useWorkbook(newest, learner.modules);
  const [inOrder, setInOrder] = useState(true);
  const lines = linesOf(thread, workbook?.blocks ?? [], !inOrder);
  return (
    <Page
      title={listed(learner.modules.map((id) => named(workbook?.outline, id)))}
      lead={`Read only, until ${dayWithin(learner.until)}. They see that you are looking.`}
    >
      <p className="live-page__ways">
        <button type="button" className="act" onClick={onClose}>
          All learners
        </button>
        <button type="button" className="act" aria-pressed={!inOrder} onClick={() => setInOrder(!inOrder)}>
          Their own words first
        </button>
      </p>
      {typeof line === "object" ? <p className="join__soft">This is not shared with you any more.</p> : null}
      {thread.ready && lines.length === 0 ? <p className="join__soft">Nothing is answered yet.</p> : null}
      <div className="join">
        <Answers lines={lines} alias="they" />
      </div>
    </Page>
  );
}
