import { useState } from "react";
import { Form, Labelled, useAct } from "../../form/form.tsx";
import { useAccount } from "../../account/useAccount.ts";
import { useHash } from "../../pages/useHash.ts";
import { go } from "../../pages/address.ts";
import { Page } from "../../pages/Page.tsx";
import { api } from "../api.ts";
import { NeedsAccount } from "../NeedsAccount.tsx";
import "../join/join.css";

const title = "Facilitate together";

/** `/facilitate#<token>`: a second facilitator comes into a room. */
export function Facilitate() {
  const token = useHash((hash) => (hash.length > 1 ? hash.slice(1) : null));
  const { known } = useAccount();
  const [name, setName] = useState("");
  const [act, run] = useAct();
  if (known === "loading") return <Page title={title}>{null}</Page>;
  if (typeof known === "string" || known.email === null || !known.confirmed) {
    return (
      <NeedsAccount
        title={title}
        why="You need an account with a confirmed e-mail address: learners are told your name and its domain."
        known={known}
        hint="Keep the link that you were sent: it opens this page again afterwards."
      />
    );
  }
  if (token === null) {
    return (
      <Page title={title} lead="Open the link that the other facilitator sent you.">
        <a className="button" href="/live">
          Your sessions
        </a>
      </Page>
    );
  }
  const come = async () => {
    let liveId = "";
    const done = await run(async () => {
      const said = await api.facilitate(token, name.trim());
      if (said.ok) liveId = said.body.liveId;
      return said;
    });
    if (done) go(`/live/${liveId}`);
  };
  return (
    <Page title={title} lead="Everyone in the room is told that you can see what they share.">
      <div className="join">
        <Form act={act} submit="Come in" busyWords="One moment…" onSubmit={() => void come()}>
          <Labelled
            words="Your name, as learners know you"
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
