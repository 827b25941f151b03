import { useState } from "react";
import { Form, PasswordField, Told, useAct } from "../form/form.tsx";
import { mergeWords } from "../account/mergeWords.ts";
import { Page } from "../pages/Page.tsx";
import { dayName } from "../ui/when.ts";
import { useClient, useView } from "../ui/useClient.ts";
import type { Plan } from "./api.ts";
import { ChooseFile } from "./ChooseFile.tsx";
import { look, restore, type Looked } from "./restoring.ts";

/** `/data/restore`: a file is read, its plan is shown, and one button does it. */
export function Restore() {
  const phase = useView((view) => view.phase);
  const client = useClient();
  const [looked, setLooked] = useState<Looked | null>(null);
  const [restored, setRestored] = useState<Plan | null>(null);
  const [act, run] = useAct();
  if (phase === "landing" || phase === "signed_out") {
    return (
      <Page
        title="Restore from a file"
        lead="Into your account, or into a workbook that begins here without one."
      >
        <p className="forms__ways forms">
          <a className="button button--main" href="/sign-in">
            Sign in
          </a>
          {phase === "landing" ? (
            <button type="button" className="act" onClick={() => client.begin()}>
              Begin without an account
            </button>
          ) : null}
        </p>
      </Page>
    );
  }
  if (restored !== null) return <Done plan={restored} />;
  if (looked !== null) {
    return <Would looked={looked} onDone={setRestored} onBack={() => setLooked(null)} />;
  }
  const choose = (bytes: Uint8Array) =>
    void run(async () => {
      const result = await look(client, bytes);
      if (result.ok) setLooked(result);
      return result;
    });
  const isGeneral = act.refused !== null && act.wrong("file") === undefined;
  return (
    <Page
      title="Restore from a file"
      lead="A file that you have downloaded from here, today or years ago. It is read first, and you are told what would come of it."
    >
      <div className="forms">
        {isGeneral ? <p className="said said--alarm">{act.refused?.message}</p> : null}
        <ChooseFile
          words="The file"
          hint={
            act.busy ? "Reading it…" : "dreamtree-export.json, at most 5 MB. Choosing it changes nothing."
          }
          wrong={act.wrong("file")}
          onChoose={choose}
        />
      </div>
    </Page>
  );
}

interface WouldProps {
  readonly looked: Looked;
  readonly onDone: (plan: Plan) => void;
  readonly onBack: () => void;
}

function Would({ looked, onDone, onBack }: WouldProps) {
  const client = useClient();
  const [password, setPassword] = useState("");
  const [leaves, setLeaves] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const [act, run] = useAct();
  const { plan, locked, hasPassword, file, stem } = looked;
  const asksPassword = locked > 0 && hasPassword && !leaves;
  const submit = () =>
    void run(async () => {
      const result = await restore(client, looked, asksPassword ? password : null, key);
      if (result.ok) onDone(result.plan);
      return result;
    });
  const titleOf = (id: string) => stem.outline.find((one) => one.id === id)?.title ?? id;
  return (
    <Page title="Restore from a file" lead={mergeWords}>
      <div className="forms">
        <p>
          The file was made{" "}
          {dayName(file.exported_at).replace(/^(Today|Yesterday)$/, (day) => day.toLowerCase())}. This would
          come of it:
        </p>
        <ul className="things">
          {plan.modules.map(({ id, winner }) => (
            <li key={id}>
              <p>
                <b>{titleOf(id)}</b>
                <span>
                  {winner === "theirs" ? "From the file, the newer." : "Stays as it is here, the newer."}
                </span>
              </p>
            </li>
          ))}
          <Counted plan={plan} />
        </ul>
        <Left plan={plan} />
        <Form
          act={act}
          submit="Restore it"
          busyWords={locked > 0 ? "Locking what is private anew…" : "Restoring…"}
          onSubmit={submit}
          ways={
            <button type="button" className="act" onClick={onBack}>
              Choose another file
            </button>
          }
        >
          {locked > 0 && !hasPassword ? (
            <p className="said">
              {fields(locked)} cannot be opened: the file was made without an account, in another browser.
              What they belong to is left out.
            </p>
          ) : null}
          {asksPassword ? (
            <PasswordField
              words="The password that you had when the file was made"
              value={password}
              onChange={setPassword}
              wrong={act.wrong("password")}
              hint={`${fields(locked)} in it are locked with that one. It is used here, and not sent.`}
            />
          ) : null}
          {locked > 0 && hasPassword ? (
            <p className="forms__soft">
              <button type="button" className="act" aria-pressed={leaves} onClick={() => setLeaves(!leaves)}>
                {leaves ? "I have the password" : "I do not have it: leave out what is private"}
              </button>
            </p>
          ) : null}
        </Form>
      </div>
    </Page>
  );
}

const fields = (n: number): string => (n === 1 ? "One private field" : `${n} private fields`);

const named: readonly (readonly [string, string, string])[] = [
  ["instances", "entry in your tools", "entries in your tools"],
  ["skills", "skill of your own", "skills of your own"],
  ["practices", "day of practice", "days of practice"],
  ["notes", "note from a facilitator", "notes from facilitators"],
  [
    "cleared",
    "answer here that the newer side does not have is cleared",
    "answers here that the newer side does not have are cleared",
  ],
];

function Counted({ plan: { counts, settings } }: { plan: Plan }) {
  const lines = named.flatMap(([name, one, many]) => {
    const n = counts[name] ?? 0;
    return n === 0 ? [] : [n === 1 ? `One ${one}` : `${n} ${many}`];
  });
  const all = settings ? [...lines, "Your settings"] : lines;
  return all.map((words) => (
    <li key={words}>
      <p>
        <b>{words}</b>
      </p>
    </li>
  ));
}

function Left({ plan: { refused, unknown } }: { plan: Plan }) {
  if (refused.length + unknown.length === 0) return null;
  return (
    <details>
      <summary>{refused.length + unknown.length} entries are left out</summary>
      <ul className="left-out">
        {refused.map(({ of, message }) => (
          <li key={of}>
            {of}: {message}
          </li>
        ))}
        {unknown.map((of) => (
          <li key={of}>{of}: this workbook does not know it</li>
        ))}
      </ul>
    </details>
  );
}

function Done({ plan }: { plan: Plan }) {
  const answers = plan.counts["answers"] ?? 0;
  return (
    <Page title="Restored">
      <div className="forms">
        <Told>
          {answers === 0
            ? "No answer was different from what is here."
            : answers === 1
              ? "One answer came in."
              : `${answers} answers came in.`}{" "}
          What they took the place of stands in their history.
        </Told>
        <a className="button button--main" href="/">
          Go to the conversation
        </a>
      </div>
    </Page>
  );
}
