import { useEffect, useState } from "react";
import type * as z from "zod/mini";
import { codeIn, spaced } from "../../../shared/live/code.ts";
import type { lookedLive } from "../../../shared/protocol/live.ts";
import { Form, Labelled, Told, useAct } from "../../form/form.tsx";
import { useHash } from "../../pages/useHash.ts";
import { go } from "../../pages/address.ts";
import { Page } from "../../pages/Page.tsx";
import { useClient, useView } from "../../ui/useClient.ts";
import { api } from "../api.ts";
import { whoWords } from "../words.ts";
import "./join.css";

type Looked = z.infer<typeof lookedLive>;

/** `/join`: from the code on the wall to the first question, by way of one paragraph that says what is shared. */
export function Join() {
  const scanned = useHash((hash) => codeIn(hash.slice(1)));
  const [found, setFound] = useState<{ readonly code: string; readonly room: Looked } | null>(null);
  if (found === null) return <Enter scanned={scanned} onFound={setFound} />;
  return <Consent {...found} onChanged={(room) => setFound({ code: found.code, room })} />;
}

interface EnterProps {
  readonly scanned: string | null;
  readonly onFound: (found: { code: string; room: Looked }) => void;
}

function Enter({ scanned, onFound }: EnterProps) {
  const [typed, setTyped] = useState(scanned === null ? "" : spaced(scanned));
  const [act, run] = useAct();
  const look = (code: string) =>
    void run(async () => {
      const said = await api.look(code);
      if (said.ok) onFound({ code, room: said.body });
      return said;
    });
  useEffect(() => {
    if (scanned !== null) look(scanned);
    // What was scanned is looked at once.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [scanned]);
  return (
    <Page
      title="Join a session"
      lead="The code is on your facilitator’s screen. Before anything is shared you read what, and with whom."
    >
      <div className="join">
        <Form
          act={act}
          submit="Look"
          busyWords="Looking…"
          onSubmit={() => look(codeIn(typed) ?? typed.trim())}
        >
          <Labelled
            words="Code"
            name="code"
            value={typed}
            onChange={setTyped}
            wrong={act.wrong("code")}
            hint="Six letters and digits. Capitals and spaces do not matter."
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            required
          />
        </Form>
        <p className="join__soft">
          Do you lead a group yourself?{" "}
          <a className="act" href="/live">
            Open a session
          </a>
        </p>
      </div>
    </Page>
  );
}

interface ConsentProps {
  readonly code: string;
  readonly room: Looked;
  readonly onChanged: (room: Looked) => void;
}

function Consent({ code, room, onChanged }: ConsentProps) {
  const client = useClient();
  const hasThread = useView(({ phase }) => phase === "thread");
  const [alias, setAlias] = useState("");
  const [changed, setChanged] = useState(false);
  const [act, run] = useAct();
  const join = async () => {
    const isNew = client.view().phase !== "thread";
    const done = await run(async () => {
      // Whoever has a session here already gets it told back.
      if (isNew) {
        const begun = await api.begin(code, crypto.randomUUID());
        if (!begun.ok) return begun;
      }
      const said = await api.join({ code, alias: alias.trim(), consent: room.consent.id });
      if (said.ok || said.fields["consent"] === undefined) return said;
      // What is shared has changed since it was shown: it is read, and agreed to, anew.
      const again = await api.look(code);
      if (!again.ok) return again;
      onChanged(again.body);
      setChanged(true);
      return said;
    });
    if (!done) return;
    // A first visit: the page that opens finds the session that was made here.
    if (isNew) location.assign("/");
    else go("/");
  };
  return (
    <Page title={room.title} lead={`Led by ${whoWords(room.facilitators)}. ${modeWords[room.mode]}`}>
      <div className="join">
        {changed ? (
          <Told>The session has changed since you opened this page. Please read it again.</Told>
        ) : null}
        <p className="join__consent">{room.consent.text}</p>
        <Form act={act} submit="Agree and join" busyWords="Joining…" onSubmit={() => void join()}>
          <Labelled
            words="Your name here"
            name="alias"
            value={alias}
            onChange={setAlias}
            wrong={act.wrong("alias")}
            hint="The facilitator sees this name; other learners do not. Any name will do."
            maxLength={40}
            autoComplete="nickname"
            required
          />
        </Form>
        <p className="join__soft">
          {room.waitingRoom
            ? "The facilitator lets people in. You can write while you wait; until then nothing is shared. "
            : ""}
          {hasThread
            ? "Your workbook goes on where it is."
            : "You need no account. You can keep what you write afterwards."}{" "}
          <a className="act" href="/">
            Not now
          </a>
        </p>
      </div>
    </Page>
  );
}

const modeWords = {
  self: "Everyone goes at their own pace.",
  guided: "The facilitator suggests where the group goes next; nobody is moved.",
} as const;
