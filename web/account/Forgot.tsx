import { useState } from "react";
import { Page } from "../pages/Page.tsx";
import { api } from "./api.ts";
import { EmailField, Form, Told, useAct } from "../form/form.tsx";
import { lostWords } from "./lost.ts";

/** `/account/forgot`: asks for the letter. Whether an address has an account is told to nobody. */
export function Forgot() {
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState(false);
  const [act, run] = useAct();
  return (
    <Page title="A new password" lead="By a letter to the confirmed address of your account.">
      <div className="forms">
        <p className="said">{lostWords}</p>
        <p>
          A <a href="/sign-in/code">recovery code</a> loses nothing, if you have one. So does a device that is
          still signed in: make one there.
        </p>
        {sent ? (
          <Told>
            If this is the confirmed address of an account, a letter is on its way. Its link works for ten
            minutes.
          </Told>
        ) : (
          <Form
            act={act}
            submit="Send the letter"
            onSubmit={() => void run(() => api.recover(email)).then(setSent)}
          >
            <EmailField value={email} onChange={setEmail} wrong={act.wrong("email")} />
          </Form>
        )}
      </div>
    </Page>
  );
}
