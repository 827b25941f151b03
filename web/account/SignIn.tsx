import { useState } from "react";
import { go } from "../pages/address.ts";
import { Page } from "../pages/Page.tsx";
import { useClient, useView } from "../ui/useClient.ts";
import { EmailField, Form, Labelled, PasswordField, Ticked, useAct } from "../form/form.tsx";
import { enterByCode, signIn } from "./entering.ts";
import { isEmpty } from "./empty.ts";
import { mergeWords } from "./mergeWords.ts";
import "../form/form.css";

const sharedWords =
  "Nothing is kept on it, the private answers lock after a quarter of an hour, and closing the browser signs you out.";

/** `/sign-in`: by password, or by a recovery code. */
export function SignIn({ rest }: { rest: readonly string[] }) {
  const byCode = rest[0] === "code";
  // A thread of one's own is here and is not the one that was signed out: it comes along.
  const comesAlong = useView(({ phase }) => phase === "thread");
  return (
    <Page
      title="Sign in"
      lead={
        byCode
          ? "With the code that you wrote down. Make a new one afterwards, when you have used it."
          : "Your workbook, where you left it."
      }
    >
      <div className="forms">
        {comesAlong ? <p className="said">{mergeWords}</p> : null}
        {byCode ? <ByCode /> : <ByPassword />}
      </div>
    </Page>
  );
}

function ByPassword() {
  const client = useClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [shared, setShared] = useState(false);
  const [act, run] = useAct();
  const submit = async () => {
    let along = false;
    const done = await run(async () => {
      const result = await signIn(client, { email, password, shared });
      if (result.ok) along = result.along;
      return result;
    });
    if (!done) return;
    if (along) return go("/account/combine");
    go((await isEmpty()) ? "/account/empty" : "/");
  };
  return (
    <Form
      act={act}
      submit="Sign in"
      busyWords="Opening…"
      onSubmit={() => void submit()}
      ways={
        <>
          <a className="act" href="/account/forgot">
            I forgot my password
          </a>
          <a className="act" href="/sign-in/code">
            I have a recovery code
          </a>
        </>
      }
    >
      <EmailField value={email} onChange={setEmail} wrong={act.wrong("email")} />
      <PasswordField value={password} onChange={setPassword} wrong={act.wrong("auth")} />
      <Ticked words="This is a shared computer" more={sharedWords} checked={shared} onChange={setShared} />
    </Form>
  );
}

function ByCode() {
  const client = useClient();
  const [code, setCode] = useState("");
  const [shared, setShared] = useState(false);
  const [act, run] = useAct();
  const submit = () =>
    void run(() => enterByCode(client, code, shared)).then((done) =>
      done ? go("/account/code") : undefined,
    );
  return (
    <Form
      act={act}
      submit="Open my workbook"
      busyWords="Opening…"
      onSubmit={submit}
      ways={
        <a className="act" href="/sign-in">
          With my password instead
        </a>
      }
    >
      <Labelled
        words="Recovery code"
        name="code"
        value={code}
        onChange={setCode}
        wrong={act.wrong("code", "auth", "locator")}
        hint="Eight groups of four. Capitals, spaces and hyphens do not matter."
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        required
      />
      <Ticked words="This is a shared computer" more={sharedWords} checked={shared} onChange={setShared} />
    </Form>
  );
}
