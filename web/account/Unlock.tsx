import { useState } from "react";
import { go } from "../pages/address.ts";
import { Page } from "../pages/Page.tsx";
import { useClient } from "../ui/useClient.ts";
import { enterByCode, unlock } from "./entering.ts";
import { Form, Labelled, PasswordField, useAct } from "../form/form.tsx";

/** `/account/unlock`. */
export function Unlock() {
  return (
    <Page
      title="Unlock the private answers"
      lead="Their key comes with your password, and stays in this browser."
    >
      <UnlockByPassword onDone={() => go("/")} />
    </Page>
  );
}

/** By the account's password, in a session that lives. */
export function UnlockByPassword({ onDone }: { onDone: () => void }) {
  const client = useClient();
  const [password, setPassword] = useState("");
  const [act, run] = useAct();
  return (
    <Form
      act={act}
      submit="Unlock"
      busyWords="Opening…"
      onSubmit={() => void run(() => unlock(client, password)).then((done) => (done ? onDone() : undefined))}
    >
      <PasswordField value={password} onChange={setPassword} wrong={act.wrong("password")} />
    </Form>
  );
}

/** By a recovery code, with or without an account. */
export function UnlockByCode({ onDone }: { onDone: () => void }) {
  const client = useClient();
  const [code, setCode] = useState("");
  const [act, run] = useAct();
  const submit = () =>
    void run(() => enterByCode(client, code, false)).then((done) => (done ? onDone() : undefined));
  return (
    <Form act={act} submit="Unlock" busyWords="Opening…" onSubmit={submit}>
      <Labelled
        words="Recovery code"
        name="code"
        value={code}
        onChange={setCode}
        wrong={act.wrong("code", "auth", "locator")}
        hint="Eight groups of four."
        autoComplete="off"
        spellCheck={false}
        required
      />
    </Form>
  );
}
