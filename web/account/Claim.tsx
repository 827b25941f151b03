import { useState } from "react";
import { useClient } from "../ui/useClient.ts";
import { Code } from "./Code.tsx";
import { EmailField, Form, Ticked, useAct } from "../form/form.tsx";
import { claim } from "./keeping.ts";
import { NewPassword, useNewPassword } from "./NewPassword.tsx";

/**
 * Making an account of the thread that is open: an address, a password, and the code for the day it is forgotten.
 * @param onDone the account stands, and its code is written down
 * @param onCode the account stands; its code is shown, and nothing else is of use until it is kept
 */
export function Claim({ onDone, onCode }: { onDone: () => void; onCode?: () => void }) {
  const client = useClient();
  const [email, setEmail] = useState("");
  const password = useNewPassword([email]);
  const [withCode, setWithCode] = useState(true);
  const [code, setCode] = useState<string | null>(null);
  const [act, run] = useAct();
  if (code !== null) return <Code code={code} onKept={onDone} />;
  const submit = async () => {
    const result = await claim(client, { email, password: password.value, withCode });
    if (!result.ok) return result;
    if (result.code === null) onDone();
    else {
      setCode(result.code);
      onCode?.();
    }
    return result;
  };
  const isTaken = act.refused?.code === "email_taken";
  return (
    <Form
      act={act}
      submit="Make the account"
      busyWords="Making your key…"
      onSubmit={() => void run(submit, password.isFit)}
    >
      <EmailField value={email} onChange={setEmail} wrong={act.wrong("email")} />
      {isTaken ? (
        <p className="said">
          If it is yours, <a href="/sign-in">sign in to it</a>: what you wrote here comes along.
        </p>
      ) : null}
      <NewPassword choice={password.choice} />
      <p className="forms__soft">
        The password is also the key to what is private. It never leaves this browser; we do not have it and
        cannot replace it.{" "}
        <a href="/privacy" rel="external">
          What is protected and what is not
        </a>
        {", and "}
        <a href="/legal" rel="external">
          who runs this and on what terms
        </a>
        .
      </p>
      <Ticked
        words="Give me a recovery code as well"
        more="For the day the password is forgotten. Without one, what is private is lost with it."
        checked={withCode}
        onChange={setWithCode}
      />
    </Form>
  );
}
