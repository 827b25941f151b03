import { useState } from "react";
import type { ReopenAnswer } from "../../shared/protocol/account.ts";
import { Page } from "../pages/Page.tsx";
import { useClient } from "../ui/useClient.ts";
import { dayName } from "../ui/when.ts";
import { api } from "./api.ts";
import { Form, PasswordField, Told, useAct } from "../form/form.tsx";
import { lostWords } from "./lost.ts";
import { reopen } from "./resetting.ts";
import { useLoaded } from "../pages/useLoaded.ts";

/** `/account/reopen`: what a reset has put by, and the way back to it for thirty days. */
export function Reopen() {
  const { said } = useLoaded(api.putBy);
  if (said === null) return <Page title="What the old password locked">{null}</Page>;
  if (!said.ok) {
    return (
      <Page
        title="What the old password locked"
        lead="Nothing is put by here: there was no reset, or it was brought back, or thirty days have passed."
      >
        <a className="button" href="/">
          Back to the conversation
        </a>
      </Page>
    );
  }
  return <Bring putBy={said.body} />;
}

function Bring({ putBy }: { putBy: ReopenAnswer }) {
  const client = useClient();
  const [secret, setSecret] = useState("");
  const [back, setBack] = useState<{ reopened: number; left: number } | null>(null);
  const [act, run] = useAct();
  const submit = () =>
    void run(async () => {
      const result = await reopen(client, secret);
      if (result.ok) setBack(result);
      return result;
    });
  return (
    <Page title="What the old password locked" lead={`It is kept until ${dayName(putBy.until)}.`}>
      <div className="forms">
        {back === null ? (
          <>
            <p className="said">{lostWords}</p>
            <Form
              act={act}
              submit="Bring it back"
              busyWords="Unlocking and locking again…"
              onSubmit={submit}
              ways={
                <a className="act" href="/">
                  Go on without it
                </a>
              }
            >
              <PasswordField
                words={
                  putBy.recovery ? "The old password, or the recovery code of that time" : "The old password"
                }
                value={secret}
                onChange={setSecret}
                wrong={act.wrong("secret", "auth")}
                hint="It is used here, once, and not sent. What you have written in its place since stays as it is."
              />
            </Form>
          </>
        ) : (
          <>
            <Told>
              {back.reopened === 0 ? "There was nothing to put back." : counted(back.reopened)}
              {back.left === 0 ? null : " What you have written anew was left alone."}
            </Told>
            <a className="button button--main" href="/">
              Back to the conversation
            </a>
          </>
        )}
      </div>
    </Page>
  );
}

const counted = (n: number): string =>
  n === 1 ? "One private field is back where it was." : `${n} private fields are back where they were.`;
