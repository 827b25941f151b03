import { useState } from "react";
import { go } from "../pages/address.ts";
import { Page } from "../pages/Page.tsx";
import { announce } from "../ui/announce.ts";
import { Form, PasswordField, Ticked, useAct } from "../form/form.tsx";
import { changePassword } from "./keeping.ts";
import { NewPassword, useNewPassword } from "./NewPassword.tsx";
import { NoAccount } from "./NotKnown.tsx";
import { useAccount } from "./useAccount.ts";

/** `/account/password`. */
export function Password() {
  const { known } = useAccount();
  const email = typeof known === "object" ? (known.email ?? "") : "";
  const [old, setOld] = useState("");
  const next = useNewPassword([email]);
  const [endOthers, setEndOthers] = useState(true);
  const [act, run] = useAct();
  const submit = async () => {
    const change = () => changePassword({ old, next: next.value, endOthers });
    if (!(await run(change, next.isFit))) return;
    announce("Your password is changed");
    go("/account");
  };
  if (typeof known === "object" && known.email === null) return <NoAccount title="Change the password" />;
  return (
    <Page
      title="Change the password"
      lead="What is private is locked with a key of its own, and the password only with that key: nothing has to be encrypted again."
    >
      <Form act={act} submit="Change it" busyWords="Making your key…" onSubmit={() => void submit()}>
        {/* For password managers: whose password it is. */}
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          words="The password you have now"
          value={old}
          onChange={setOld}
          wrong={act.wrong("authOld")}
        />
        <NewPassword words="The new one" choice={next.choice} />
        <Ticked
          words="Sign out my other devices"
          more="They ask for the new password then. What you wrote there and have not sent is kept there."
          checked={endOthers}
          onChange={setEndOthers}
        />
      </Form>
    </Page>
  );
}
