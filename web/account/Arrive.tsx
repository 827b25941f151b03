import { useState } from "react";
import { go } from "../pages/address.ts";
import { Page } from "../pages/Page.tsx";
import { useClient, useView } from "../ui/useClient.ts";
import { arrive, readTicket } from "./entering.ts";
import { Form, useAct } from "../form/form.tsx";
import { useHash } from "../pages/useHash.ts";

/** `/#h=…`, where a camera has brought somebody: the second device's half of a handover. */
export function Arrive() {
  const client = useClient();
  const ticket = useHash(readTicket);
  const [act, run] = useAct();
  const [arrived, setArrived] = useState(false);
  const hasThread = useView(({ phase }) => phase === "thread");
  if (arrived) {
    return (
      <Page
        title="Here it is"
        lead="Your workbook is open on this device too. The other one can end it with one tap."
      >
        <a className="button button--main" href="/">
          Go on
        </a>
      </Page>
    );
  }
  if (ticket === null) {
    return (
      <Page title="Continue here" lead="This code is not whole. Show it again on the other device.">
        {null}
      </Page>
    );
  }
  const submit = () => void run(() => arrive(client, ticket)).then(setArrived);
  return (
    <Page title="Continue here" lead="Your workbook, from the other device, on this one.">
      <Form
        act={act}
        submit="Continue"
        busyWords="Opening…"
        onSubmit={submit}
        ways={
          <button type="button" className="act" onClick={() => go("/")}>
            Not now
          </button>
        }
      >
        {hasThread ? (
          <p className="said said--alarm">
            There is a conversation on this device already. Continuing takes its place here. Make an account
            of it first if you want to come back to it.
          </p>
        ) : null}
      </Form>
    </Page>
  );
}
